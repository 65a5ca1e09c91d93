import type { BankQuestion } from '../../src/quizzes/presentation.js';
import { EssayMarks } from '../../src/quizzes/essay-marks.js';
import type { Member } from '../support/world.js';
import { AttemptField, essay, QUIZ, RIGHT, single } from './attempt-field.js';

let field: AttemptField;
let trainer: Member;
const quiz = {
  ...QUIZ,
  items: [
    { question: 'a', points: 2 },
    { question: 'e', points: 2 },
  ],
};
const writing = { kind: 'essay' as const, text: 'Làm việc ban đêm' };

beforeEach(async () => {
  field = await AttemptField.create();
  field.bank = [single('a'), essay('e')] satisfies BankQuestion[];
  trainer = await field.field.world.member('trainer', field.field.places.get('C'));
});
afterEach(() => field.close());

const written = (who = 'p1') => field.done([RIGHT, writing], quiz, field.holder(who));
const mark = (id: number, points: string, more: object = {}) =>
  trainer.post(`/quizzes/marking/${id}`, { points2: points, seen2: '', remark2: 'Khá', ...more });
const scoreOf = async (id: number) => (await field.attempts.whole(id, field.holder())).attempt.score;

describe('marking what was written', () => {
  it('gives the attempt its score, tells of it, and leads on to the next one', async () => {
    const id = await written();
    const other = await written('p2');
    expect((await trainer.get('/quizzes/marking').expect(200)).text).toContain('2 lượt làm bài chờ chấm');
    const page = (await trainer.get(`/quizzes/marking/${id}`).expect(200)).text;
    expect(page).toContain('Nêu hai dấu hiệu');
    expect(page).toContain('Làm việc ban đêm');
    expect((await mark(id, '1,5').expect(303)).headers.location).toBe(`/quizzes/marking/${other}`);
    expect(await scoreOf(id)).toBe(8750);
    expect(field.told.map(({ attempt_id }) => attempt_id)).toEqual([id]);
    const mine = await field.attempts.whole(id, field.holder());
    expect(mine.questions[1]).toMatchObject({ points_hundredths: 150, remark: 'Khá' });
    expect((await mark(other, '0').expect(303)).headers.location).toBe('/quizzes/marking');
  });

  it('again changes the score, and the same again nothing', async () => {
    const id = await written();
    await mark(id, '2').expect(303);
    await mark(id, '2').expect(303);
    await mark(id, '0,5', { seen2: '200' }).expect(303);
    expect(await scoreOf(id)).toBe(6250);
    expect(field.told).toHaveLength(2);
    const events = await field.field.world.database.rows<{ kind: string }>(
      "SELECT kind FROM events WHERE kind LIKE 'attempt.%' ORDER BY id",
    );
    expect(events.map(({ kind }) => kind)).toEqual(['attempt.marked', 'attempt.remarked']);
    expect((await trainer.get('/activities/T').expect(200)).text).toContain('Sửa điểm bài viết');
  });

  it('never overwrites what somebody else gave meanwhile', async () => {
    const id = await written();
    await mark(id, '2').expect(303);
    await mark(id, '1').expect(303);
    expect(await scoreOf(id)).toBe(10000);
    expect((await trainer.get(`/quizzes/marking/${id}`)).text).toContain('Người khác vừa chấm bài này');
    const marks = field.field.world.get(EssayMarks);
    const give = (points_hundredths: number) =>
      marks.mark(id, [{ position: 2, points_hundredths, remark: null, seen: 200 }]).catch(() => 'refused');
    const both = await Promise.all([give(100), give(150)]);
    expect(both.filter((each) => each === 'refused')).toHaveLength(1);
  });

  it('refuses points there are not, and keeps what was typed', async () => {
    const id = await written();
    for (const points of ['2,5', '-1', '1,234', 'một']) {
      const { text } = await mark(id, points).expect(422);
      expect(text).toContain('Ghi điểm từ 0 đến 2');
      expect(text).toContain(`value="${points}"`);
    }
    expect(await scoreOf(id)).toBeNull();
    await mark(id, '').expect(303);
    expect(await scoreOf(id)).toBeNull();
  });

  it('is only of what was handed in, and of what is written', async () => {
    const id = await field.attempts.begin(field.holder(), quiz, 'Kiểm tra');
    await field.attempts.save(id, field.holder(), [{ position: 2, answer: writing }]);
    const marks = field.field.world.get(EssayMarks);
    const give = (position: number) => marks.mark(id, [{ position, points_hundredths: 0, remark: null, seen: null }]);
    await expect(give(2)).rejects.toMatchObject({ key: 'attempts.not_to_mark' });
    await field.attempts.submit(id, field.holder());
    await expect(give(1)).rejects.toMatchObject({ key: 'attempts.not_to_mark' });
    await give(2);
    expect(await scoreOf(id)).toBe(0);
  });
});

describe('attempts for the staff', () => {
  it('are those of activities inside the territory', async () => {
    const id = await written();
    const foreign = await field.field.world.member('trainer', field.field.places.get('N'));
    for (const path of [`/quizzes/marking/${id}`, `/quizzes/attempts/${id}`]) {
      await trainer.get(path).expect(200);
      await foreign.get(path).expect(404);
    }
    await foreign.post(`/quizzes/marking/${id}`, { points2: '1' }).expect(404);
    expect((await foreign.get('/quizzes/marking').expect(200)).text).toContain('Không có bài viết nào chờ chấm');
    await (await field.field.world.member('viewer')).get(`/quizzes/attempts/${id}`).expect(403);
  });

  it('name children as rosters do', async () => {
    await field.field.good('people', 'ref,full_name,unit,birth_year\nem,Lò Thị Em,C,2016');
    const row = await field.field.id('people', 'ref', 'em');
    const holder = { ...field.holder(), person_id: row };
    const id = await field.done([RIGHT, writing], quiz, holder);
    for (const path of ['/quizzes/marking', `/quizzes/marking/${id}`, `/quizzes/attempts/${id}`]) {
      const { text } = await trainer.get(path).expect(200);
      expect(text).toContain('L. T. E.');
      expect(text).not.toContain('Lò Thị Em');
    }
    const organizer = await field.field.world.member('organizer', field.field.places.get('C'));
    expect((await organizer.get(`/quizzes/attempts/${id}`).expect(200)).text).toContain('Lò Thị Em');
  });
});
