import { late } from '../config/late.js';
import type { Quiz, QuizItem } from '../quizzes/quiz.js';
import type { CompletionRule, CourseContent, Lesson, LessonBody } from './course-content.js';
import { COURSE_FILE, type CourseAbout } from './course-file.js';
import { COURSE_FORMAT } from './course-yaml.js';

/** A text file of a course. */
export interface TextFile {
  name: string;
  text: string;
}

/**
 * Writes a course as `course.yml` and its Markdown files, always in the same way: the same course gives the same bytes. Texts
 * are kept trimmed; each file ends with one line end.
 * @param questions the names of the files with questions
 */
export function courseTexts(about: CourseAbout, content: CourseContent, questions: readonly string[]): TextFile[] {
  const lessons = content.sections.flatMap((section) => section.lessons);
  const nameOf = new Map(lessons.map(({ key }, at) => [key, `lessons/${String(at + 1).padStart(2, '0')}-${key}.md`]));
  const value = {
    format: COURSE_FORMAT,
    ...(about.code === null ? {} : { code: about.code }),
    title: about.title,
    language: about.language,
    ...(about.minutes === null ? {} : { minutes: about.minutes }),
    ...(about.summary === null ? {} : { summary: about.summary }),
    sections: content.sections.map((section) => ({
      title: section.title,
      lessons: section.lessons.map((lesson) => lessonValue(lesson, nameOf.get(lesson.key) ?? '')),
    })),
    ...(questions.length === 0 ? {} : { questions }),
  };
  const texts = lessons.filter(hasText).map(({ key, body }) => ({
    name: nameOf.get(key) ?? '',
    text: `${body.markdown}\n`,
  }));
  return [{ name: COURSE_FILE, text: yamlOf(value) }, ...texts];
}

function yamlOf(value: object): string {
  const { Document } = late.yaml();
  return new Document(value, { version: '1.2', schema: 'core', aliasDuplicateObjects: false }).toString({
    lineWidth: 0,
  });
}

function hasText({ body }: Lesson): boolean {
  return body.kind === 'text' || body.markdown !== '';
}

function lessonValue(lesson: Lesson, name: string): object {
  const { key, title, body, rule, is_optional } = lesson;
  return {
    key,
    title,
    ...bodyValue(body, name),
    ...(body.kind !== 'text' && hasText(lesson) ? { about: name } : {}),
    rule: ruleText(rule),
    ...(is_optional ? { optional: true } : {}),
  };
}

function bodyValue(body: LessonBody, name: string): object {
  switch (body.kind) {
    case 'text':
      return { text: name };
    case 'link':
      return { link: body.url };
    case 'quiz':
      return { quiz: quizValue(body.quiz) };
    case 'video':
    case 'audio': {
      const captions = body.captions.map(({ language, media }) => [language, pathOf(media)] as const);
      return {
        [body.kind]: pathOf(body.media),
        ...(captions.length === 0 ? {} : { captions: Object.fromEntries(captions) }),
      };
    }
    default:
      return { [body.kind]: pathOf(body.media) };
  }
}

function quizValue({ items, pass_mark, attempts, minutes, ...rest }: Quiz): object {
  return {
    items: items.map(itemValue),
    pass_mark,
    ...(attempts === null ? {} : { attempts }),
    ...(minutes === null ? {} : { minutes }),
    shuffle_questions: rest.shuffle_questions,
    shuffle_answers: rest.shuffle_answers,
    review: rest.review,
  };
}

function itemValue(item: QuizItem): object {
  const points = item.points === 1 ? {} : { points: item.points };
  return 'question' in item
    ? { question: item.question, ...points }
    : { topic: item.topic, draw: item.draw, ...points };
}

function ruleText(rule: CompletionRule): string {
  return 'percent' in rule ? `${rule.kind} ${rule.percent}` : rule.kind;
}

const pathOf = (media: string): string => `media/${media}`;
