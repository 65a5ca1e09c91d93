import { Field } from '../activities/field.js';
import { coloured } from '../support/pictures.js';
import type { Member } from '../support/world.js';

let field: Field;
let trainer: Member;

beforeAll(async () => {
  field = await Field.create();
  // A trainer of one commune writes for the plan of the district.
  trainer = await field.world.member('trainer', field.places.get('C'));
});
afterAll(() => field.world.close());

const BANK = '/quizzes/P';
const CHOICES = {
  ...{ text: 'Mấy tuổi?', topic: 'Luật', ref: 'q-1', act: 'save' },
  ...{ 'choices.0.text': '*Mười lăm*', 'choices.0.is_right': '1', 'choices.0.feedback': 'Điều 143' },
  ...{ 'choices.2.text': 'Mười <b>', 'choices.2.weight': '' },
};
function send(path: string, fields: Record<string, string>, file?: Buffer, name = 'x.gift') {
  const request = field.world.request().post(path).set('Cookie', trainer.cookie).field('_csrf', trainer.csrf);
  for (const [key, value] of Object.entries(fields)) void request.field(key, value);
  return file ? request.attach('file', file, name) : request;
}

const save = ({ headers }: { headers: Record<string, unknown> }) => trainer.post(String(headers.location)).expect(303);

