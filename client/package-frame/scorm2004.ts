import { Scorm2004API } from 'scorm-again/scorm2004/min';
import type { FrameStart } from '../../src/packages/frame-words.js';
import { converse, type Started } from './conversation.js';

/* SCORM 2004 for a package: in its page, or in the page around it. A classic script: it has run before the package's first. */

function make(start: FrameStart, entry: string): Started {
  const api = new Scorm2004API({ lmsCommitUrl: false, autocommit: false, logLevel: 5 });
  api.loadFromJSON(
    {
      ...start.cmi,
      ...{ learner_id: start.learner, credit: 'credit', mode: 'normal', entry },
      ...(start.data !== undefined && { launch_data: start.data }),
      ...(start.mastery !== undefined && { scaled_passing_score: String(start.mastery) }),
    },
    'cmi',
  );
  const cmi = (): Record<string, unknown> => (api.renderCommitCMI(false, true) as { cmi: Record<string, unknown> }).cmi;
  return {
    api,
    listen(hear) {
      api.on('SetValue', () => hear('change'));
      api.on('Commit', () => hear('commit'));
      api.on('Terminate', () => hear('end'));
    },
    exit: () => cmi().exit,
    leave: (exit) => ({ ...cmi(), exit }),
  };
}

converse({ name: 'API_1484_11', make });
