import { today } from '../../src/config/clock.js';
import { QuestionBank } from '../../src/quizzes/question-bank.js';
import type { Question } from '../../src/quizzes/question.js';
import { Field } from '../activities/field.js';
import type { Member, World } from '../support/world.js';

const asked = { title: '', feedback: '' };
const choice = (text: string, weight: number) => ({ text, weight, feedback: '' });

/** The bank of the plan: one question of each kind that can stand on paper, and an essay, which cannot. */
export const BANK: { topic: string; question: Question }[] = [
  {
    topic: 'Nhận biết',
    question: {
      ...{ ...asked, ref: 'q1', title: 'Tuổi', text: 'Trẻ em là người dưới bao nhiêu tuổi?', kind: 'single' },
      choices: [choice('14', 0), choice('16', 100), choice('18', 0)],
    },
  },
  {
    topic: 'Nhận biết',
    question: {
      ...{ ...asked, ref: 'q2', title: 'Dấu hiệu', text: 'Dấu hiệu nào đúng?', kind: 'multiple' },
      choices: [choice('Nghỉ học', 50), choice('Làm đêm', 50), choice('Chơi', -100)],
    },
  },
  {
    topic: 'Luật',
    question: {
      ...{ ...asked, ref: 'q3', title: 'Gọi 111', text: 'Số **111** là tổng đài bảo vệ trẻ em.', kind: 'true_false' },
      ...{ answer: true, feedback_right: '', feedback_wrong: '' },
    },
  },
  {
    topic: 'Luật',
    question: {
      ...asked,
      ref: 'q4',
      title: 'Thứ tự',
      text: 'Xếp thứ tự',
      kind: 'ordering',
      items: ['Thấy', 'Hỏi', 'Báo'],
    },
  },
  { topic: 'Luật', question: { ...asked, ref: 'q9', title: 'Viết', text: 'Viết', kind: 'essay', guide: '' } },
];

/** A training of a plan with a bank, and a class of people on its roster. */
export class TestClass {
  private constructor(
    readonly field: Field,
    readonly organizer: Member,
    readonly trainer: Member,
    readonly viewer: Member,
  ) {}

  get world(): World {
    return this.field.world;
  }

  /** @param people as lines of people.csv: `ref,full_name,unit,birth_year` @param roster `ref,group` */
  static async create(people: string, roster: readonly string[]): Promise<TestClass> {
    const field = await Field.create();
    await field.good('people', `ref,full_name,unit,birth_year\n${people}`);
    await field.good('activities', 'code,plan,kind,title,unit,status\nT,P,training,Lớp bảo vệ trẻ em,D,running');
    await field.good('sessions', `activity,number,date\nT,1,${today()}`);
    await field.good('participations', `activity,person,group\n${roster.map((line) => `T,${line}`).join('\n')}`);
    const { world } = field;
    await world.get(QuestionBank).take('P', BANK);
    return new TestClass(
      field,
      await world.member('organizer'),
      await world.member('trainer'),
      await world.member('viewer'),
    );
  }

  /** The id of somebody by ref. */
  async id(ref: string): Promise<number> {
    const row = await this.world.database.row<{ id: number }>('SELECT id FROM people WHERE ref = ?', [ref]);
    return row?.id ?? 0;
  }

  /** Sets the test of all questions that can be asked. */
  async set(more: Record<string, unknown> = {}): Promise<void> {
    const questions = BANK.slice(0, 4).map(({ question }) => question.ref);
    const said = { title: 'Bài kiểm tra', pass_mark: '75', version: '0', questions, ...more };
    await this.organizer.post('/knowledge/T/test', said).expect(303);
  }

  /** The fields in which the answers of somebody are typed. @param right how many of the four are right */
  async typed(ref: string, right: number, prefix = 'a'): Promise<Record<string, string>> {
    const [row] = await this.world.database.rows<{ presented: string }>(
      'SELECT presented FROM knowledge_questions WHERE position = 4',
    );
    const { shown } = JSON.parse(row?.presented ?? '') as { shown: number[] };
    const wrong = shown.map((item) => ((item + 1) % shown.length) + 1).join('-');
    const answers = ['B', 'AB', 'Đ', shown.map((item) => item + 1).join('-')];
    const id = await this.id(ref);
    const given = answers.map((answer, at) => (at < right ? answer : (['A', 'C', 'S', wrong][at] ?? '')));
    return Object.fromEntries(given.map((answer, at) => [`${prefix}${id}.${at + 1}`, answer]));
  }

  /** Types in the paper of somebody. @param was how many answers of the one typed before were right */
  async paper(moment: string, ref: string, right: number, was?: number): Promise<void> {
    const before = was === undefined ? {} : await this.typed(ref, was, 'wa');
    await this.trainer
      .post(`/knowledge/T/answers/${moment}`, { ...before, ...(await this.typed(ref, right)) })
      .expect(303);
  }

  close(): Promise<void> {
    return this.world.close();
  }
}
