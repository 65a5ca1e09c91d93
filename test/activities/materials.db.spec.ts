import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Test } from 'supertest';
import type { FileRow } from '../../src/files/files.entities.js';
import { workbookParts, zip } from '../interchange/workbook.js';
import { coloured, fromCamera } from '../support/pictures.js';
import type { Member } from '../support/world.js';
import { Field } from './field.js';

let field: Field;
let organizer: Member;
let viewer: Member;
let elsewhere: Member;
const MATERIALS = '/activities/T/materials';

beforeAll(async () => {
  field = await Field.create();
  await field.good('activities', 'code,plan,kind,title,unit,status\nT,P,training,Kỹ năng,C,\nU,P,training,Khác,C,');
  await field.good('sessions', 'activity,number,date,status\nT,1,2025-05-01,held');
  await field.good('participations', 'activity,person,group\nT,p1,teacher');
  organizer = await field.world.member('organizer', field.places.get('C'));
  viewer = await field.world.member('viewer', field.places.get('C'));
  // Somebody from there is on the roster of T: it exists there, to be read.
  elsewhere = await field.world.member('organizer', field.places.get('A'));
});
afterAll(() => field.world.close());
beforeEach(() => field.world.database.transaction(() => field.world.database.execute('DELETE FROM files')));

const rows = (): Promise<FileRow[]> => field.world.database.rows<FileRow>('SELECT * FROM files ORDER BY id');
const incoming = (): string[] => readdirSync(join(field.world.settings.dataDir, 'incoming'));

function send(member: Member, ...files: [Buffer, string][]): Test {
  const request = field.world.request().post(MATERIALS).set('Cookie', member.cookie).field('_csrf', member.csrf);
  for (const [content, name] of files) request.attach('file', content, name);
  return request;
}

const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n');
const types = (type: string): Record<string, string> => ({
  '[Content_Types].xml': `<Types><Override PartName="/x" ContentType="application/vnd.${type}.main+xml"/></Types>`,
});
const docx = (more: Record<string, string> = {}): Buffer =>
  zip({ ...types('openxmlformats-officedocument.wordprocessingml.document'), 'word/document.xml': '<w/>', ...more });
const odt = (more: Record<string, string> = {}): Buffer =>
  zip({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '<x/>', ...more });

