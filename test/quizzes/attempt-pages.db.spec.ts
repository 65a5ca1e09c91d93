import type { BankQuestion } from '../../src/quizzes/presentation.js';
import type { Question } from '../../src/quizzes/question.js';
import { AttemptField, QUIZ, single } from './attempt-field.js';
import { visitor, withHost } from './attempt-host.js';

let field: AttemptField;
const KINDS: Question[] = [
  { ...base('s'), kind: 'single', choices: [right('Có ![Em bé](media/be.png)'), wrong('Không')] },
  { ...base('m'), kind: 'multiple', choices: [half('Nặng'), half('Đêm'), wrong('Học')] },
  { ...base('t'), kind: 'true_false', answer: true, feedback_right: 'Tốt', feedback_wrong: 'Xem Điều 143' },
  { ...base('g'), kind: 'matching', pairs: [pair('15', 'nhẹ'), pair('18', 'nặng')], others: [] },
  { ...base('o'), kind: 'ordering', items: ['thấy', 'hỏi', 'báo'] },
  { ...base('n'), kind: 'numerical', answers: [{ value: 1.5, tolerance: 0, weight: 100, feedback: '' }] },
  { ...base('w'), kind: 'short', answers: [right('111')], ignore_diacritics: true },
  { ...base('e'), kind: 'essay', guide: 'Nêu hai dấu hiệu' },
];
const ALL = { ...QUIZ, items: KINDS.map(({ ref }) => ({ question: ref, points: 1 })) };

function base(ref: string) {
  return { ref, title: ref, text: `Hỏi **${ref}** <script>`, feedback: '' };
}
function right(text: string) {
  return { text, weight: 100, feedback: '' };
}
function half(text: string) {
  return { text, weight: 50, feedback: '' };
}
function wrong(text: string) {
  return { text, weight: 0, feedback: `Sai vì ${text}` };
}
function pair(left: string, to: string) {
  return { left, right: to };
}

beforeEach(async () => {
  withHost();
  field = await AttemptField.create();
  field.bank = [...KINDS.map((question): BankQuestion => ({ topic: 'A', question })), single('a'), single('b')];
  visitor.holder = field.holder();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await field.close();
});

const request = () => field.field.world.request();
const show = async (id: number, status = 200, asked = '') =>
  (await request().get(`/host/${id}${asked}`).expect(status)).text;
const post = (id: number, body: object, act = '') => request().post(`/host/${id}${act}`).type('form').send(body);
const begin = (quiz = QUIZ) => field.attempts.begin(field.holder(), quiz, 'Kiểm tra');
/** What a browser would send of a form as it stands. */
function fields(html: string): Record<string, string> {
  const hidden = [...html.matchAll(/<input type="hidden" name="(was\d+)" value="([^"]*)">/g)];
  return Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value.replaceAll('&quot;', '"')]));
}

