import type { ErrorParams } from '../errors.js';
import { MOST_QUESTIONS } from '../quizzes/presentation.js';
import type { Quiz } from '../quizzes/quiz.js';
import { mediaOf as picturesIn } from '../web/markdown.js';
import { type CourseContent, type Lesson, type LessonBody, RULES_OF } from './course-content.js';
import { isLessonKey } from './lesson-key.js';
import type { MediaKind } from './media-kinds.js';
import { lessonsOf } from './outline.js';

/** Why a draft cannot be published yet: `courses.fault.<key>` with its parameters, and where. */
export const FAULTS = [
  'no_lessons',
  'all_optional',
  'empty_section',
  'key_unfit',
  'key_twice',
  'text_empty',
  'media_missing',
  'media_unfit',
  'picture_missing',
  'captions_twice',
  'link_unfit',
  'rule_unfit',
  'percent_unfit',
  'no_length',
  'quiz_empty',
  'quiz_unfit',
  'question_missing',
  'question_twice',
  'draw_too_large',
] as const;
export type FaultKey = (typeof FAULTS)[number];

export interface CourseFault {
  key: FaultKey;
  params: ErrorParams;
  /** The section, from 0, or the key of the lesson that it is in; neither: the course as a whole. */
  section?: number;
  lesson?: string;
}

/** What a draft refers to. */
export interface Surroundings {
  media: ReadonlyMap<string, { kind: MediaKind; seconds: number | null }>;
  /** The questions of the plan that are not withdrawn: the topic of each by its ref. */
  questions: ReadonlyMap<string, string>;
}

type Fault = Omit<CourseFault, 'lesson' | 'section'>;

const KIND_OF_MEDIA: Partial<Record<LessonBody['kind'], MediaKind>> = {
  file: 'pdf',
  video: 'video',
  audio: 'audio',
  package: 'package',
};
/** Everything that stands in the way of publishing, in the order of the lessons; empty: it can be published. */
export function faultsOf(content: CourseContent, around: Surroundings): CourseFault[] {
  const lessons = lessonsOf(content);
  const faults: CourseFault[] = [];
  if (lessons.length === 0) faults.push({ key: 'no_lessons', params: {} });
  else if (lessons.every(({ is_optional }) => is_optional)) faults.push({ key: 'all_optional', params: {} });
  const seen = new Set<string>();
  for (const [section, { title, lessons: own }] of content.sections.entries()) {
    if (own.length === 0) faults.push({ key: 'empty_section', params: { title }, section });
    for (const lesson of own) {
      const found = [...keyFaults(lesson, seen), ...bodyFaults(lesson, around), ...ruleFaults(lesson, around)];
      faults.push(...found.map((fault) => ({ ...fault, lesson: lesson.key })));
      seen.add(lesson.key);
    }
  }
  return faults;
}

/** The names of all files that a lesson shows. */
export function mediaOf({ body }: Pick<Lesson, 'body'>): string[] {
  const own = 'media' in body ? [body.media] : [];
  const captions = 'captions' in body ? body.captions.map(({ media }) => media) : [];
  return [...own, ...captions, ...picturesIn(body.markdown)];
}

/** Whether something is an address of the web that a lesson may lead to. */
export function isWebAddress(url: string): boolean {
  const read = URL.parse(url);
  return (
    read !== null &&
    /^https?:$/.test(read.protocol) &&
    read.hostname !== '' &&
    read.username === '' &&
    url.length <= 2000
  );
}

function keyFaults({ key }: Lesson, seen: ReadonlySet<string>): Fault[] {
  if (!isLessonKey(key)) return [{ key: 'key_unfit', params: { key } }];
  return seen.has(key) ? [{ key: 'key_twice', params: { key } }] : [];
}

function bodyFaults({ body }: Lesson, around: Surroundings): Fault[] {
  const faults = picturesIn(body.markdown)
    .filter((name) => around.media.get(name)?.kind !== 'picture')
    .map((name): Fault => ({ key: 'picture_missing', params: { name } }));
  if (body.kind === 'text' && body.markdown.trim() === '') faults.push({ key: 'text_empty', params: {} });
  if (body.kind === 'link' && !isWebAddress(body.url)) faults.push({ key: 'link_unfit', params: {} });
  const wanted = KIND_OF_MEDIA[body.kind];
  if ('media' in body && wanted) faults.push(...mediaFaults(body.media, wanted, around));
  if ('captions' in body) {
    for (const { media } of body.captions) faults.push(...mediaFaults(media, 'captions', around));
    const languages = new Set(body.captions.map(({ language }) => language));
    if (languages.size < body.captions.length) faults.push({ key: 'captions_twice', params: {} });
  }
  return body.kind === 'quiz' ? [...faults, ...quizFaults(body.quiz, around)] : faults;
}

function mediaFaults(name: string, wanted: MediaKind, { media }: Surroundings): Fault[] {
  const found = media.get(name);
  if (name === '' || !found) return [{ key: 'media_missing', params: { name } }];
  return found.kind === wanted ? [] : [{ key: 'media_unfit', params: { name } }];
}

function ruleFaults({ rule, body }: Lesson, { media }: Surroundings): Fault[] {
  if (!RULES_OF[body.kind].includes(rule.kind)) return [{ key: 'rule_unfit', params: {} }];
  if (rule.kind === 'watched' && 'media' in body && media.get(body.media)?.seconds === null) {
    return [{ key: 'no_length', params: { name: body.media } }];
  }
  if (!('percent' in rule)) return [];
  const least = rule.kind === 'watched' ? 1 : 0;
  return isWhole(rule.percent, least, 100) ? [] : [{ key: 'percent_unfit', params: {} }];
}

function quizFaults({ items, pass_mark, attempts, minutes }: Quiz, { questions }: Surroundings): Fault[] {
  if (items.length === 0) return [{ key: 'quiz_empty', params: {} }];
  const faults: Fault[] = [];
  const fits =
    isWhole(pass_mark, 0, 100) &&
    (attempts === null || isWhole(attempts, 1, 100)) &&
    (minutes === null || isWhole(minutes, 1, 600)) &&
    items.every((item) => isWhole(item.points, 1, 100) && (!('draw' in item) || isWhole(item.draw, 1, 100)));
  const asked = items.reduce((sum, item) => sum + ('draw' in item ? item.draw : 1), 0);
  if (!fits || asked > MOST_QUESTIONS) faults.push({ key: 'quiz_unfit', params: { most: MOST_QUESTIONS } });
  const named = new Set<string>();
  for (const item of items) {
    if (!('question' in item)) continue;
    if (!questions.has(item.question)) faults.push({ key: 'question_missing', params: { ref: item.question } });
    else if (named.has(item.question)) faults.push({ key: 'question_twice', params: { ref: item.question } });
    named.add(item.question);
  }
  return [...faults, ...drawFaults(items, questions, named)];
}

/** What is drawn from a topic is none of the questions that are asked anyhow, and nothing twice. */
function drawFaults(items: Quiz['items'], questions: Surroundings['questions'], named: ReadonlySet<string>): Fault[] {
  const drawn = new Map<string, number>();
  for (const item of items) if ('draw' in item) drawn.set(item.topic, (drawn.get(item.topic) ?? 0) + item.draw);
  return [...drawn].flatMap(([topic, draw]): Fault[] => {
    const count = [...questions].filter(([ref, of]) => of === topic && !named.has(ref)).length;
    return draw > count ? [{ key: 'draw_too_large', params: { topic, draw, count } }] : [];
  });
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
