import type { ActivityWords } from '../activities/activity-words.js';
import { ZIP_LIMITS } from '../files/safe-zip.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import type { ChangedQuestion } from './changed-questions.js';
import type { CourseOutlook } from './course-import.js';
import { type FileFault, faultWords } from './file-fault.js';
import { lessonsOf } from './outline.js';
import { lessonLine } from './rule-words.js';
import { differenceLines } from './version.page.js';

/** Faults, and changed questions, that a page shows. */
const SHOWN = 100;

/** What stands around the forms: where they are, and where they lead. */
export interface ImportFrame {
  title: string;
  lede: string;
  crumbs: object[];
  /** Where a file is sent to; also the way back from what was found in one. */
  action: string;
  cancel: string;
}

/** Where a ZIP is chosen, with what is wrong with the one that was sent. */
export function importPage(locale: Locale, frame: ImportFrame, faults: readonly FileFault[]): object {
  const more = faults.length - SHOWN;
  return {
    ...{ ...frame, heading: frame.title, narrow: true },
    most: ZIP_LIMITS.packedBytes / 1024 / 1024,
    faults: faults.slice(0, SHOWN).map((fault) => ({ where: whereOf(locale, fault), text: faultWords(locale, fault) })),
    more: more > 0 ? translate(locale, 'courses.import.more', { count: more }) : null,
  };
}

type Change = NonNullable<CourseOutlook['change']>;

/** What a ZIP would do; saved by a second press. @param place where the course is @param confirm where that press leads */
export function importCheckPage(
  words: ActivityWords,
  frame: ImportFrame,
  { change, changed }: { change: Change; changed: readonly ChangedQuestion[] },
  { place, confirm }: { place: string; confirm: string },
): object {
  const { isNew, before } = change;
  const draft = before.version?.state === 'draft' && !isNew ? before.version : null;
  const more = changed.length - SHOWN;
  return {
    ...{ ...frame, heading: frame.title, narrow: true, confirm, again: frame.action },
    same: !change.isChanged,
    facts: factsOf(words, change, place),
    // A draft is gone for good when another takes its place.
    draft: draft && words.t('courses.import.draft_there', { number: draft.number }),
    draftVersion: isNew ? null : String(draft?.version ?? 0),
    save: words.t(isNew ? 'courses.import.make' : draft ? 'courses.import.replace' : 'courses.import.save'),
    differences: isNew || !before.version ? null : differencesOf(words, change, before.version),
    sections: isNew ? sectionsOf(words, change) : null,
    pictures: change.replacedPictures.join(', '),
    questions: changed.slice(0, SHOWN),
    more: more > 0 ? words.t('courses.import.more', { count: more }) : null,
  };
}

/** "lessons/a.md, dòng 3, cột 1" */
function whereOf(locale: Locale, { file, line, column }: FileFault): string {
  if (line === 0) return file;
  const key = column === 0 ? 'courses.import.at_line' : 'courses.import.at_column';
  return translate(locale, key, { file, line: String(line), column: String(column) });
}

function factsOf(words: ActivityWords, change: Change, place: string): object[] {
  const { code, isNew, about, before, content, media, questions } = change;
  const fact = (key: string, value: string, note?: string): object => ({ term: words.t(key), value, note });
  // Of a new course nothing was there before.
  const was = (value: string, now: string): string | undefined =>
    isNew || value === now ? undefined : words.t('courses.import.was', { value });
  const language = (each: Change['before']['language']): string => words.t(`courses.language.${each}`);
  const length = (minutes: number | null): string =>
    minutes === null ? '–' : words.t('courses.minutes', { count: minutes });
  const count = { sections: content.sections.length, lessons: lessonsOf(content).length, files: media };
  return [
    fact('courses.field.title', about.title, was(`“${before.title}”`, `“${about.title}”`)),
    fact('activities.fact.code', code, codeNote(words, change)),
    fact('activities.fact.place', place),
    fact('courses.fact.language', language(about.language), was(language(before.language), language(about.language))),
    fact('courses.fact.minutes', length(about.minutes), was(length(before.minutes), length(about.minutes))),
    ...(isNew || before.summary === about.summary
      ? []
      : [fact('courses.field.summary', words.t('courses.import.summary_other'))]),
    fact('courses.import.content', words.t('courses.import.content_count', count)),
    fact('courses.import.questions', words.t('courses.import.questions_count', { ...questions })),
  ];
}

/** Where a new course does not get the code that its files name. */
function codeNote(words: ActivityWords, { isNew, code, about }: Change): string | undefined {
  if (!isNew || about.code === null || about.code === code) return undefined;
  return words.t('courses.import.code_taken', { code: about.code });
}

function differencesOf(words: ActivityWords, { content }: Change, before: NonNullable<Change['before']['version']>) {
  const { number, state } = before;
  return {
    heading: words.t(state === 'draft' ? 'courses.import.differences_draft' : 'courses.differences', { number }),
    lines: differenceLines(words, before.content, content),
  };
}

function sectionsOf(words: ActivityWords, { content }: Change): object[] {
  return content.sections.map(({ title, lessons }, at) => ({
    ...{ id: `s${at + 1}`, title },
    lessons: lessons.map((lesson) => ({ title: lesson.title, about: lessonLine(words, lesson) })),
  }));
}
