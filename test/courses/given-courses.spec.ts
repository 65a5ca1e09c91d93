import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../src/config/root.js';
import { contentOf } from '../../src/files/content.js';
import { readCourseFolder, type CourseFiles } from '../../src/courses/course-folder-reader.js';
import { folderSource } from '../../src/courses/course-source.js';
import { warningsOf } from '../../src/quizzes/question-check.js';
import type { Question } from '../../src/quizzes/question.js';

const FOLDER = join(ROOT, 'demo', 'courses');
const PAIRS = [
  ['LDTE-GV', 'LDTE-GV-EN'],
  ['LDTE-DN', 'LDTE-DN-EN'],
] as const;
const ALL = PAIRS.flat();

/** Words that speak of a law, and what names its article, in each language. */
const LAW = {
  vi: { speaks: /Bộ luật|Luật Trẻ em|Nghị định|Thông tư|pháp luật/, names: /Điều \d+/ },
  en: { speaks: /Labour Code|Law on Children|Penal Code|Decree|Circular|\blaw(ful)?\b/i, names: /Articles? \d+/ },
};
const texts = (question: Question): string[] => {
  const found: string[] = [];
  JSON.stringify(question, (_key, value: unknown) => {
    if (typeof value === 'string') found.push(value);
    return value;
  });
  return found;
};

async function read(code: string): Promise<CourseFiles> {
  const { course, faults } = await readCourseFolder(await folderSource(join(FOLDER, code)));
  expect(faults).toEqual([]);
  if (!course) throw new Error(`${code} could not be read`);
  return course;
}

describe('the courses that come with the product', () => {
  it.each(ALL)('%s is whole: lessons, a handout, and a quiz of mixed kinds', async (code) => {
    const { about, content, questions, media } = await read(code);
    expect(about.code).toBe(code);
    expect(about.language).toBe(code.endsWith('-EN') ? 'en' : 'vi');
    expect(about.summary).toMatch(/01\/7\/2025|1 July 2025/);
    const lessons = content.sections.flatMap((section) => section.lessons);
    expect(lessons.filter(({ body }) => body.kind === 'text').length).toBeGreaterThanOrEqual(6);
    const kinds = new Set(questions.map(({ question }) => question.kind));
    expect([...kinds].sort()).toEqual([
      'matching',
      'multiple',
      'numerical',
      'ordering',
      'short',
      'single',
      'true_false',
    ]);
    expect(questions).toHaveLength(10);
    expect(questions.flatMap(({ question }) => warningsOf(question))).toEqual([]);
    for (const { body } of lessons) if (body.kind === 'text') expect(words(body.markdown)).toBeLessThan(800);
    for (const name of media) expect(await contentOf(join(FOLDER, code, 'media', name))).toMatch(/jpeg|pdf/);
  });

  it.each(ALL)('%s names the article wherever it speaks of a law', async (code) => {
    const { about, content, questions } = await read(code);
    const { speaks, names } = LAW[about.language];
    const blocks = content.sections
      .flatMap(({ lessons }) => lessons.map(({ body }) => body.markdown))
      .flatMap((markdown) => markdown.split(/\n\s*\n|\n(?=[-|\d])/));
    expect(blocks.filter((block) => speaks.test(block) && !names.test(block))).toEqual([]);
    expect(blocks.filter((block) => names.test(block)).length).toBeGreaterThan(10);
    const untold = questions.filter(({ question }) => !texts(question).some((text) => names.test(text)));
    expect(untold).toEqual([]);
  });

  it.each(ALL)('%s answers each choice with a feedback that names the article', async (code) => {
    const { about, questions } = await read(code);
    const { names } = LAW[about.language];
    for (const { question } of questions) {
      const feedbacks =
        'choices' in question
          ? question.choices.map(({ feedback }) => feedback)
          : question.kind === 'true_false'
            ? [question.feedback_right, question.feedback_wrong]
            : [question.feedback];
      for (const feedback of feedbacks) expect([question.ref, feedback, names.test(feedback)]).toEqual([question.ref, feedback, true]); // prettier-ignore
    }
  });

  it.each(PAIRS)('%s and %s teach the same', async (vi, en) => {
    const [one, two] = [await read(vi), await read(en)];
    const outline = ({ content }: CourseFiles) =>
      content.sections.map(({ lessons }) =>
        lessons.map(({ rule, is_optional, body }) => [body.kind, rule, is_optional]),
      );
    expect(outline(two)).toEqual(outline(one));
    const quiz = ({ questions }: CourseFiles) => questions.map(({ question }) => shape(question));
    expect(quiz(two)).toEqual(quiz(one));
    const articles = ({ content }: CourseFiles) =>
      content.sections.map(({ lessons }) =>
        lessons.map(
          ({ body }) =>
            [...new Set(body.markdown.match(/(?<=Điều |Articles? |và |and |, )\d+(?=[(,;: .)]|$)/g) ?? [])].length > 0,
        ),
      );
    expect(articles(two)).toEqual(articles(one));
  });

  it('are small enough to be carried anywhere', async () => {
    for (const code of ALL) {
      const source = await folderSource(join(FOLDER, code));
      const bytes = source.names().reduce((sum, name) => sum + source.bytes(name), 0);
      expect(bytes).toBeLessThan(300_000);
      for (const name of source.names().filter((each) => !each.startsWith('media/'))) {
        const text = readFileSync(join(FOLDER, code, name), 'utf8');
        expect([name, text === text.normalize('NFC'), text.includes('!')]).toEqual([name, true, text.includes('![')]);
      }
    }
  });
});

const words = (text: string): number => text.split(/\s+/).length;

function shape(question: Question): unknown {
  if ('choices' in question) return [question.kind, question.choices.map(({ weight }) => weight)];
  if (question.kind === 'true_false') return [question.kind, question.answer];
  if (question.kind === 'ordering') return [question.kind, question.items.length];
  if (question.kind === 'numerical') return [question.kind, question.answers.map(({ value }) => value)];
  return [question.kind];
}
