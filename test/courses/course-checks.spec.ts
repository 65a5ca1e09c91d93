import { faultsOf, isWebAddress, type Surroundings } from '../../src/courses/course-checks.js';
import type { CompletionRule, Lesson, LessonBody } from '../../src/courses/course-content.js';
import { usualRule } from '../../src/courses/outline.js';
import { NEW_QUIZ } from '../../src/courses/quiz-form.js';
import type { Quiz, QuizItem } from '../../src/quizzes/quiz.js';

const AROUND: Surroundings = {
  media: new Map([
    ['a.pdf', { kind: 'pdf', seconds: null }],
    ['a.mp4', { kind: 'video', seconds: 30 }],
    ['live.webm', { kind: 'video', seconds: null }],
    ['a.jpg', { kind: 'picture', seconds: null }],
    ['a.vtt', { kind: 'captions', seconds: null }],
  ]),
  questions: new Map([
    ['q1', 'Luật'],
    ['q2', 'Luật'],
    ['q3', 'Luật'],
    ['q4', 'Khác'],
  ]),
};

const lesson = (body: LessonBody, more: Partial<Lesson> = {}): Lesson => ({
  ...{ key: 'a', title: 'A', is_optional: false, rule: usualRule(body.kind), body },
  ...more,
});
const text = (markdown: string, more: Partial<Lesson> = {}): Lesson => lesson({ kind: 'text', markdown }, more);
const quiz = (items: QuizItem[], more: Partial<Quiz> = {}): Lesson =>
  lesson({ kind: 'quiz', quiz: { ...NEW_QUIZ, items, ...more }, markdown: '' });
const q = (question: string, points = 1): QuizItem => ({ question, points });
const draw = (topic: string, count: number): QuizItem => ({ topic, draw: count, points: 1 });

/** `key param param` of each fault. */
const faults = (...lessons: Lesson[]): string[] =>
  faultsOf({ sections: [{ title: 'S', lessons }] }, AROUND).map(({ key, params }) =>
    [key, ...Object.values(params)].join(' '),
  );

describe('what stands in the way of publishing', () => {
  it.each<[string, Lesson[], string[]]>([
    ['nothing', [text('x ![Tờ rơi](media/a.jpg)')], []],
    ['no lesson', [], ['no_lessons', 'empty_section S']],
    ['only optional ones', [text('x', { is_optional: true })], ['all_optional']],
    ['two of one key', [text('x'), text('y')], ['key_twice a']],
    ['a key with a space', [text('x', { key: 'a b' })], ['key_unfit a b']],
    ['an empty text', [text('  ')], ['text_empty']],
    ['a picture that is not there', [text('![x](media/b.jpg)')], ['picture_missing b.jpg']],
    ['a picture that is none', [text('![x](media/a.pdf)')], ['picture_missing a.pdf']],
    ['no file yet', [lesson({ kind: 'file', media: '', markdown: '' })], ['media_missing ']],
    ['a file that is gone', [lesson({ kind: 'file', media: 'b.pdf', markdown: '' })], ['media_missing b.pdf']],
    ['a file of another kind', [lesson({ kind: 'file', media: 'a.mp4', markdown: '' })], ['media_unfit a.mp4']],
    [
      'a video',
      [lesson({ kind: 'video', media: 'a.mp4', captions: [{ language: 'vi', media: 'a.vtt' }], markdown: '' })],
      [],
    ],
    [
      'captions twice',
      [
        lesson({
          ...{ kind: 'video', media: 'a.mp4', markdown: '' },
          captions: [
            { language: 'vi', media: 'a.vtt' },
            { language: 'vi', media: 'a.vtt' },
          ],
        }),
      ],
      ['captions_twice'],
    ],
    [
      'no length to watch',
      [lesson({ kind: 'video', media: 'live.webm', captions: [], markdown: '' })],
      ['no_length live.webm'],
    ],
    [
      'no length, and only to be opened',
      [lesson({ kind: 'video', media: 'live.webm', captions: [], markdown: '' }, { rule: { kind: 'opened' } })],
      [],
    ],
    ['a rule of another kind', [text('x', { rule: { kind: 'completed' } })], ['rule_unfit']],
    [
      'nothing to watch',
      [
        lesson(
          { kind: 'video', media: 'a.mp4', captions: [], markdown: '' },
          { rule: { kind: 'watched', percent: 0 } },
        ),
      ],
      ['percent_unfit'],
    ],
    ['a link to a program', [lesson({ kind: 'link', url: 'javascript:alert(1)', markdown: '' })], ['link_unfit']],
    ['a quiz', [quiz([q('q1'), draw('Luật', 2), draw('Khác', 1)])], []],
    ['a quiz without questions', [quiz([])], ['quiz_empty']],
    ['a question that is not there', [quiz([q('q9')])], ['question_missing q9']],
    ['a question twice', [quiz([q('q1'), q('q1')])], ['question_twice q1']],
    ['a draw larger than what is left', [quiz([q('q1'), draw('Luật', 3)])], ['draw_too_large Luật 3 2']],
    ['two draws of one topic', [quiz([draw('Luật', 2), draw('Luật', 2)])], ['draw_too_large Luật 4 3']],
    ['a pass mark of 101', [quiz([q('q1')], { pass_mark: 101 })], ['quiz_unfit 200']],
    ['no points', [quiz([q('q1', 0)])], ['quiz_unfit 200']],
  ])('%s', (_, lessons, expected) => expect(faults(...lessons)).toEqual(expected));

  it('says where', () => {
    const content = {
      sections: [
        { title: 'S', lessons: [text('')] },
        { title: 'T', lessons: [] },
      ],
    };
    expect(faultsOf(content, AROUND)).toEqual([
      { key: 'text_empty', params: {}, lesson: 'a' },
      { key: 'empty_section', params: { title: 'T' }, section: 1 },
    ]);
  });

  it('knows the usual rule of each kind as one that fits', () => {
    const rules: CompletionRule[] = [usualRule('video'), usualRule('quiz'), usualRule('text'), usualRule('link')];
    expect(rules.map(({ kind }) => kind)).toEqual(['watched', 'score', 'read', 'opened']);
  });
});

describe('an address of the web', () => {
  it.each<[string, boolean]>([
    ['https://example.vn/trang?a=1', true],
    ['http://example.vn', true],
    ['//example.vn', false],
    ['javascript:alert(1)', false],
    ['data:text/html,x', false],
    ['file:///etc/passwd', false],
    ['https://somebody@example.vn/', false],
    [`https://example.vn/${'a'.repeat(2000)}`, false],
    ['', false],
  ])('%s: %s', (url, good) => expect(isWebAddress(url)).toBe(good));
});
