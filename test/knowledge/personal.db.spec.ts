import { KnowledgeCodes } from '../../src/knowledge/knowledge-codes.js';
import { spacedCode } from '../../src/knowledge/personal-code.js';
import { ParticipantLinks } from '../../src/mine/participant-links.js';
import { TestClass } from './class.js';

let lesson: TestClass;
const codes = new Map<string, string>();
const REFS = ['b1', 'b2', 'b3', 'b4', 'b5', 'kid'];

beforeAll(async () => {
  lesson = await TestClass.create(
    [...REFS.slice(0, 5).map((ref, at) => `${ref},Lò Văn ${'ABCDE'[at]},A,1980`), 'kid,Sùng Thị Cúc,6A,2015'].join(
      '\n',
    ),
    REFS.map((ref) => `${ref},${ref === 'kid' ? 'child' : 'parent'}`),
  );
  await lesson.set({ shows_score: '1' });
  const { database } = lesson.world;
  const activity = await database.row<{ id: number }>("SELECT id FROM activities WHERE code = 'T'");
  const ids = await Promise.all(REFS.map((ref) => lesson.id(ref)));
  const made = await database.transaction(() => lesson.world.get(KnowledgeCodes).ensure(activity?.id ?? 0, ids));
  for (const [at, ref] of REFS.entries()) codes.set(ref, made.get(ids[at] ?? 0)?.code ?? '');
});
afterAll(() => lesson.close());

const post = (path: string, body: object = {}) => lesson.world.request().post(path).type('form').send(body);
const k = (ref: string, more = ''): string => `/k/${codes.get(ref)}${more}`;
const open = (moment: string, state = 'open') => lesson.trainer.post('/knowledge/T/opening', { moment, state });

describe('a personal code', () => {
  it('is asked for at the wall, and told when it is mistyped', async () => {
    const code = codes.get('b1') ?? '';
    const typed = await post('/k', { code: spacedCode(code).toLowerCase() }).expect(303);
    expect(typed.headers.location).toBe(`/k/${code}`);
    // One wrong letter never fits the check character.
    const mistyped = `${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`;
    const { text } = await post('/k', { code: mistyped }).expect(422);
    expect(text).toContain('Mã này không đúng');
  });

  it('opens nothing that is closed, and names nobody else', async () => {
    const { text } = await lesson.world.request().get(k('b1')).expect(200);
    expect(text).toContain('Lò Văn A');
    expect(text).toContain('Hiện chưa có bài nào mở');
    expect(text).not.toContain('Lò Văn B');
    await post(k('b1', '/before/beginning')).expect(404);
    await lesson.world.request().get(k('b1', '/before')).expect(404);
    await lesson.world.request().get('/k/00000000000000H').expect(404);
  });

  it('shows of a child initials', async () => {
    const { text } = await lesson.world.request().get(k('kid')).expect(200);
    expect(text).toContain('S. T. C.');
    expect(text).not.toContain('Sùng Thị Cúc');
  });

  it('is answered once, goes on where it was, and tells the score where the author says so', async () => {
    const own = await lesson.world.get(ParticipantLinks).make(await lesson.id('b1'));
    expect((await lesson.world.request().get(own).expect(200)).text).not.toContain(k('b1'));
    await open('before').expect(303);
    expect((await lesson.world.request().get(own).expect(200)).text).toContain(`href="${k('b1')}"`);
    await post(k('b1', '/before/beginning')).expect(303);
    await post(k('b1', '/before/beginning')).expect(303);
    await post(k('b1', '/before'), { q1: '1', q3: 'true' }).expect(303);
    const page = await lesson.world.request().get(k('b1', '/before')).expect(200);
    expect(page.text).toMatch(/name="q1" value="1" checked/);
    const { text: home } = await lesson.world.request().get(k('b1')).expect(200);
    expect(home).toContain('Làm tiếp');
    const asked = await post(k('b1', '/before/submission'), { q1: '1', q3: 'true' }).expect(303);
    expect(asked.headers.location).toBe(k('b1', '/before?done=unfinished'));
    expect((await lesson.world.request().get(k('b1', '/before?done=unfinished')).expect(200)).text).toContain(
      'Câu 2</a>',
    );
    const done = await post(k('b1', '/before/submission'), { q1: '1', q3: 'true', sure: 'yes' }).expect(303);
    expect(done.headers.location).toContain('?done=before');
    const { text } = await lesson.world.request().get(`${done.headers.location}`).expect(200);
    expect(text).toContain('Đã nhận bài. Cảm ơn bạn.');
    expect(text).toContain('Kết quả: 50,0%');
    const { text: late } = await lesson.world
      .request()
      .get(`${k('b1')}?done=late`)
      .expect(200);
    expect(late).toContain('các câu trả lời gửi sau giờ không được tính');
    await post(k('b1', '/before/beginning')).expect(303);
    const rows = await lesson.world.database.rows<{ n: number }>('SELECT COUNT(*) AS n FROM attempts');
    expect(Number(rows[0]?.n)).toBe(1);
  });

  it('keeps papers away from what was answered by telephone', async () => {
    const id = await lesson.id('b1');
    const { text } = await lesson.trainer.get('/knowledge/T/answers/before').expect(200);
    expect(text).toContain('Đã nộp trên điện thoại');
    await lesson.trainer.post('/knowledge/T/answers/before', { [`a${id}.1`]: 'C' }).expect(422);
  });
});