describe('the pages of a question bank', () => {
  let question = '';

  it('write a question without JavaScript: rows by a button, faults beside them, what was typed kept', async () => {
    const blank = await trainer.get(`${BANK}/questions/new?kind=single`).expect(200);
    expect(blank.text.match(/choices\.\d\.text"/g)?.length).toBeGreaterThanOrEqual(4);
    const more = await trainer.post(`${BANK}/questions/new?kind=single`, { ...CHOICES, act: 'add' }).expect(200);
    expect(more.text).toContain('name="choices.3.text"');
    const bad = { ...CHOICES, 'choices.0.is_right': '', 'choices.0.weight': 'x' };
    const again = await trainer.post(`${BANK}/questions/new?kind=single`, bad).expect(422);
    expect(again.text).toContain('*Mười lăm*');
    expect(again.text).toContain('id="choices.0.weight-error"');
    const saved = await trainer.post(`${BANK}/questions/new?kind=single`, CHOICES).expect(303);
    question = String(saved.headers.location);
    expect(question).toMatch(/^\/quizzes\/P\/questions\/\d+$/);
    await trainer.post(`${BANK}/questions/new?kind=single`, CHOICES).expect(422);
  });

  it('ask back what 15.000 means', async () => {
    const typed = { text: 'Bao nhiêu?', ref: 'q-number', act: 'save', 'answers.0.value': '15.000' };
    const again = await trainer.post(`${BANK}/questions/new?kind=numerical`, typed).expect(422);
    expect(again.text).toContain('15.000 có thể hiểu theo hai cách: viết 15000 hoặc 15.');
    const meant = { ...typed, 'answers.0.value': '15000' };
    const saved = await trainer.post(`${BANK}/questions/new?kind=numerical`, meant).expect(303);
    const edit = `${String(saved.headers.location)}/edit`;
    await trainer.post(edit, { ...typed, version: '1' }).expect(422);
    expect((await trainer.get(edit).expect(200)).text).toContain('value="15000"');
  });

  it('show it as a learner sees it, and mark a trial answer', async () => {
    const { text } = await trainer.get(question).expect(200);
    expect(text).toContain('<em>Mười lăm</em>');
    expect(text).toContain('Mười &lt;b&gt;');
    expect(text).not.toContain('Điều 143');
    const tried = await trainer.post(`${question}/trial`, { order: '1,0', q1: '1' }).expect(200);
    expect(tried.text).toContain('Điều 143');
    await trainer.post(`${question}/trial`, { order: '9,9,9', q1: ['x', '7'] }).expect(200);
  });

  it('change it against a version, withdraw and restore it', async () => {
    const body = { ...CHOICES, text: 'Bao nhiêu tuổi?', version: '1' };
    await trainer.post(`${question}/edit`, body).expect(303);
    await trainer.post(`${question}/edit`, body).expect(409);
    await trainer.post(`${question}/withdrawal`).expect(303);
    expect((await trainer.get(BANK).expect(200)).text).not.toContain('Bao nhiêu tuổi?');
    expect((await trainer.get(`${BANK}?withdrawn=1`).expect(200)).text).toContain('Bao nhiêu tuổi?');
    await trainer.post(`${question}/restoration`).expect(303);
    expect((await trainer.get(`${BANK}?q=bao+nhieu&topic=Luật&kind=single`).expect(200)).text).toContain(question);
  });

  it('check a GIFT file first, save the good ones, and give the bad ones back', async () => {
    const gift = '$CATEGORY: Tệp\n\n// [id:g-1]\nTốt {T}\n\n// [id:g-2]\nHỏng {=a ~b\n';
    const sent = await send(`${BANK}/import`, { pasted: '' }, Buffer.from(gift)).expect(303);
    const check = String(sent.headers.location);
    const { text } = await trainer.get(check).expect(200);
    expect(text).toContain('Dòng 7, cột 12');
    expect(text).toContain('Lưu 1 câu hỏi tốt');
    expect((await trainer.get(BANK).expect(200)).text).not.toContain('g-1');
    const faulty = await trainer.get(`${check}/faulty.gift`).expect(200);
    expect(faulty.text).toContain('// [id:g-2]\nHỏng {=a ~b');
    await trainer.post(check).expect(303);
    expect((await trainer.get(BANK).expect(200)).text).toContain('g-1');
    const saved = await trainer.get(`${BANK}/questions.gift?topic=Tệp`).expect(200);
    expect(saved.text).toContain('$CATEGORY: Tệp');
    const other = await field.world.member('organizer', field.places.get('D'));
    await other.get(check).expect(404);
    await send(`${BANK}/import`, { pasted: '' }).expect(422);
    await send(`${BANK}/import`, { pasted: '' }, Buffer.from([0x61, 0xff])).expect(422);
  });

  it('say which questions of a file the bank has otherwise, and ask what becomes of them', async () => {
    await send(`${BANK}/import`, { pasted: '// [id:k-1]\nCũ {T}' }).expect(303).then(save);
    const sent = await send(`${BANK}/import`, { pasted: '// [id:k-1]\nKhác {F}\n\n// [id:k-2]\nMới {T}' }).expect(303);
    const check = String(sent.headers.location);
    const { text } = await trainer.get(check).expect(200);
    for (const said of ['k-1: Cũ', 'Khác nội dung đang có', 'Lưu thành câu mới']) expect(text).toContain(said);
    expect(text).not.toContain('k-2: ');
    const again = await trainer.post(check).expect(422);
    expect(again.text).toContain('Chọn thay câu trong ngân hàng hay lưu thành câu mới.');
    await trainer.post(check, { known: 'renew' }).expect(303);
    const bank = (await trainer.get(`${BANK}/questions.gift`).expect(200)).text;
    for (const said of ['[id:k-1]\n[markdown]Cũ', '[id:k-1-2]\n[markdown]Khác']) expect(bank).toContain(said);
    await trainer.post(check, { known: 'replace' }).expect(303);
    expect((await trainer.get(`${BANK}/questions.gift`).expect(200)).text).toContain('[id:k-1]\n[markdown]Khác');
  });

  it('keep pictures, shown to those who may see the plan', async () => {
    await send(`${BANK}/pictures`, {}, await coloured(), 'lop.jpg').expect(303);
    const { headers } = await trainer.get(`${BANK}/media/lop.jpg`).expect(200);
    expect(headers['content-type']).toBe('image/jpeg');
    await send(`${BANK}/pictures`, {}, Buffer.from('<svg/>'), 'x.svg').expect(422);
    await trainer.get(`${BANK}/media/none.jpg`).expect(404);
  });

  it('are not there for viewers, nor for a plan that is not', async () => {
    const viewer = await field.world.member('viewer', field.places.get('D'));
    await viewer.get(BANK).expect(403);
    await trainer.get('/quizzes/NONE').expect(404);
    expect((await trainer.get('/quizzes').expect(200)).text).toContain('href="/quizzes/P"');
  });
});
