import type { Answer } from '../../src/quizzes/answers.js';
import { QuestionBank } from '../../src/quizzes/question-bank.js';
import type { Member } from '../support/world.js';
import { AttemptField, HALF, QUIZ, RIGHT, single, WRONG } from './attempt-field.js';

const PEOPLE = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6'];
const PART = '/quizzes/analysis/T/kiem-tra';
/** What each answers to `a` and `b`: `a` tells those who know from the others, `b` does the opposite. */
const GIVEN: Answer[][] = [
  ...[
    [RIGHT, RIGHT],
    [RIGHT, RIGHT],
    [RIGHT, WRONG],
  ],
  ...[
    [WRONG, RIGHT],
    [WRONG, WRONG],
    [HALF, WRONG],
  ],
];

let field: AttemptField;
let organizer: Member;
let question: string;

beforeEach(async () => {
  field = await AttemptField.create(PEOPLE);
  organizer = await field.field.world.member('organizer');
  const id = await field.field.world.get(QuestionBank).add('P', single('a'));
  question = `/quizzes/P/questions/${id}/analysis`;
});
afterEach(() => field.close());

/** Lets the first so many hand in. */
async function answerAs(count: number): Promise<void> {
  for (const [at, ref] of PEOPLE.slice(0, count).entries()) await field.done(GIVEN[at] ?? [], QUIZ, field.holder(ref));
}

/** The rows of the file of a quiz, without what stands before the first line. */
async function rows(): Promise<string[]> {
  const { text } = await organizer.get(`${PART}/questions.csv`).expect(200);
  return text.replace('\ufeff', '').trim().split(/\r?\n/);
}

describe('item analysis', () => {
  it('says nothing of fewer than five, neither how many they are nor when', async () => {
    await organizer.get(PART).expect(404);
    expect((await organizer.get(question).expect(200)).text).toContain('Chưa có lượt làm bài nào');
    await answerAs(4);
    for (const address of [PART, question]) {
      const { text } = await organizer.get(address).expect(200);
      expect(text).toContain('Chưa đủ 5 lượt');
      expect(text).not.toMatch(/%"|01\/05\/2025|Phân biệt tốt/);
    }
    expect((await rows())[1]).toMatch(/^a,single,Câu a,,,,,,$/);
  });

  it('says nothing of five attempts of four people either', async () => {
    await answerAs(4);
    await field.done([RIGHT, WRONG], QUIZ, field.holder('p4'));
    expect((await organizer.get(PART).expect(200)).text).not.toContain('Phân biệt tốt');
    expect((await rows())[1]).toMatch(/,,,,,,$/);
  });

  it('counts each marked attempt once: how easy, how telling, what was chosen', async () => {
    await answerAs(6);
    await field.attempts.begin(field.holder('p1', 'after'), QUIZ, 'Đang làm');
    const { text } = await organizer.get(question).expect(200);
    // Three right, one half: 3.5 of 6.
    expect(text).toContain('Độ dễ 58,3%');
    expect(text).toContain('3 trong 6 lượt, 50,0%');
    expect(text).toContain('2 trong 6 lượt, 33,3%');
    expect(text).toContain('Phân biệt tốt');
    expect(text).not.toMatch(/ style=/);
    const [header, first, second] = await rows();
    expect(header).toBe('question,kind,text,attempts,facility,discrimination,correlation,unanswered,chosen');
    expect(first).toMatch(/^a,single,Câu a,6,0\.5833,0\.7500,-?0\.\d{4},0,3 2 1$/);
    expect(second).toMatch(/^b,single,Câu b,6,0\.5000,1\.0000,-?0\.\d{4},0,3 3 0$/);
    const page = await organizer.get(PART).expect(200);
    expect(page.text).toContain('Phương án nhiễu không ai chọn');
  });

  it('tells a question that was changed from what it was, the newest first', async () => {
    await answerAs(5);
    const { topic, question: former } = single('a');
    field.bank = [{ topic, question: { ...former, text: 'Câu a, rõ hơn' } }, single('b')];
    await field.done([RIGHT, RIGHT], QUIZ, field.holder('p6'));
    const { text } = await organizer.get(question).expect(200);
    expect(text.indexOf('Câu a, rõ hơn')).toBeGreaterThan(0);
    expect(text.indexOf('Câu a, rõ hơn')).toBeLessThan(text.indexOf('Độ dễ 60,0%'));
    // The bank still has the former wording.
    expect(text.match(/Nội dung (hiện nay|trước đây)/g)).toEqual(['Nội dung trước đây', 'Nội dung hiện nay']);
    expect(await rows()).toHaveLength(4);
  });

  it('is led to from the activity, and is there for nobody abroad', async () => {
    await answerAs(5);
    const { world, places } = field.field;
    expect((await organizer.get('/activities/T').expect(200)).text).toContain(PART);
    const abroad = await world.member('trainer', places.get('A'));
    for (const address of [PART, `${PART}/questions.csv`]) await abroad.get(address).expect(404);
    // The bank of the plan is theirs too, and the attempts of commune C are not.
    expect((await abroad.get(question).expect(200)).text).toContain('Chưa có lượt làm bài nào');
    await (await world.member('viewer')).get(PART).expect(403);
  });
});
