import fc from 'fast-check';
import { type CourseContent, type Lesson, type LessonBody, RULES_OF } from '../../src/courses/course-content.js';
import { isWebAddress } from '../../src/courses/course-checks.js';
import type { CourseAbout } from '../../src/courses/course-file.js';
import type { Quiz } from '../../src/quizzes/quiz.js';
import { cleanText, textFault } from '../../src/web/text.js';
import { isLessonKey } from '../../src/courses/lesson-key.js';

/** Texts that YAML, Markdown, ZIP files and shells would like to read as something else. */
const NASTY = [
  ...[
    'yes',
    'no',
    'null',
    '~',
    'true',
    '1',
    '1.0',
    '0x1f',
    '.5',
    '.inf',
    '2026-11-29',
    '=',
    '<<',
    '*a',
    '&a x',
    '!!str x',
  ],
  ...[
    '- x',
    '? x',
    'a: b',
    'a #b',
    '# x',
    '%TAG',
    '---',
    '...',
    '{a: b}',
    '[x',
    "it's",
    '"x"',
    'a\\n',
    '\\',
    '@x',
    '`x`',
    '|',
    '>',
  ],
  ...[
    'Trẻ em',
    'Đường',
    '=HYPERLINK("x")',
    '<script>alert(1)</script>',
    '![x](media/y.png "t")',
    '🧒🏽',
    'ẫ',
    '\u2028x',
    'x\u00adx',
    '\ufeffx',
  ],
];
const any = fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'grapheme' }), fc.lorem({ maxCount: 4 }));

/** One line as pages take it. */
export const line = any
  .map((text) => cleanText(text.replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ')).slice(0, 150))
  .map((text) => cleanText(text.toWellFormed().replaceAll('\ufffd', '')))
  .filter((text) => text.trim() !== '' && textFault(text, false) === null);
/** Several lines as pages take them. */
export const lines = fc
  .array(fc.oneof(any, fc.constantFrom('', '', '    x', '\tx', 'x  ')), { minLength: 1, maxLength: 6 })
  .map((parts) => cleanText(parts.join('\n').replaceAll(/[^\P{Cc}\n\t]/gu, '')))
  .filter((text) => textFault(text, true) === null);

const ref = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}$/);
const mediaName = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}\.(mp4|pdf|vtt)$/);
const points = fc.integer({ min: 1, max: 100 });
const quiz: fc.Arbitrary<Quiz> = fc.record({
  items: fc.uniqueArray(
    fc.oneof(fc.record({ question: ref, points }), fc.record({ topic: line, draw: points, points })),
    { maxLength: 5, selector: (item) => ('question' in item ? item.question : ` ${item.topic}`) },
  ),
  pass_mark: fc.integer({ min: 0, max: 100 }),
  attempts: fc.option(points),
  minutes: fc.option(fc.integer({ min: 1, max: 600 })),
  shuffle_questions: fc.boolean(),
  shuffle_answers: fc.boolean(),
  review: fc.constantFrom('attempt', 'end', 'never'),
});
const captions = fc.uniqueArray(fc.record({ language: fc.constantFrom('vi', 'en'), media: mediaName }), {
  selector: ({ language }) => language,
});
const url = fc.webUrl({ withQueryParameters: true }).filter(isWebAddress);
const body: fc.Arbitrary<LessonBody> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), markdown: lines }),
  fc.record({ kind: fc.constantFrom('file' as const, 'package' as const), media: mediaName, markdown: lines }),
  fc.record({ kind: fc.constantFrom('video' as const, 'audio' as const), media: mediaName, captions, markdown: lines }),
  fc.record({ kind: fc.constant('quiz' as const), quiz, markdown: lines }),
  fc.record({ kind: fc.constant('link' as const), url, markdown: lines }),
);
const lesson: fc.Arbitrary<Lesson> = fc
  .tuple(
    fc.record({
      key: fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,5}){0,2}$/).filter(isLessonKey),
      title: line,
      is_optional: fc.boolean(),
      body,
    }),
    fc.integer({ min: 1, max: 100 }),
    fc.nat(2),
  )
  .map(([given, percent, at]) => {
    const rules = RULES_OF[given.body.kind];
    const kind = rules[at % rules.length] ?? 'opened';
    return { ...given, rule: kind === 'watched' || kind === 'score' ? { kind, percent } : { kind } };
  });

export const courseContent: fc.Arbitrary<CourseContent> = fc
  .uniqueArray(lesson, { selector: ({ key }) => key, maxLength: 8 })
  .chain((all) => fc.tuple(fc.array(line, { minLength: 1, maxLength: 4 }), fc.constant(all)))
  .map(([titles, all]) => ({
    sections: titles.map((title, at) => ({ title, lessons: all.filter((_, index) => index % titles.length === at) })),
  }));

export const courseAbout: fc.Arbitrary<CourseAbout> = fc.record({
  code: fc.option(fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}$/)),
  title: line,
  language: fc.constantFrom('vi', 'en'),
  minutes: fc.option(fc.integer({ min: 1, max: 6000 })),
  summary: fc.option(lines.filter((text) => text !== '')),
});