describe('the satisfaction survey', () => {
  const results = async (): Promise<string> =>
    (await lesson.trainer.get('/knowledge/T/survey/results').expect(200)).text;
  const close = (version: string) =>
    lesson.trainer.post('/knowledge/T/survey', { statements: 'Hữu ích', texts: 'Góp ý', version }).expect(303);
  const answer = (ref: string, value: string, text = '') => post(k(ref, '/survey'), { s0: value, t0: text });

  it('is answered once by each, and shows nothing before it is closed and five have', async () => {
    const said = { statements: 'Hữu ích', texts: 'Góp ý', open: '1', version: '0' };
    await lesson.trainer.post('/knowledge/T/survey', said).expect(303);
    for (const [at, ref] of ['b1', 'b2', 'b3', 'b4'].entries())
      await answer(ref, String(at + 2), `Ý ${at}`).expect(303);
    await answer('b4', '1').expect(303);
    await close('1');
    expect(await results()).toContain('Chưa có kết quả để hiện');
    await lesson.trainer.post('/knowledge/T/survey', { ...said, version: '2' }).expect(303);
    await answer('b5', '5').expect(303);
    expect(await results()).not.toContain('Hữu ích');
    await close('3');
    const { text: five } = await lesson.trainer.get('/knowledge/T/survey/results').expect(200);
    expect(five).toContain('5 người đã trả lời.');
    expect(five).toContain('3,80');
    // Four wrote something.
    expect(five).toContain('Chưa đủ năm người viết');
    expect(five).not.toContain('Ý 1');
    const { text: seen } = await lesson.viewer.get('/knowledge/T/survey/results').expect(200);
    expect(seen).not.toContain('Góp ý');
  });

  it('keeps nothing by which an answer could be joined to a person', async () => {
    const answers = await lesson.world.database.rows<Record<string, unknown>>('SELECT * FROM survey_answers');
    expect(Object.keys(answers[0] ?? {}).sort()).toEqual(['activity_id', 'answered_on', 'answers', 'id', 'is_shown']);
    const marks = await lesson.world.database.rows<Record<string, unknown>>('SELECT * FROM survey_marks');
    expect(Object.keys(marks[0] ?? {}).sort()).toEqual(['activity_id', 'id', 'person_id']);
    expect([answers.length, marks.length]).toEqual([5, 5]);
    const ids = [...answers, ...marks].map(({ id }) => Number(id));
    expect(Math.min(...ids)).toBeGreaterThan(100);
    const events = await lesson.world.database.rows<{ kind: string }>("SELECT kind FROM events WHERE door = 'link'");
    expect(events.filter(({ kind }) => kind.includes('survey'))).toEqual([]);
  });

  it('says nothing of an answer that came after results were shown', async () => {
    const said = { statements: 'Hữu ích', texts: 'Góp ý', open: '1' };
    await lesson.trainer.post('/knowledge/T/survey', { ...said, version: '4' }).expect(303);
    await answer('kid', '1').expect(303);
    const before = await results();
    await close('5');
    expect(await results()).toBe(before);
    expect(before).toContain('5 người đã trả lời.');
  });

  it('takes counts from paper, and keeps its questions once something was answered', async () => {
    const counted = { people: '3', 'c0.5': '2', 'c0.4': '2', version: '6' };
    const { text } = await lesson.trainer.post('/knowledge/T/survey/paper', counted).expect(422);
    expect(text).toContain('Tổng là 4, nhiều hơn 3 phiếu');
    await lesson.trainer.post('/knowledge/T/survey/paper', { ...counted, 'c0.4': '1', t0: 'Tốt' }).expect(303);
    // Whoever counted three papers would have the telephones by the difference.
    expect(await results()).toContain('5 người đã trả lời.');
    expect(await results()).not.toContain('Tốt');
    const five = { people: '5', 'c0.5': '5', t0: 'Tốt\nTốt\nTốt\nTốt\nTốt', version: '7' };
    await lesson.trainer.post('/knowledge/T/survey/paper', five).expect(303);
    expect(await results()).toContain('10 người đã trả lời.');
    expect(await results()).toContain('Tốt');
    await lesson.trainer.post('/knowledge/T/survey', { statements: 'Khác', open: '', version: '8' }).expect(303);
    const { text: csv } = await lesson.trainer.get('/knowledge/T/survey/results.csv').expect(200);
    expect(csv).toContain('statement,Hữu ích,10,');
    await answer('kid', '5').expect(404);
  });
});
