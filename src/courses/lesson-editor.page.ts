import type { ActivityWords } from '../activities/activity-words.js';
import { REVIEWS } from '../quizzes/quiz.js';
import type { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { type Lesson, RULES_OF } from './course-content.js';
import type { CourseFault } from './course-checks.js';
import { courseCrumbs } from './course.page.js';
import type { CourseRecord } from './course-records.js';
import type { CourseVersion } from './course-store.js';
import type { CourseMedia } from './courses.entities.js';
import { SHOWN_BY } from './lesson-form.js';
import { lessonBody } from './lesson.page.js';
import type { MediaKind } from './media-kinds.js';
import { type Askable, fieldsOf, type ItemFields, questionLabel } from './quiz-form.js';

/** What the editor of a lesson shows. */
export interface LessonEditor {
  draft: CourseVersion;
  lesson: Lesson;
  media: ReadonlyMap<string, CourseMedia>;
  askable: readonly Askable[];
  faults: readonly CourseFault[];
  /** What was typed, where the form comes back. */
  form?: Form;
  /** The items of a quiz as they stand in the form. */
  items?: readonly ItemFields[];
  /** Somebody else has changed the draft meanwhile. */
  again?: boolean;
  /** The lesson as it was typed, to be looked at. */
  preview?: Lesson;
}

/** Suggesting more would make the page heavy: further ones are typed by their ref. */
const MOST_SUGGESTED = 800;

/** The editor of one lesson, with what its kind needs. */
export function lessonEditorPage(words: ActivityWords, record: CourseRecord, editor: LessonEditor): object {
  const { draft, lesson, media, faults, form, preview, again } = editor;
  const { code } = record.activity;
  const { kind } = lesson.body;
  const draftText = words.t('courses.draft_heading', { number: draft.number });
  return {
    ...{ title: lesson.title, heading: lesson.title, lede: words.t(`courses.kind.${kind}`) },
    crumbs: courseCrumbs(words, record, { text: draftText, href: paths.courseDraft(code) }, { text: lesson.title }),
    action: paths.courseLesson(code, lesson.key),
    cancel: paths.courseDraft(code),
    version: (again ? '' : form?.raw('version')) || draft.version,
    othersHref: again ? paths.courseVersionLesson(code, draft.number, lesson.key) : null,
    mediaHref: paths.courseMedia(code),
    faults: faults
      .filter((each) => each.lesson === lesson.key)
      .map(({ key, params }) => words.t(`courses.fault.${key}`, params)),
    values: form?.typed() ?? valuesOf(lesson),
    isOptional: [
      {
        value: '1',
        text: words.t('courses.field.optional'),
        checked: form ? form.ticked('is_optional') : lesson.is_optional,
      },
    ],
    isText: kind === 'text',
    isLink: kind === 'link',
    rules: kind === 'quiz' ? null : ruleOptions(words, lesson),
    asksWatched: kind === 'video' || kind === 'audio',
    asksScore: kind === 'package',
    files: filesPart(words, media, SHOWN_BY[kind]),
    captions: kind === 'video' || kind === 'audio' ? captionsPart(words, media) : null,
    pictures: [...media.values()].filter((each) => each.kind === 'picture').map(({ name }) => `![…](media/${name})`),
    quiz: lesson.body.kind === 'quiz' ? quizPart(words, editor) : null,
    preview: preview && {
      ...lessonBody({
        lesson: preview,
        media,
        locale: words.locale,
        address: (name, save) => paths.courseMediaFile(code, name, save),
      }),
    },
  };
}

function valuesOf({ title, rule, body }: Lesson): Record<string, unknown> {
  const captions = 'captions' in body ? body.captions : [];
  const named = Object.fromEntries(captions.map(({ language, media }) => [`captions_${language}`, media]));
  const quiz = body.kind === 'quiz' ? body.quiz : null;
  return {
    ...{ title, markdown: body.markdown, rule: rule.kind },
    watched_percent: rule.kind === 'watched' ? rule.percent : 90,
    score_percent: rule.kind === 'score' ? rule.percent : 50,
    media: 'media' in body ? body.media : '',
    url: body.kind === 'link' ? body.url : '',
    ...named,
    ...(quiz && { pass_mark: quiz.pass_mark, attempts: quiz.attempts, minutes: quiz.minutes, review: quiz.review }),
  };
}

function ruleOptions(words: ActivityWords, { body }: Lesson): object[] {
  return RULES_OF[body.kind].map((value) => ({ value, text: words.t(`courses.rule_choice.${value}`) }));
}

function filesPart(
  words: ActivityWords,
  media: LessonEditor['media'],
  kind: MediaKind | undefined,
): { label: string; options: object[] } | null {
  if (!kind) return null;
  return { label: words.t(`courses.media.kind.${kind}`), options: options(media, kind) };
}

function captionsPart(words: ActivityWords, media: LessonEditor['media']): object[] {
  return (['vi', 'en'] as const).map((language) => ({
    id: `captions_${language}`,
    label: words.t('courses.field.captions', { language: words.t(`courses.language.${language}`) }),
    options: options(media, 'captions'),
  }));
}

function options(media: LessonEditor['media'], kind: MediaKind): object[] {
  return [...media.values()].filter((each) => each.kind === kind).map(({ name }) => ({ value: name, text: name }));
}

function quizPart(words: ActivityWords, { lesson, askable, form, items }: LessonEditor): object | null {
  if (lesson.body.kind !== 'quiz') return null;
  const { quiz } = lesson.body;
  const ticked = (field: 'shuffle_questions' | 'shuffle_answers'): boolean => (form ? form.ticked(field) : quiz[field]);
  const fields = items ?? fieldsOf(quiz);
  const topics = [...new Set(askable.map(({ topic }) => topic))];
  const count = (topic: string): number => askable.filter((each) => each.topic === topic).length;
  return {
    count: fields.length,
    items: fields.map((item, at) => ({
      ...{ ...item, number: at + 1, id: `i${at + 1}`, first: at === 0, isTopic: item.kind === 'topic' },
      text: itemText(words, item, askable),
    })),
    suggestions: askable.slice(0, MOST_SUGGESTED).map(questionLabel),
    topics: topics.map((value) => ({
      value,
      text: words.t('courses.quiz.topic_count', { topic: value, count: count(value) }),
    })),
    empty: askable.length === 0,
    shuffles: (['shuffle_questions', 'shuffle_answers'] as const).map((field) => ({
      ...{ id: field, value: '1', checked: ticked(field), text: words.t(`courses.quiz.${field}`) },
    })),
    reviews: REVIEWS.map((value) => ({ value, text: words.t(`courses.quiz.review.${value}`) })),
  };
}

function itemText(words: ActivityWords, { kind, name }: ItemFields, askable: readonly Askable[]): string {
  if (kind === 'topic') return words.t('courses.quiz.drawn_from', { topic: name });
  const found = askable.find(({ ref }) => ref === name);
  return found ? questionLabel(found) : name;
}
