import { setClock } from '../../src/config/clock.js';
import { KnowledgeCodes } from '../../src/knowledge/knowledge-codes.js';
import { Attempts } from '../../src/quizzes/attempts.js';
import { TestClass } from './class.js';

let lesson: TestClass;

beforeEach(async () => {
  setClock(() => new Date('2025-05-20T03:00:00Z'));
  lesson = await TestClass.create('n1,Lò Văn An,A,1980\nn2,Lò Thị Bình,A,1981', ['n1,teacher', 'n2,teacher']);
  await lesson.set({ minutes: '10', pass_mark: '0' });
});
afterEach(async () => {
  setClock();
  await lesson.close();
});

const post = (path: string, body: object = {}) => lesson.world.request().post(path).type('form').send(body);

/** Where somebody answers the test by telephone, which is opened. */
async function phone(ref: string): Promise<string> {
  await lesson.trainer.post('/knowledge/T/opening', { moment: 'after', state: 'open' }).expect(303);
  const activity = await lesson.field.id('activities', 'code', 'T');
  const code = (await lesson.world.get(KnowledgeCodes).of(activity)).get(await lesson.id(ref))?.code ?? '';
  await post(`/k/${code}/after/beginning`).expect(303);
  return `/k/${code}/after`;
}

const scores = async (): Promise<(number | null)[]> => {
  const rows = await lesson.world.database.rows<{ score: number | null }>('SELECT score FROM attempts ORDER BY id');
  return rows.map(({ score }) => score);
};

describe('a test that was opened on a telephone and left', () => {
  it('is typed in from the paper that was taken instead, before its time is over and after', async () => {
    await phone('n1');
    await lesson.paper('after', 'n1', 4);
    await phone('n2');
    setClock(() => new Date('2025-05-20T04:00:00Z'));
    await lesson.world.get(Attempts).closeAllOver();
    expect(await scores()).toEqual([10_000, 0]);
    await lesson.paper('after', 'n2', 3);
    expect(await scores()).toEqual([10_000, 7500]);
  });

  it('was not taken: nobody has handed it in, and nobody passes it', async () => {
    await lesson.field.good('activities', 'code,plan,kind,title,unit,test\nT,P,training,Lớp bảo vệ trẻ em,D,true');
    await phone('n1');
    setClock(() => new Date('2025-05-20T04:00:00Z'));
    await lesson.world.get(Attempts).closeAllOver();
    const { text } = await lesson.trainer.get('/knowledge/T').expect(200);
    expect(text).not.toContain('/knowledge/T/report');
    expect(await lesson.world.database.rows('SELECT id FROM test_results')).toEqual([]);
    const { text: report } = await lesson.viewer.get('/knowledge/T/report').expect(200);
    expect(report).toContain('0 người chỉ làm bài sau');
  });

  it('was taken by telephone meanwhile: that row says so, and the others are kept as they were typed', async () => {
    const way = await phone('n1');
    await post(way, { q1: '1' }).expect(303);
    const [n1, n2] = [await lesson.id('n1'), await lesson.id('n2')];
    const both = { ...(await lesson.typed('n1', 4)), ...(await lesson.typed('n2', 3)) };
    const { text } = await lesson.trainer.post('/knowledge/T/answers/after', both).expect(422);
    expect(text).toContain(`<a href="#a${n1}">Lò Văn An đã làm bài trên điện thoại`);
    expect(text).toMatch(new RegExp(`class="soft has-error" id="a${n1}"`));
    expect(text).toContain(`id="a${n2}.2" name="a${n2}.2" value="AB"`);
    expect(text).not.toContain(`name="a${n1}.1"`);
    expect(await scores()).toEqual([null]);
    await lesson.trainer.post('/knowledge/T/answers/after', await lesson.typed('n2', 3)).expect(303);
    expect(await scores()).toEqual([null, 7500]);
  });

  it('is shown while somebody answers it, and then cannot be typed over', async () => {
    const way = await phone('n1');
    await post(way, { q1: '1' }).expect(303);
    const { text } = await lesson.trainer.get('/knowledge/T/answers/after').expect(200);
    expect(text).toContain('Đang làm trên điện thoại');
    expect(text).not.toContain(`name="a${await lesson.id('n1')}.1"`);
  });
});

describe('a paper that was typed for the wrong person', () => {
  it('is gone once its row is emptied, and takes its pass along', async () => {
    await lesson.field.good('activities', 'code,plan,kind,title,unit,test\nT,P,training,Lớp bảo vệ trẻ em,D,true');
    await lesson.paper('after', 'n1', 4);
    const { database } = lesson.world;
    expect(await database.rows('SELECT id FROM test_results')).toHaveLength(1);
    const empty = Object.fromEntries(Object.keys(await lesson.typed('n1', 4)).map((field) => [field, '']));
    const was = await lesson.typed('n1', 4, 'wa');
    const { headers } = await lesson.trainer.post('/knowledge/T/answers/after', { ...was, ...empty }).expect(303);
    for (const table of ['attempts', 'attempt_answers', 'knowledge_papers', 'test_results']) {
      expect(await database.rows(`SELECT id FROM ${table}`)).toEqual([]);
    }
    const events = await database.rows<{ detail: string }>(
      "SELECT detail FROM events WHERE kind = 'knowledge.papers_removed'",
    );
    const people = [await lesson.id('n1')];
    expect(events.map(({ detail }) => JSON.parse(detail) as object)).toEqual([
      { activity: 'T', moment: 'after', people },
    ]);
    const { text } = await lesson.trainer.get(String(headers.location)).expect(200);
    expect(text).not.toContain('value="B"');
    await lesson.paper('after', 'n1', 4);
    expect(await scores()).toEqual([10_000]);
  });

  it('was none where nothing was answered', async () => {
    await lesson.trainer.post('/knowledge/T/answers/after', { [`a${await lesson.id('n1')}.1`]: '_' }).expect(303);
    expect(await scores()).toEqual([]);
  });
});