describe('the page of an attempt', () => {
  it('asks questions of every kind, and tells nothing of what is right', async () => {
    const html = await show(await begin(ALL));
    expect(html.match(/<fieldset class="sheet/g)).toHaveLength(8);
    for (const part of ['type="radio"', 'type="checkbox"', '<select', 'inputmode="decimal"', '<textarea']) {
      expect(html).toContain(part);
    }
    expect(html).toContain('<img src="/media/be.png" alt="Em bé"');
    expect(html).toContain('Hỏi <strong>s</strong> &lt;script&gt;');
    expect(html).not.toMatch(/Sai vì|Điều 143|hai dấu hiệu|weight|"111"|1\.5/);
  });

  it('keeps what a form says, and shows it again', async () => {
    const id = await begin(ALL);
    const sent = { q1: '1', q2: ['0', '1'], q3: 'true', 'q4.0': '0', 'q5.0': '3', q6: '1,5', q7: ' 111 ', q8: 'Em bé' };
    const { headers } = await post(id, { ...fields(await show(id)), ...sent }).expect(303);
    expect(headers.location).toBe(`/host/${id}?done=saved`);
    const html = await show(id);
    expect(html.match(/ checked>/g)).toHaveLength(4);
    expect(html.match(/ selected>/g)).toHaveLength(2);
    expect(html).toContain('value="1,5"');
    expect(html).toContain('Em bé</textarea>');
    const before = await field.kept(id);
    await post(id, { ...fields(html), ...sent }).expect(303);
    expect(await field.kept(id)).toEqual(before);
  });

  it('leaves alone what a form that stood open did not touch', async () => {
    const id = await begin();
    const old = fields(await show(id));
    await post(id, { ...old, q1: '0' }).expect(303);
    await post(id, { ...old, q2: '1' }).expect(303);
    expect(await field.kept(id)).toEqual(['{"kind":"single","choice":0}', '{"kind":"single","choice":1}']);
  });

  it('answers a script in JSON, by the moment at which something was answered', async () => {
    const id = await begin({ ...QUIZ, minutes: 10 });
    const save = (body: object) => post(id, body).set('accept', 'application/json');
    expect((await save({ was1: '-', q1: '0', sequence: '90' }).expect(200)).body).toEqual({ left: 600 });
    await save({ was1: '-', q1: '1', sequence: '40' }).expect(200);
    expect((await field.kept(id))[0]).toBe('{"kind":"single","choice":0}');
    await save({ was1: '-', sequence: '95' }).expect(200);
    expect((await field.kept(id))[0]).toBeNull();
    await save({ was1: '-', q1: '0', sequence: '9999999999' }).expect(200);
    AttemptField.at('2025-05-01T04:00:00.000Z');
    await save({ was2: '-', q2: '0', sequence: '96' }).expect(409);
  });

  it('refuses what is not in it, and saves nothing of what came with it', async () => {
    const id = await begin();
    for (const body of [{ q3: '0' }, { q0: '0' }, { q2: '7' }, { q2: ['0', '1'] }, { 'q2.0': '1' }, { q2: 'x' }]) {
      await post(id, { q1: '0', ...body }).expect(422);
      await post(id, { q1: '0', ...body }, '/submission').expect(422);
    }
    expect(await field.kept(id)).toEqual([null, null]);
  });

  it('asks before it is handed in with open questions, saves what was answered, and asks once', async () => {
    const id = await begin();
    const asked = await post(id, { q1: '0', was1: '', was2: '' }, '/submission').expect(303);
    expect(asked.headers.location).toBe(`/host/${id}?done=unfinished`);
    const html = await show(id, 200, '?done=unfinished');
    expect(html).toContain('còn 1 câu chưa trả lời');
    expect(html).toContain('<a href="#q2">Câu 2</a>');
    expect(html).not.toContain('<a href="#q1">');
    expect(html).toContain('name="sure" value="yes"');
    expect((await field.kept(id))[0]).toContain('single');
    // Nobody is asked where nothing is open, nor of an address that stayed.
    await post(id, { q2: '0' }).expect(303);
    expect(await show(id, 200, '?done=unfinished')).not.toContain('name="sure"');
    const handed = await post(id, {}, '/submission').expect(303);
    expect(handed.headers.location).toBe(`/host/${id}`);
    expect(await show(id)).toContain('Nộp lúc');
  });

  it('is handed in with open questions by whoever is sure, and after the time in any case', async () => {
    const sure = await begin();
    await post(sure, { q1: '0', sure: 'yes' }, '/submission').expect(303);
    expect(await show(sure)).toContain('Nộp lúc');
    const over = await begin({ ...QUIZ, minutes: 1 });
    AttemptField.at('2025-05-01T04:00:00.000Z');
    await post(over, {}, '/submission').expect(303);
    expect(await show(over)).toContain('Nộp lúc');
  });

  it('is there for nobody else', async () => {
    const id = await begin();
    visitor.holder = field.holder('p2');
    await show(id, 404);
    await post(id, { q1: '0' }).expect(404);
    await post(id, {}, '/submission').expect(404);
  });
});

describe('what came out', () => {
  const hand = async (id: number, body: object) => post(id, body, '/submission').expect(303);

  it('says what is missing, what was right, and lets one try again', async () => {
    const id = await begin({ ...QUIZ, pass_mark: 80, attempts: 2 });
    await hand(id, { q1: '0', q2: '1' });
    await hand(id, { q1: '0', q2: '0' });
    const html = await show(id);
    expect(html).toContain('Chưa đạt: 50%, cần 80%, còn thiếu 30 điểm phần trăm.');
    expect(html).toContain('Đáp án');
    expect(html).toContain('1 trong 2');
    expect(html).toContain('Làm lại');
  });

  it('shows no right answer before the quiz says so, nor while another attempt is open', async () => {
    const quiz = { ...QUIZ, attempts: 2, review: 'end' as const, pass_mark: 100 };
    const first = await begin(quiz);
    await hand(first, { q1: '0', q2: '1' });
    expect(await show(first)).toContain('Đáp án hiện khi đã đạt hoặc đã hết lượt.');
    const second = await begin(quiz);
    expect(await show(first)).not.toMatch(/Sai: 0|Đúng: 1/);
    await hand(second, { q1: '0', q2: '1' });
    expect(await show(first)).toContain('Sai: 0 trên 1 điểm');
    expect(await show(second)).not.toContain('Làm lại');
    const never = await begin({ ...QUIZ, review: 'never' });
    await hand(never, { q1: '1' });
    expect(await show(never)).not.toMatch(/Sai: 0|Trả lời/);
  });

  it('tells that what came after the time does not count', async () => {
    const id = await begin({ ...QUIZ, minutes: 5 });
    const form = { ...fields(await show(id)), q2: '0' };
    await post(id, { q1: '0' }).expect(303);
    AttemptField.at('2025-05-01T03:05:16.000Z');
    expect((await post(id, form).expect(303)).headers.location).toBe(`/host/${id}?done=over`);
    const html = (await request().get(`/host/${id}?done=over`).expect(200)).text;
    expect(html).toContain('lần lưu vừa rồi không được tính');
    expect(html).toContain('50%');
  });
});
