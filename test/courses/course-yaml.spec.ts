import fc from 'fast-check';
import type { CourseAbout } from '../../src/courses/course-file.js';
import { readCourseYaml } from '../../src/courses/course-yaml.js';
import { courseTexts } from '../../src/courses/course-yaml-writer.js';
import { courseContent, courseAbout } from './random-course.js';

const HEAD = 'format: 1\ncode: LDTE-GV\ntitle: Lao động trẻ em\nlanguage: vi\n';
const LESSON = 'sections:\n  - title: Nhận biết\n    lessons:\n';

/** Faults as `line:column key params`. */
const faults = (text: string): string[] =>
  readCourseYaml(text).faults.map(({ line, column, key, params }) =>
    [`${line}:${column}`, key, ...Object.values(params)].join(' '),
  );
const lessonFaults = (lesson: string): string[] =>
  faults(`${HEAD}${LESSON}      - ${lesson.replaceAll('\n', '\n        ')}\n`);

describe('a course.yml', () => {
  it('is read with everything it may say', () => {
    const { course, faults: none } = readCourseYaml(`${HEAD}minutes: 60
summary: |
  Cho giáo viên
  và cha mẹ.
sections:
  - title: Nhận biết
    lessons:
      - {key: doc, title: Đọc, text: lessons/a.md}
      - {key: to-roi, title: Tờ rơi, file: media/to-roi.pdf, about: lessons/b.md, rule: read, optional: true}
      - key: phim
        title: Phim
        video: media/phim.mp4
        captions: {vi: media/phim.vi.vtt, en: media/phim.en.vtt}
      - {key: goi, title: Gói, package: media/goi.zip, rule: score 70}
      - {key: trang, title: Trang, link: 'https://example.org/x'}
      - key: kiem-tra
        title: Kiểm tra
        quiz:
          items:
            - question: q-1
            - {topic: Nhận biết, draw: 3, points: 2}
          pass_mark: 80
questions: [quizzes/a.gift]
`);
    expect(none).toEqual([]);
    expect(course).toMatchObject({ code: 'LDTE-GV', minutes: 60, summary: 'Cho giáo viên\nvà cha mẹ.' });
    const lessons = course?.sections[0]?.lessons ?? [];
    expect(lessons.map(({ rule }) => rule)).toEqual([
      { kind: 'read' },
      { kind: 'read' },
      { kind: 'watched', percent: 90 },
      { kind: 'score', percent: 70 },
      { kind: 'opened' },
      { kind: 'score', percent: 80 },
    ]);
    expect(lessons.map(({ is_optional }) => is_optional)).toEqual([false, true, false, false, false, false]);
    expect(lessons[2]?.parts).toMatchObject({
      captions: [{ language: 'vi', media: { path: 'media/phim.vi.vtt', line: 17 } }, { language: 'en' }],
    });
    expect(lessons[5]?.parts).toMatchObject({
      quiz: {
        items: [
          { question: 'q-1', points: 1 },
          { topic: 'Nhận biết', draw: 3, points: 2 },
        ],
        ...{ pass_mark: 80, attempts: null, minutes: null, shuffle_questions: false, review: 'attempt' },
      },
      lines: [24, 25],
    });
    expect(course?.questions).toEqual([{ path: 'quizzes/a.gift', line: 27 }]);
  });

  it.each([
    ['a: [', '2:1 yaml BAD_INDENT', undefined],
    ['title: a\ntitle: b', '2:1 yaml DUPLICATE_KEY', undefined],
    ['--- 1\n--- 2', '2:1 yaml MULTIPLE_DOCS', undefined],
    ['%TAG ! x\n---\na: !b c', '', /yaml|tag/],
  ])('is refused as no YAML where it is none: %j', (text, exact, like) => {
    const found = faults(text);
    expect(found.length).toBeGreaterThan(0);
    if (like) expect(found.join()).toMatch(like);
    else expect(found[0]?.replace(/^\d+:\d+ /, '')).toBe(exact.replace(/^\d+:\d+ /, ''));
  });

  it('may have no aliases, anchors, tags and merged keys', () => {
    expect(faults('title: &a x\nformat: 1')).toEqual(['1:11 anchor']);
    expect(faults('title: &a x\nlanguage: *a')).toContain('2:11 alias');
    expect(faults('title: !!str x')).toEqual(['1:14 tag']);
    expect(faults('title: !!js/function x').join()).toMatch(/tag|TAG/);
    expect(faults(`${HEAD}sections: []\n<<: {code: x}`)).toContain('6:1 unknown_key <<');
  });

  it('may be neither endless nor bottomless', () => {
    expect(faults(`title: ${'x'.repeat(600_000)}`)).toEqual(['0:0 too_large 512']);
    expect(faults('['.repeat(200_000)).length).toBeGreaterThan(0);
    expect(faults(`title: ${'['.repeat(20)}${']'.repeat(20)}`)).toEqual(['1:20 too_deep']);
    const laughs = [
      'a: &a [x,x]',
      ...[...'bcdefgh'].map((name, at) => `${name}: &${name} [*${'abcdefgh'[at]},*${'abcdefgh'[at]}]`),
    ];
    expect(faults(laughs.join('\n'))[0]).toMatch(/anchor/);
  });

  it('tells what is missing, wrong or not known, each with its line and column', () => {
    expect(faults('title: x')).toEqual(['1:1 missing format', '1:1 missing language', '1:1 missing sections']);
    expect(faults('- x')).toContain('1:1 not_map');
    expect(faults(`${HEAD}sections: []\nsection: 1`)).toEqual(['5:1 no_sections', '6:1 unknown_key section']);
    expect(faults('format: 2\ntitle: 5\nlanguage: fr\ncode: "a b"\nminutes: 0.5\nsections: x')).toEqual(
      [
        '1:1 format 1',
        '3:1 language fr',
        '4:1 code a b',
        '5:10 not_whole 1 6000',
        '6:11 not_list',
        '6:1 no_sections',
      ].sort((one, two) => one.localeCompare(two, 'en', { numeric: true })),
    );
  });

  it('tells what is wrong with a lesson', () => {
    expect(lessonFaults('{title: A, text: a.md}')).toEqual(['8:9 missing key']);
    expect(lessonFaults('{key: Á, title: A, text: a.md}')).toEqual(['8:10 key Á']);
    expect(lessonFaults('{key: a, title: A}')).toEqual([
      '8:9 kind_missing text, file, video, audio, package, quiz, link',
    ]);
    expect(lessonFaults('{key: a, title: A, text: a.md, link: "https://x.y"}')).toEqual(['8:28 kind_twice text, link']);
    expect(lessonFaults('{key: a, title: A, text: ../a.md}')).toEqual(['8:28 path ../a.md']);
    expect(lessonFaults('{key: a, title: A, text: a.html}')).toEqual(['8:28 path a.html']);
    expect(lessonFaults('{key: a, title: A, file: x/a.pdf}')).toEqual(['8:28 path_media x/a.pdf']);
    expect(lessonFaults('{key: a, title: A, link: "javascript:x"}')).toEqual(['8:28 link']);
    expect(lessonFaults('{key: a, title: A, text: a.md, rule: watched 90}')).toEqual(['8:40 rule_unfit read, opened']);
    expect(lessonFaults('{key: a, title: A, video: media/a.mp4, rule: watched 0}')).toEqual(['8:48 rule watched 0']);
    expect(lessonFaults('{key: a, title: A, text: a.md, about: b.md, captions: {vi: media/a}}')).toEqual([
      '8:40 unknown_key about',
      '8:53 unknown_key captions',
    ]);
    expect(lessonFaults('{key: a, title: A, text: a.md, optional: maybe}')).toEqual(['8:50 not_flag']);
    expect(lessonFaults('{key: a, title: "A\\nB", text: a.md}')).toEqual(['8:25 one_line']);
    expect(
      lessonFaults('{key: a, title: A, text: a.md}\n').concat(
        lessonFaults('{key: a, title: A, quiz: {items: [{draw: 1}], pass_mark: 101}}'),
      ),
    ).toEqual(['8:43 item', '8:66 not_whole 0 100']);
    const twice = `${HEAD}${LESSON}      - {key: a, title: A, text: a.md}\n      - {key: a, title: B, text: b.md}\n`;
    expect(faults(twice)).toEqual(['9:10 key_twice a']);
  });

  it('is written and read again without loss, and always in the same way', () => {
    fc.assert(
      fc.property(courseAbout, courseContent, (about, content) => {
        const texts = courseTexts(about, content, ['quizzes/questions.gift']);
        const { course, faults: found } = readCourseYaml(texts[0]?.text ?? '');
        expect(found).toEqual([]);
        const read: CourseAbout = {
          ...{ code: course?.code ?? null, title: course?.title ?? '', language: course?.language ?? 'vi' },
          ...{ minutes: course?.minutes ?? null, summary: course?.summary ?? null },
        };
        expect(read).toEqual(about);
        const outline = course?.sections.map(({ title, lessons }) => [
          title,
          lessons.map((each) => [each.key, each.title, each.is_optional, each.rule, each.parts.kind]),
        ]);
        expect(outline).toEqual(
          content.sections.map(({ title, lessons }) => [
            title,
            lessons.map((each) => [each.key, each.title, each.is_optional, each.rule, each.body.kind]),
          ]),
        );
        const quizzes = course?.sections.flatMap(({ lessons }) =>
          lessons.flatMap(({ parts }) => (parts.kind === 'quiz' ? [parts.quiz] : [])),
        );
        expect(quizzes).toEqual(
          content.sections.flatMap(({ lessons }) =>
            lessons.flatMap(({ body }) => (body.kind === 'quiz' ? [body.quiz] : [])),
          ),
        );
      }),
    );
  });

  it('never breaks on any text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.json().map((json) => `sections: ${json}`),
        ),
        (text) => {
          const { course, faults: found } = readCourseYaml(text);
          expect(course === null).toBe(found.length > 0);
        },
      ),
    );
  });
});
