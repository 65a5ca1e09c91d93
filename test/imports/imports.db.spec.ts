import { randomUUID } from 'node:crypto';
import { ImportRow } from '../../src/imports/imports.entities.js';
import { type Member, World } from '../support/world.js';

let world: World;
let admin: Member;
let huyen: Member;

const GOOD = 'code,name,level,parent\n12,Tỉnh Lai Châu,province,\n106,Huyện Tam Đường,district,12\n';
const FAULTY = `${GOOD}03424,Xã Bản Bo,commune,999\n=1+1,Xã,commune,106\n`;

beforeAll(async () => {
  world = await World.create();
  admin = await world.member('administrator');
  huyen = await world.member('organizer');
});
afterAll(() => world.close());

/** Sends a file as the page does. @returns the address of its page */
async function send(member: Member, kind: string, content: string | Buffer, name = `${kind}.csv`): Promise<string> {
  const answer = await world
    .request()
    .post('/imports')
    .set('Cookie', member.cookie)
    .field('_csrf', member.csrf)
    .field('kind', kind)
    .attach('file', Buffer.from(content), name)
    .expect(303);
  return String(answer.headers.location);
}
const places = async (): Promise<string[]> =>
  (await world.database.rows<{ code: string }>('SELECT code FROM places ORDER BY code')).map(({ code }) => code);
const confirm = (member: Member, address: string, rows: 'all' | 'good') =>
  member.post(`${address}/confirmation`, { rows });

describe('bringing a file in by page', () => {
  it('checks first and saves nothing until somebody says so', async () => {
    const address = await send(admin, 'units', GOOD);
    const checked = await admin.get(address).expect(200);
    expect(checked.text).toContain('2 dòng tốt, 0 dòng lỗi');
    expect(checked.text).toContain('Lưu 2 dòng');
    expect(await places()).toEqual([]);

    await confirm(admin, address, 'all').expect(303);
    expect((await admin.get(address).expect(200)).text).toContain('Đã lưu: 2 dòng mới');
    expect(await places()).toEqual(['106', '12']);
  });

  it('changes nothing the second time, also when the button is pressed twice', async () => {
    const address = await send(admin, 'units', GOOD);
    expect((await admin.get(address)).text).toContain('0 dòng mới, 0 dòng sửa, 2 dòng không đổi');
    await Promise.all([confirm(admin, address, 'all'), confirm(admin, address, 'all')]);
    expect(await places()).toEqual(['106', '12']);
  });

  it('lists every faulty row in the language of the reader, gives them back as a file, and saves the good ones', async () => {
    const address = await send(admin, 'units', FAULTY);
    const page = await admin.get(address).expect(200);
    expect(page.text).toContain('2 dòng lỗi');
    expect(page.text).toContain('Không có địa bàn nào mang mã 999');
    const english = await admin.get(address).set('Cookie', `${admin.cookie}; lan-toa-locale=en`);
    expect(english.text).toContain('2 faulty');

    const faulty = await admin.get(`${address}/faulty-rows.csv`).expect(200);
    const lines = faulty.text.replace('\ufeff', '').trimEnd().split('\n');
    expect(lines[0]).toBe('code,name,level,parent,Lý do');
    expect(lines).toHaveLength(3);
    expect(faulty.text).toContain("'=1+1");

    await confirm(admin, address, 'good').expect(303);
    expect((await admin.get(address)).text).toContain('Bỏ qua 2 dòng lỗi');
    expect(await places()).toEqual(['106', '12']);
  });

  it.each([
    ['a PDF', Buffer.from('%PDF-1.7 …')],
    ['a ZIP with another name', Buffer.from('PK\u0003\u0004 not a workbook')],
    ['UTF-16', Buffer.from('\ufeffcode,name', 'utf16le')],
    ['a file without the columns', Buffer.from('a,b\n1,2\n')],
    ['HTML as a script would send it', Buffer.from('<script>alert(1)</script>')],
  ])('refuses %s with a sentence', async (_what, content) => {
    const address = await send(admin, 'units', content);
    const page = await admin.get(address).expect(200);
    expect(page.text).toContain('Không nạp được tệp này');
    expect(page.text).not.toContain('<script>');
    expect(page.text).not.toContain('errors.');
  });

  it('asks again when the kind or the file is missing', async () => {
    const answer = await world.request().post('/imports').set('Cookie', admin.cookie).field('_csrf', admin.csrf);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Chọn một tệp có nội dung');
  });

  it('takes no file without the token of the session, and keeps none', async () => {
    const answer = await world
      .request()
      .post('/imports')
      .set('Cookie', admin.cookie)
      .field('kind', 'units')
      .attach('file', Buffer.from(GOOD), 'units.csv');
    expect(answer.status).toBe(403);
  });

  it('is still checked where the server stopped while saving, and begun anew where it stopped while checking', async () => {
    const address = await send(admin, 'units', GOOD);
    const token = address.split('/').at(-1) ?? '';
    const stopped = (status: string) =>
      world.database.transaction(() => world.database.update(ImportRow, { token }, { status }));
    await stopped('saving');
    expect((await admin.get(address).expect(200)).text).toContain('2 dòng tốt, 0 dòng lỗi');
    await confirm(admin, address, 'all').expect(303);
    expect((await admin.get(address)).text).toContain('Đã lưu');

    await stopped('checking');
    expect((await admin.get(address).expect(200)).text).toContain('bị ngắt giữa chừng');
  });

  it('lists only the first of very many faults, and gives every faulty row back as a file', async () => {
    const rows = Array.from({ length: 2500 }, (_, at) => `x${at},Xã ${'ế'.repeat(80)},commune,${'ệ'.repeat(30)}${at}`);
    const address = await send(admin, 'units', `code,name,level,parent\n${rows.join('\n')}\n`);
    const page = (await admin.get(address).expect(200)).text;
    expect(page).toContain('2.500 dòng lỗi');
    expect(page).toContain('Trang này hiện');
    const kept = await world.database.row<{ report: string }>('SELECT report FROM imports ORDER BY id DESC LIMIT 1');
    expect(Buffer.byteLength(kept?.report ?? '')).toBeLessThan(65_536);
    const faulty = await admin.get(`${address}/faulty-rows.csv`).expect(200);
    expect(faulty.text.trimEnd().split('\n')).toHaveLength(2501);
  });

  it('shows a file to nobody but who brought it', async () => {
    const address = await send(admin, 'units', FAULTY);
    await huyen.get(address).expect(404);
    await huyen.get(`${address}/faulty-rows.csv`).expect(404);
    await confirm(huyen, address, 'good').expect(404);
  });

  it('offers an organizer only what an organizer may change', async () => {
    const page = await huyen.get('/imports').expect(200);
    expect(page.text).toContain('value="people"');
    expect(page.text).not.toContain('value="units"');
  });

  it('gives a template with the columns of the kind', async () => {
    const answer = await huyen.get('/imports/templates/people.csv').expect(200);
    expect(answer.text).toMatch(/^\ufeffref,full_name,/);
  });
});

