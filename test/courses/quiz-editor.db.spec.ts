import type { LessonBody } from '../../src/courses/course-content.js';
import { QuestionBank } from '../../src/quizzes/question-bank.js';
import type { BankQuestion } from '../../src/quizzes/presentation.js';
import type { Member } from '../support/world.js';
import { Classroom } from './classroom.js';

let room: Classroom;
let author: Member;
const LESSON = '/courses/K/draft/lessons/kiem-tra';

const question = (ref: string, topic: string): BankQuestion => ({
  topic,
  question: {
    ...{ kind: 'true_false', ref, title: `Câu ${ref}`, text: 'Đúng hay sai?', feedback: '', answer: true },
    ...{ feedback_right: '', feedback_wrong: '' },
  },
});

beforeAll(async () => {
  room = await Classroom.create();
  const { world, places } = room.field;
  author = await world.member('trainer', places.get('C'));
  const bank = [question('q1', 'Luật'), question('q2', 'Luật'), question('q3', 'Luật'), question('q4', 'Khác')];
  await world.get(QuestionBank).take('P', bank);
  await room.editing.addSection(await room.at(), 'A');
  const quiz = {
    items: [],
    pass_mark: 80,
    attempts: null,
    minutes: null,
    shuffle_questions: true,
    shuffle_answers: true,
  };
  const body: LessonBody = { kind: 'quiz', quiz: { ...quiz, review: 'attempt' }, markdown: '' };
  await room.editing.addLesson(await room.at(), 0, 'Kiểm tra', body);
});
afterAll(() => room.field.world.close());

/** The fields of the form as they stand on a page. */
function fieldsIn(html: string): Record<string, string> {
  const inputs = [...html.matchAll(/<input [^>]*>/g)].map(([tag]) => ({
    name: / name="([^"]*)"/.exec(tag)?.[1] ?? '',
    value: / value="([^"]*)"/.exec(tag)?.[1] ?? '',
  }));
  const ours = inputs.filter(({ name }) => /^(items|version|i\d+_\w+)$/.test(name));
  return Object.fromEntries(ours.map(({ name, value }) => [name, value]));
}
const OTHERS = { title: 'Kiểm tra', pass_mark: '70', attempts: '3', minutes: '', shuffle_answers: '1', review: 'end' };

async function press(fields: Record<string, string>, act: string, more: object = {}): Promise<Record<string, string>> {
  const { text } = await author.post(LESSON, { ...OTHERS, ...fields, ...more, act }).expect(200);
  return fieldsIn(text);
}

describe('the editor of a quiz', () => {
  it('chooses questions and draws, saves nothing before it is told, and then all of it', async () => {
    let fields = fieldsIn((await author.get(LESSON).expect(200)).text);
    fields = await press(fields, 'add', { add_question: 'Câu q1 (q1)' });
    fields = await press(fields, 'draw', { add_topic: 'Luật', add_draw: '2' });
    fields = await press(fields, 'add', { add_question: 'q4' });
    fields = await press(fields, 'add', { add_question: 'q4' });
    fields = await press(fields, 'raise:3');
    expect(fields).toMatchObject({ items: '3', i1_name: 'q1', i2_name: 'q4', i3_name: 'Luật', i3_draw: '2' });
    expect((await author.get('/courses/K')).text).toContain('Bài kiểm tra chưa có câu hỏi');
    await author.post(LESSON, { ...OTHERS, ...fields, i2_points: '5', act: 'save' }).expect(303);
    const { lesson } = await room.store.lesson(room.id, 1, 'kiem-tra');
    expect(lesson.rule).toEqual({ kind: 'score', percent: 70 });
    expect(lesson.body).toMatchObject({
      quiz: {
        items: [
          { question: 'q1', points: 1 },
          { question: 'q4', points: 5 },
          { topic: 'Luật', draw: 2, points: 1 },
        ],
        ...{
          pass_mark: 70,
          attempts: 3,
          minutes: null,
          shuffle_questions: false,
          shuffle_answers: true,
          review: 'end',
        },
      },
    });
  });

  it('says what is no question, and what is out of bounds', async () => {
    const fields = fieldsIn((await author.get(LESSON)).text);
    const none = await author.post(LESSON, { ...OTHERS, ...fields, add_question: 'q9', act: 'add' }).expect(422);
    expect(none.text).toContain('href="#add_question"');
    const points = await author.post(LESSON, { ...OTHERS, ...fields, i1_points: '0', act: 'save' }).expect(422);
    expect(points.text).toContain('href="#i1_points"');
  });

  it('has its questions kept in the bank as long as a version asks them', async () => {
    await room.editing.publish(await room.at(), null);
    const { world } = room.field;
    const ids = await world.database.rows<{ id: number; ref: string }>('SELECT id, ref FROM questions ORDER BY ref');
    const bank = world.get(QuestionBank);
    for (const { id, ref } of ids) {
      const withdrawn = bank.withdraw('P', id);
      // One of the three of the topic is asked, the two others are drawn.
      expect({
        ref,
        done: await withdrawn.then(
          () => true,
          (error: Error) => error.message,
        ),
      }).toEqual({
        ref,
        done: expect.stringContaining('question.used') as string,
      });
    }
    const spare = question('q5', 'Luật');
    await bank.take('P', [spare]);
    const row = await world.database.row<{ id: number }>("SELECT id FROM questions WHERE ref = 'q5'");
    await bank.withdraw('P', row?.id ?? 0);
  });
});
