import { TestClass } from './class.js';

let lesson: TestClass;

beforeAll(async () => {
  lesson = await TestClass.create(
    `a1,Lò Văn An,A,1980
     a2,Lò Thị Bình,A,1981
     a3,Mào Văn Cường,B,1982
     kid,Sùng Thị Cúc,6A,2015`,
    ['a1,teacher', 'a2,teacher', 'a3,parent', 'kid,child'],
  );
});
afterAll(() => lesson.close());

const countOf = async (table: string): Promise<number> => {
  const row = await lesson.world.database.row<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`);
  return Number(row?.n);
};

describe('the test of an activity', () => {
  it('cannot be empty, and says so beside the questions', async () => {
    const { text } = await lesson.organizer
      .post('/knowledge/T/test', { title: 'Bài', pass_mark: '75', version: '0' })
      .expect(422);
    expect(text).toContain('Chọn ít nhất một câu hỏi');
  });

  it('draws once what it draws, and never an essay', async () => {
    const said = { title: 'Bài rút', pass_mark: '75', version: '0', draw0: '1', draw1: '2' };
    await lesson.organizer.post('/knowledge/T/test', said).expect(303);
    const rows = await lesson.world.database.rows<{ ref: string }>(
      'SELECT ref FROM knowledge_questions ORDER BY position',
    );
    expect(rows).toHaveLength(3);
    expect(rows.map(({ ref }) => ref)).not.toContain('q9');
    const test = await lesson.world.database.row<{ quiz: string }>('SELECT quiz FROM knowledge_tests');
    const { items } = JSON.parse(test?.quiz ?? '') as { items: { question: string }[] };
    expect(items.map(({ question }) => question)).toEqual(rows.map(({ ref }) => ref));
    await lesson.organizer.post('/knowledge/T/test', { ...said, draw1: '9', version: '1' }).expect(422);
  });

  it('is set anew while nobody has begun; of two who change it at once the second is told', async () => {
    await lesson.set({ version: '1' });
    expect(await countOf('knowledge_questions')).toBe(4);
    const { status } = await lesson.organizer.post('/knowledge/T/test', {
      ...{ title: 'Khác', pass_mark: '75', version: '1', questions: ['q1'] },
    });
    expect(status).toBe(409);
  });

  it('is typed in as a whole: with a fault in one field nothing is kept, and the fault stands beside it', async () => {
    const [a1, a2] = [await lesson.id('a1'), await lesson.id('a2')];
    const { text } = await lesson.trainer
      .post('/knowledge/T/answers/before', { [`a${a1}.1`]: 'B', [`a${a2}.1`]: 'X', [`a${a2}.3`]: 'Đ' })
      .expect(422);
    expect(text).toContain('Ghi chữ cái từ A đến C');
    expect(text).toContain(`id="a${a2}.1" name="a${a2}.1" value="X"`);
    expect(await countOf('attempts')).toBe(0);
  });

  it('is marked on the server, and opens again as it was typed', async () => {
    const a1 = await lesson.id('a1');
    const order = await orderOf(['Thấy', 'Hỏi', 'Báo']);
    const typed = { [`a${a1}.1`]: 'b', [`a${a1}.2`]: 'A B', [`a${a1}.3`]: 'S', [`a${a1}.4`]: order };
    await lesson.trainer.post('/knowledge/T/answers/before', typed).expect(303);
    const [attempt] = await lesson.world.database.rows<Record<string, unknown>>(
      "SELECT score, is_passed, state FROM attempts WHERE part = 'before'",
    );
    expect(attempt).toEqual({ score: 7500, is_passed: 1, state: 'marked' });
    const { text } = await lesson.trainer.get('/knowledge/T/answers/before').expect(200);
    for (const [at, value] of [
      [1, 'B'],
      [2, 'AB'],
      [3, 'S'],
      [4, order],
    ]) {
      expect(text).toContain(`id="a${a1}.${at}" name="a${a1}.${at}" value="${value}"`);
    }
    expect(text).toContain('75%');
  });

  it('keeps the row of somebody else that was typed in meanwhile, and corrects a paper', async () => {
    const [a1, a2] = [await lesson.id('a1'), await lesson.id('a2')];
    await lesson.trainer.post('/knowledge/T/answers/before', { [`a${a2}.1`]: 'B' }).expect(303);
    const was = { [`wa${a1}.1`]: 'B', [`wa${a1}.2`]: 'AB', [`wa${a1}.3`]: 'S' };
    const order = await orderOf(['Thấy', 'Hỏi', 'Báo']);
    const same = { [`a${a1}.1`]: 'B', [`a${a1}.2`]: 'AB', [`wa${a1}.4`]: order, [`a${a1}.4`]: order };
    await lesson.trainer.post('/knowledge/T/answers/before', { ...was, ...same, [`a${a1}.3`]: 'Đ' }).expect(303);
    const rows = await lesson.world.database.rows<{ score: number }>('SELECT score FROM attempts ORDER BY score');
    expect(rows.map(({ score }) => score)).toEqual([2500, 10_000]);
    expect(await countOf('knowledge_papers')).toBe(2);
  });

  it('keeps its questions once somebody has begun', async () => {
    const said = { title: 'Tên mới', pass_mark: '10', version: '2', questions: ['q1'], shows_score: '1' };
    await lesson.organizer.post('/knowledge/T/test', said).expect(303);
    expect(await countOf('knowledge_questions')).toBe(4);
    const { text } = await lesson.viewer.get('/knowledge/T').expect(200);
    expect(text).toContain('Tên mới');
    expect(text).toContain('4 câu, đạt từ 75%.');
  });

  it('says of nobody what fewer than five came to', async () => {
    const { text } = await lesson.viewer.get('/knowledge/T/report').expect(200);
    expect(text).toContain('Có 0 người làm cả hai bài');
    expect(text).not.toMatch(/100%|25%/);
    const { text: csv } = await lesson.viewer.get('/knowledge/T/report.csv').expect(200);
    expect(csv).toMatch(/^(\uFEFF)?part,.*\r?\nall,+\r?\n$/u);
  });

  it('is no business of whoever has no right to names, nor of another territory', async () => {
    for (const path of ['test', 'answers/before', 'sheets.pdf', 'survey']) {
      await lesson.viewer.get(`/knowledge/T/${path}`).expect(403);
    }
    const c = await lesson.world.database.row<{ id: number }>("SELECT id FROM places WHERE code = 'C'");
    const other = await lesson.world.member('trainer', c?.id ?? 0);
    for (const path of ['', '/test', '/answers/before', '/report', '/report.csv']) {
      await other.get(`/knowledge/T${path}`).expect(404);
    }
  });

  it('has the person of a merge once, with the first of two papers', async () => {
    const [a1, a2] = [await lesson.id('a1'), await lesson.id('a2')];
    await lesson.world.database.transaction(() =>
      lesson.world.database.execute('UPDATE people SET merged_into_id = ? WHERE id = ?', [a1, a2]),
    );
    const { text } = await lesson.trainer.get('/knowledge/T/answers/before').expect(200);
    expect(text).not.toContain(`name="a${a2}.1"`);
  });
});

/** The numbers that put items in this order, as the test shows them. */
async function orderOf(items: readonly string[]): Promise<string> {
  const [row] = await lesson.world.database.rows<{ presented: string }>(
    'SELECT presented FROM knowledge_questions WHERE position = 4',
  );
  const { shown } = JSON.parse(row?.presented ?? '') as { shown: number[] };
  expect(items).toHaveLength(shown.length);
  return shown.map((item) => item + 1).join('-');
}