describe('bringing a file in by program', () => {
  const post = (kind: string, body: string, query = '') =>
    admin.api('post', `/api/v1/imports/${kind}${query}`).set('Content-Type', 'text/csv').send(body);

  it('answers with the report, refuses the whole for one faulty row, and keeps the good rows when asked', async () => {
    const refused = await post('units', FAULTY)
      .expect(422)
      .expect('Content-Type', /^application\/problem\+json/);
    expect(refused.body).toMatchObject({ kind: 'units', rows: 4, inserted: 0, updated: 0, unchanged: 0 });
    expect(refused.body).toMatchObject({
      type: 'urn:lan-toa:problem:import.refused',
      status: 422,
      detail: 'Chưa lưu gì: tệp có 2 dòng lỗi.',
    });
    expect(refused.body.rejected.map(({ line }: { line: number }) => line)).toEqual([4, 5]);
    const partial = await post('units', FAULTY, '?partial=true').expect(200);
    expect(partial.body).toMatchObject({ inserted: 0, unchanged: 2 });
    expect(partial.body.rejected).toHaveLength(2);
  });

  it('checks without saving', async () => {
    const rows = `${GOOD}03424,Xã Bản Bo,commune,106\n`;
    expect((await post('units', rows, '?dry_run=true').expect(200)).body).toMatchObject({ inserted: 1, unchanged: 2 });
    expect(await places()).not.toContain('03424');
  });

  it('keeps nothing of a refused file when it comes with an Idempotency-Key', async () => {
    const before = await places();
    const rows = `${GOOD}07777,Xã mới,commune,106\n07778,Xã,commune,999\n`;
    const refused = await post('units', rows).set('Idempotency-Key', 'once').expect(422);
    expect(refused.body.rejected).toHaveLength(1);
    expect(await places()).toEqual(before);
    const again = await post('units', rows).set('Idempotency-Key', 'once').expect(422);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.headers['content-type']).toContain('application/problem+json');
  });

  it('repeats an answer with thousands of faults, whose good rows were saved once', async () => {
    const faulty = Array.from({ length: 4000 }, (_, at) => `y${at},Xã,commune,${randomUUID()}`);
    const rows = `${GOOD}08888,Xã Thèn Sin,commune,106\n${faulty.join('\n')}\n`;
    const first = await post('units', rows, '?partial=true').set('Idempotency-Key', 'long').expect(200);
    expect(first.body.inserted).toBe(1);
    const again = await post('units', rows, '?partial=true').set('Idempotency-Key', 'long').expect(200);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
    expect(again.body.rejected).toHaveLength(4000);
  });

  it('refuses another file under the same Idempotency-Key', async () => {
    const send = (name: string) =>
      post('units', `code,name,level\n99,${name},province\n`).set('Idempotency-Key', 'twice');
    await send('Tỉnh A').expect(200);
    await send('Tỉnh B').expect(409);
    expect((await send('Tỉnh A').expect(200)).headers['idempotency-replayed']).toBe('true');
  });

  it('takes the file itself and no form around it', async () => {
    const answer = await admin.api('post', '/api/v1/imports/units').attach('file', Buffer.from(GOOD), 'units.csv');
    expect(answer.status).toBe(415);
  });

  it('knows no other kinds', async () => {
    await post('users', 'a\n1\n').expect(404);
  });
});
