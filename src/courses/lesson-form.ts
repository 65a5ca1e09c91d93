import type { Form } from '../web/form.js';
import {
  type Captions,
  type CompletionRule,
  type Lesson,
  type LessonBody,
  type LessonKind,
  RULES_OF,
} from './course-content.js';
import type { CourseMedia } from './courses.entities.js';
import { isWebAddress } from './course-checks.js';
import type { MediaKind } from './media-kinds.js';
import { ruleOf } from './outline.js';
import { NEW_QUIZ, readQuiz } from './quiz-form.js';

/** The most characters of the Markdown of a lesson. */
export const LONGEST_MARKDOWN = 40_000;
/** Which files a kind of lesson can show. */
export const SHOWN_BY: Partial<Record<LessonKind, MediaKind>> = {
  file: 'pdf',
  video: 'video',
  audio: 'audio',
  package: 'package',
};

type Media = ReadonlyMap<string, Pick<CourseMedia, 'name' | 'kind'>>;

/** What a new lesson of a kind shows: nothing yet. */
export function emptyBody(kind: LessonKind): LessonBody {
  switch (kind) {
    case 'text':
      return { kind, markdown: '' };
    case 'video':
    case 'audio':
      return { kind, media: '', captions: [], markdown: '' };
    case 'quiz':
      return { kind, quiz: NEW_QUIZ, markdown: '' };
    case 'link':
      return { kind, url: '', markdown: '' };
    default:
      return { kind, media: '', markdown: '' };
  }
}

/** Reads a lesson of a kind from its form; what is wrong is noted at its field. */
export function readLesson(form: Form, kind: LessonKind, media: Media): Omit<Lesson, 'key'> {
  const title = form.text('title', 190);
  const body = readBody(form, kind, media);
  const rule = body.kind === 'quiz' ? ruleOf('score', body.quiz.pass_mark) : readRule(form, kind);
  return { title, is_optional: form.ticked('is_optional'), rule, body };
}

/** The quiz has its own number: the pass mark. */
function readRule(form: Form, kind: LessonKind): CompletionRule {
  const rule = form.choice('rule', RULES_OF[kind]);
  if (rule === 'watched') return ruleOf(rule, form.integer('watched_percent', 1, 100));
  return rule === 'score' ? ruleOf(rule, form.integer('score_percent', 0, 100)) : ruleOf(rule, 0);
}

function readBody(form: Form, kind: LessonKind, media: Media): LessonBody {
  const markdown = form.optionalText('markdown', LONGEST_MARKDOWN) ?? '';
  switch (kind) {
    case 'text':
      return { kind, markdown };
    case 'link':
      return { kind, url: readAddress(form), markdown };
    case 'quiz':
      return { kind, quiz: readQuiz(form), markdown };
    case 'video':
    case 'audio':
      return { kind, media: readMedia(form, 'media', kind, media), captions: readCaptions(form, media), markdown };
    default:
      return { kind, media: readMedia(form, 'media', SHOWN_BY[kind] ?? 'pdf', media), markdown };
  }
}

function readAddress(form: Form): string {
  const url = form.text('url', 2000);
  if (url !== '' && !isWebAddress(url)) form.refuse('url', 'courses.no_address');
  return url;
}

/** A file of the course, or none yet: an author may write the text first. */
function readMedia(form: Form, field: string, kind: MediaKind, media: Media): string {
  const name = form.raw(field);
  if (name !== '' && media.get(name)?.kind !== kind) form.refuse(field, 'form.choose');
  return name;
}

function readCaptions(form: Form, media: Media): Captions[] {
  return (['vi', 'en'] as const)
    .map((language) => ({ language, media: readMedia(form, `captions_${language}`, 'captions', media) }))
    .filter((captions) => captions.media !== '');
}
