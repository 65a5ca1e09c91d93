import { Scorm12API } from 'scorm-again/scorm12/min';
import type { FrameStart } from '../../src/packages/frame-words.js';
import { converse, type Started } from './conversation.js';

/* SCORM 1.2 for a package: in its page, or in the page around it. A classic script: it has run before the package's first. */

interface Model {
  core: Record<string, unknown>;
}

function make(start: FrameStart, entry: string): Started {
  const api = new Scorm12API({ lmsCommitUrl: false, autocommit: false, logLevel: 5 });
  const kept = (start.cmi ?? {}) as Partial<Model>;
  api.loadFromJSON(
    {
      ...kept,
      core: { ...kept.core, student_id: start.learner, credit: 'credit', lesson_mode: 'normal', entry },
      ...(start.data !== undefined && { launch_data: start.data }),
      ...(start.mastery !== undefined && { student_data: { mastery_score: String(start.mastery) } }),
    },
    'cmi',
  );
  const cmi = (): Model => (api.renderCommitCMI(false, true) as { cmi: Model }).cmi;
  return {
    api,
    listen(hear) {
      api.on('LMSSetValue', () => hear('change'));
      api.on('LMSCommit', () => hear('commit'));
      api.on('LMSFinish', () => hear('end'));
    },
    exit: () => cmi().core.exit,
    leave(exit) {
      const model = cmi();
      return { ...model, core: { ...model.core, exit } };
    },
  };
}

converse({ name: 'API', make });