describe('a material of an activity', () => {
  it.each<[string, () => Buffer | Promise<Buffer>, string, string]>([
    ['Giáo án.pdf', () => PDF, 'Giáo án.pdf', 'application/pdf'],
    ['a.docx', docx, 'a.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    [
      'Bảng.XLSX',
      () => zip(types('openxmlformats-officedocument.spreadsheetml.sheet')),
      'Bảng.XLSX',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ],
    ['b.odt', odt, 'b.odt', 'application/vnd.oasis.opendocument.text'],
    [
      'chuong-trinh.exe',
      () => Buffer.from('Chương trình\n1. Khai mạc\n'),
      'chuong-trinh.exe.txt',
      'text/plain; charset=utf-8',
    ],
    ['áp phích.png', () => coloured(50, 50, 'png'), 'áp phích.jpg', 'image/jpeg'],
    ['../../x\u202efdp.pdf', () => PDF, 'x fdp.pdf', 'application/pdf'],
  ])('is what its content says, and always to be saved: %s', async (sent, content, name, type) => {
    await send(organizer, [await content(), sent]).expect(303);
    const [row] = await rows();
    expect(row).toMatchObject({ kind: 'material', session_id: null, name, media_type: type, author_id: organizer.id });
    const { headers } = await viewer.get(`${MATERIALS}/${row?.id}`).expect(200);
    expect(headers).toMatchObject({
      'content-type': type,
      'content-length': String(row?.bytes),
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-cache',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    });
    const { text } = await viewer.get('/activities/T').expect(200);
    expect(text).toContain(`href="${MATERIALS}/${row?.id}">${name}</a>`);
    expect(text).toContain(`1 kB, organizer 1`);
    expect(text).not.toContain('enctype="multipart/form-data"');
    expect(incoming()).toEqual([]);
  });

  it('comes out as it went in; a picture without what the camera wrote', async () => {
    await send(organizer, [PDF, 'a.pdf'], [await fromCamera(), 'b.jpg']).expect(303);
    const [pdf, picture] = await rows();
    expect((await organizer.get(`${MATERIALS}/${pdf?.id}`).buffer(true)).body).toEqual(PDF);
    const { body } = await organizer.get(`${MATERIALS}/${picture?.id}`).buffer(true);
    expect(await sharp(body as Buffer).metadata()).toMatchObject({ width: 40, height: 60 });
    expect((await sharp(body as Buffer).metadata()).exif).toBeUndefined();
  });

  it('is attached once, however often it is sent, by two at once too', async () => {
    const both = await Promise.all([send(organizer, [PDF, 'a.pdf']), send(organizer, [PDF, 'b.pdf'])]);
    expect(both.map(({ status }) => status)).toEqual([303, 303]);
    await send(organizer, [PDF, 'a.pdf']).expect(303);
    expect((await organizer.get('/activities/T')).text).toContain('đã được đính kèm');
    expect(await rows()).toHaveLength(1);
  });

  it('is taken off by who may change the activity, and what happened with it is told', async () => {
    await send(organizer, [PDF, 'Giáo án.pdf']).expect(303);
    const address = `${MATERIALS}/${(await rows())[0]?.id}`;
    await viewer.post(`${address}/removal`).expect(403);
    await elsewhere.post(`${address}/removal`).expect(404);
    await organizer.post(`${address.replace('/T/', '/U/')}/removal`).expect(303);
    expect(await rows()).toHaveLength(1);
    await organizer.post(`${address}/removal`).expect(303);
    await organizer.post(`${address}/removal`).expect(303);
    expect((await organizer.get('/activities/T')).text).toContain('Việc này đã được làm trước đó');
    await organizer.get(address).expect(404);
    const { text } = await organizer.get('/activities/T').expect(200);
    expect(text).toMatch(/Xóa tệp[^]*Giáo án\.pdf[^]*Thêm tệp[^]*Giáo án\.pdf/);
  });

  it('that is gone from the disk is not found', async () => {
    await send(organizer, [PDF, 'a.pdf']).expect(303);
    rmSync(join(field.world.settings.dataDir, 'files'), { recursive: true });
    await organizer.get(`${MATERIALS}/${(await rows())[0]?.id}`).expect(404);
  });
});

describe('who may', () => {
  it('read is who may see the activity, and add who may change it', async () => {
    await send(organizer, [PDF, 'a.pdf']).expect(303);
    const address = `${MATERIALS}/${(await rows())[0]?.id}`;
    for (const member of [viewer, elsewhere]) await member.get(address).expect(200);
    for (const path of [address, MATERIALS]) await field.world.request().get(path).expect(303);
    await organizer.get(address.replace('/T/', '/U/')).expect(404);
    // Nobody of theirs is on the roster of this one.
    await field.world.database.transaction(() =>
      field.world.database.execute("UPDATE files SET activity_id = (SELECT id FROM activities WHERE code = 'U')"),
    );
    await organizer.get(address.replace('/T/', '/U/')).expect(200);
    for (const path of [address, MATERIALS]) await elsewhere.get(path.replace('/T/', '/U/')).expect(404);
    await send(viewer, [PDF, 'b.pdf']).expect(403);
    await send(elsewhere, [PDF, 'b.pdf']).expect(404);
    expect(await rows()).toHaveLength(1);
    expect(incoming()).toEqual([]);
  });
});

describe('what is no material', () => {
  const macro = (): Buffer => docx({ 'word/vbaProject.bin': 'x' });
  it.each<[string, () => Buffer, string]>([
    ['SVG', () => Buffer.from('\ufeff  <svg xmlns="http://www.w3.org/2000/svg"/>'), 'không thuộc loại nhận được'],
    ['HTML', () => Buffer.from('<!doctype html><script>alert(1)</script>'), 'không thuộc loại nhận được'],
    ['a program', () => Buffer.from('MZ\x90\0\x03\0', 'latin1'), 'không thuộc loại nhận được'],
    ['text that is none further on', () => Buffer.concat([Buffer.alloc(5000, 'a'), Buffer.of(0)]), 'không thuộc loại'],
    ['text that is not UTF-8', () => Buffer.from('Ch\xfa \xfd', 'latin1'), 'không thuộc loại nhận được'],
    ['an old Word file', () => Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'kiểu cũ thì lưu lại theo kiểu mới'],
    ['an archive', () => zip({ 'a.txt': 'a' }), 'không thuộc loại nhận được'],
    ['a document that was cut off', () => docx().subarray(0, 60), 'bị hỏng'],
    ['an encrypted one', () => zip(workbookParts([['a']]), 1), 'không thuộc loại nhận được'],
    ['one that says it is one in a megabyte', () => zip({ mimetype: 'x'.repeat(2_000_000) }), 'không thuộc loại'],
    ['macros', macro, 'macro'],
    ['a document for macros', () => zip(types('ms-word.document.macroEnabled')), 'macro'],
    ['a control', () => docx({ 'word/activeX/activeX1.xml': '<x/>' }), 'macro'],
    ['macros of LibreOffice', () => odt({ 'Basic/Standard/Module1.xml': '<x/>' }), 'macro'],
    ['21 MB', () => Buffer.concat([PDF, Buffer.alloc(21 * 1024 * 1024, 'a')]), 'lớn hơn 20 MB'],
  ])('is refused with a sentence: %s', async (_what, content, sentence) => {
    const answer = await send(organizer, [PDF, 'a.pdf'], [content(), 'tai-lieu.docx']).expect(422);
    expect(answer.text).toContain(sentence);
    expect(await rows()).toEqual([]);
    expect(incoming()).toEqual([]);
  });
});
