import { setClock } from '../../src/config/clock.js';
import { TestClass } from './class.js';

let lesson: TestClass;
const REFS = [1, 2, 3, 4, 5, 6, 7, 8].map((at) => `n${at}`);

beforeAll(async () => {
  setClock(() => new Date('2025-05-20T03:00:00Z'));
  lesson = await TestClass.create(
    REFS.map((ref, at) => `${ref},Người Số ${at},${at < 6 ? 'A' : 'B'},1980`).join('\n'),
    REFS.map((ref, at) => `${ref},${at < 5 ? 'teacher' : 'parent'}`),
  );
  await lesson.set();
});
afterAll(async () => {
  setClock();
  await lesson.close();
});

/** Types in papers: of each person the first answer, and whether the third is right. */
async function type(moment: string, papers: Record<string, [string, string]>, was: Record<string, string> = {}) {
  const body: Record<string, string> = { ...was };
  for (const [ref, [first, third]] of Object.entries(papers)) {
    const id = await lesson.id(ref);
    body[`a${id}.1`] = first;
    body[`a${id}.3`] = third;
  }
  return lesson.trainer.post(`/knowledge/T/answers/${moment}`, body).expect(303);
}

const passed = async (): Promise<unknown[]> =>
  lesson.world.database.rows(
    'SELECT p.ref, t.passed_on FROM test_results t JOIN people p ON p.id = t.person_id ORDER BY p.ref',
  );

describe('the report before and after', () => {
  it('says what was learnt by those who took both, and who is not counted', async () => {
    const before = Object.fromEntries(REFS.slice(0, 7).map((ref) => [ref, ['A', 'S'] as [string, string]]));
    const after = Object.fromEntries(REFS.slice(1).map((ref) => [ref, ['B', 'Đ'] as [string, string]]));
    await type('before', { ...before, n1: ['B', 'S'] });
    await type('after', { ...after, n8: ['B', 'S'] });
    const { text } = await lesson.viewer.get('/knowledge/T/report').expect(200);
    // Six people: nobody had a point before, everybody two of four after.
    expect(text).toContain('6 người làm cả hai bài biết nhiều hơn sau hoạt động');
    expect(text).toContain('điểm trung bình từ 0,0% lên 50,0%');
    expect(text).toContain('Không tính: 1 người chỉ làm bài trước, 1 người chỉ làm bài sau.');
    expect(text).toContain('width="100.00%"');
    expect(text).not.toContain('Người Số');
  });

  it('keeps back the rows of fewer than five, and the one from which they would follow', async () => {
    const { text } = await lesson.organizer.get('/knowledge/T/report').expect(200);
    // Four teachers and two parents took both; five of commune A, one of B.
    expect(text).toContain('2 dòng được giữ kín.');
    const { text: csv } = await lesson.organizer.get('/knowledge/T/report.csv').expect(200);
    const rows = csv.trim().split(/\r?\n/);
    expect(rows.filter((row) => /^(group|place),/.test(row)).every((row) => /,{10}$/.test(row))).toBe(true);
    expect(rows.find((row) => row.startsWith('all'))).toMatch(/^all,,6,0\.0000,0\.5000,0\.5000/);
  });

  it('stands in the list of the plan by itself', async () => {
    const { text } = await lesson.viewer.get('/knowledge?plan=P').expect(200);
    expect(text).toContain('Lớp bảo vệ trẻ em');
    expect(text).toContain('+50,0');
    const { text: none } = await lesson.viewer.get('/knowledge?plan=OTHER').expect(200);
    expect(none).toContain('Chưa có hoạt động nào có bài kiểm tra.');
  });
});

describe('a training and its test', () => {
  it('hears who passed the one after it, with the day, and loses it when the paper is corrected', async () => {
    const { database } = lesson.world;
    await database.transaction(() => database.execute("UPDATE activities SET test_required = 1 WHERE code = 'T'"));
    const id = await lesson.id('n1');
    const order = await orderText();
    const good = { [`a${id}.1`]: 'B', [`a${id}.2`]: 'AB', [`a${id}.3`]: 'Đ', [`a${id}.4`]: order };
    await lesson.trainer.post('/knowledge/T/answers/after', good).expect(303);
    expect(await passed()).toEqual([{ ref: 'n1', passed_on: '2025-05-20' }]);
    const was = Object.fromEntries(Object.entries(good).map(([field, value]) => [`w${field}`, value]));
    await lesson.trainer
      .post('/knowledge/T/answers/after', { ...was, ...good, [`a${id}.1`]: 'A', [`a${id}.2`]: 'C' })
      .expect(303);
    expect(await passed()).toEqual([]);
    await lesson.trainer.post('/knowledge/T/answers/before', good).expect(303);
    expect(await passed()).toEqual([]);
  });
});

/** What stands in the boxes of somebody who ordered the items right. */
async function orderText(): Promise<string> {
  const [row] = await lesson.world.database.rows<{ presented: string }>(
    'SELECT presented FROM knowledge_questions WHERE position = 4',
  );
  return (JSON.parse(row?.presented ?? '') as { shown: number[] }).shown.map((item) => item + 1).join('-');
}
