import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Test } from 'supertest';
import sharp from 'sharp';
import type { CourseMedia } from '../../src/courses/courses.entities.js';
import { mediaName } from '../../src/courses/media-intake.js';
import { FileCopies } from '../../src/files/file-copies.js';
import { FileSweep } from '../../src/files/file-sweep.js';
import { manifest } from '../packages/manifests.js';
import { zip } from '../interchange/workbook.js';
import { fromCamera } from '../support/pictures.js';
import { ROOT } from '../support/command.js';
import type { Member } from '../support/world.js';
import { Classroom } from './classroom.js';

let room: Classroom;
let author: Member;
let stranger: Member;
let viewer: Member;
const MEDIA = '/courses/K/media';
const fixture = (name: string): Buffer => readFileSync(join(ROOT, 'test', 'fixtures', 'media', name));
const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n');
const VTT = Buffer.from('WEBVTT\n\n00:00.000 --> 00:01.000\nXin chào\n');
const scorm = (): Buffer => zip({ 'imsmanifest.xml': manifest('1.2'), 'index.html': '<p>Bài một' });

beforeAll(async () => {
  room = await Classroom.create();
  const { world, places } = room.field;
  author = await world.member('trainer', places.get('C'));
  viewer = await world.member('viewer', places.get('C'));
  stranger = await world.member('organizer', places.get('A'));
});
afterAll(() => room.field.world.close());
beforeEach(async () => {
  const { database } = room.field.world;
  await database.transaction(() => database.execute('DELETE FROM course_media'));
});

const rows = async (): Promise<CourseMedia[]> => [...(await room.store.media(room.id)).values()];
const incoming = (): string[] => readdirSync(join(room.field.world.settings.dataDir, 'incoming'));

function send(member: Member, content: Buffer, name: string): Test {
  const request = room.field.world.request().post(MEDIA).set('Cookie', member.cookie).field('_csrf', member.csrf);
  return request.attach('file', content, name);
}

describe('a file of a course', () => {
  it.each<[string, () => Buffer | Promise<Buffer>, Partial<CourseMedia>]>([
    ['Tờ rơi.PDF', () => PDF, { name: 'to-roi.pdf', kind: 'pdf', media_type: 'application/pdf' }],
    ['Phim.vi.txt', () => VTT, { name: 'phim.vi.vtt', kind: 'captions', media_type: 'text/vtt' }],
    ['ảnh.png', fromCamera, { name: 'anh.jpg', kind: 'picture', media_type: 'image/jpeg' }],
    [
      'phim.html',
      () => fixture('film.mp4'),
      { name: 'phim.html.mp4', kind: 'video', media_type: 'video/mp4', seconds: 3 },
    ],
    ['a.webm', () => fixture('film.webm'), { name: 'a.webm', kind: 'video', media_type: 'video/webm', seconds: 2 }],
    ['a.mp3', () => fixture('tone.mp3'), { kind: 'audio', media_type: 'audio/mpeg' }],
    ['a.m4a', () => fixture('tone.m4a'), { kind: 'audio', media_type: 'audio/mp4' }],
    ['a.ogg', () => fixture('tone.ogg'), { kind: 'audio', media_type: 'audio/ogg', seconds: 2 }],
    ['a.wav', () => fixture('tone.wav'), { kind: 'audio', media_type: 'audio/wav', seconds: 1 }],
    ['Gói.zip', scorm, { name: 'goi.zip', kind: 'package', media_type: 'application/zip' }],
  ])('is what its content says: %s', async (name, content, expected) => {
    await send(author, await content(), name).expect(303);
    const [row] = await rows();
    expect(row).toMatchObject({ ...expected, author_id: author.id });
    expect(row?.detail === null).toBe(expected.kind !== 'package');
    if (expected.kind === 'audio') expect(row?.seconds).toBeGreaterThanOrEqual(1);
    expect(incoming()).toEqual([]);
  });

  it.each<[string, () => Buffer, string]>([
    [
      'SVG',
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
      'không thuộc loại nhận được',
    ],
    ['HTML named a video', () => Buffer.from('<!doctype html><script>alert(1)</script>'), 'không thuộc loại nhận được'],
    ['a text', () => Buffer.from('xin chào'), 'không phải phụ đề WebVTT'],
    [
      'nothing but the beginning of a video',
      () => Buffer.concat([fixture('film.mp4').subarray(0, 40), Buffer.alloc(60)]),
      'bị hỏng',
    ],
    ['a program', () => Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200, 1)]), 'không thuộc loại nhận được'],
    ['an archive without a manifest', () => zip({ 'a.html': 'x' }), 'imsmanifest.xml'],
    ['a broken picture', () => Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]), 'bị hỏng'],
    ['nothing', () => Buffer.alloc(0), 'Chọn ít nhất một tệp'],
  ])('is refused where it is %s', async (_, content, why) => {
    const { text } = await send(author, content(), 'phim.mp4').expect(422);
    expect(text).toContain(why);
    expect(await rows()).toEqual([]);
    expect(incoming()).toEqual([]);
  });

  it('is drawn anew where it is a picture with something behind it', async () => {
    const polyglot = Buffer.concat([await fromCamera(), Buffer.from('<script>alert(1)</script>PK\x03\x04')]);
    await send(author, polyglot, 'a.jpg').expect(303);
    const { body } = await author.get(`${MEDIA}/a.jpg`).buffer(true).expect(200);
    expect((body as Buffer).includes('script')).toBe(false);
    expect((await sharp(body as Buffer).metadata()).exif).toBeUndefined();
  });

  it('too large is not read at all', async () => {
    const { text } = await room.field.world
      .request()
      .post(MEDIA)
      .set({
        Cookie: author.cookie,
        'Content-Type': 'multipart/form-data; boundary=x',
        'Content-Length': String(3 * 1024 ** 3),
      })
      .send('--x')
      .expect(413)
      .expect('Connection', 'close');
    expect(text).toContain('2.048 MB');
    expect(incoming()).toEqual([]);
  });

  it('keeps its bytes under its name: the same again is the same, others get another name', async () => {
    await Promise.all([send(author, VTT, 'a.vtt'), send(author, VTT, 'a.vtt')]);
    const other = Buffer.from(`${VTT.toString()}\n00:02.000 --> 00:03.000\nx\n`);
    await send(author, other, 'a.vtt').expect(303);
    await send(author, other, 'a.vtt').expect(303);
    expect((await rows()).map(({ name, bytes }) => [name, bytes])).toEqual([
      ['a-2.vtt', other.length],
      ['a.vtt', VTT.length],
    ]);
  });

  it('that a lesson of any version shows stays, and it is said where', async () => {
    const used = await Classroom.create();
    const { world, places } = used.field;
    const trainer = await world.member('trainer', places.get('C'));
    const upload = (name: string): Test =>
      world.request().post(MEDIA).set('Cookie', trainer.cookie).field('_csrf', trainer.csrf).attach('file', PDF, name);
    await upload('a.pdf').expect(303);
    await upload('b.pdf').expect(303);
    await used.editing.addSection(await used.at(), 'A');
    await used.editing.addLesson(await used.at(), 0, 'Tờ rơi', { kind: 'file', media: 'a.pdf', markdown: '' });
    await used.editing.publish(await used.at(), null);
    await used.editing.newDraft('K');
    await used.editing.removeLesson(await used.at(), 'to-roi');
    const page = await trainer.get(MEDIA).expect(200);
    expect(page.text).toContain('Dùng trong: Tờ rơi (phiên bản 1)');
    expect(page.text).toContain(`${MEDIA}/b.pdf/removal`);
    expect(page.text).not.toContain(`${MEDIA}/a.pdf/removal`);
    for (const name of ['a.pdf', 'b.pdf', 'b.pdf']) await trainer.post(`${MEDIA}/${name}/removal`).expect(303);
    expect([...(await used.store.media(used.id)).keys()]).toEqual(['a.pdf']);
    await world.close();
  });

  it('is named to backups and to the sweep', async () => {
    await send(author, PDF, 'a.pdf').expect(303);
    const [row] = await rows();
    const { database, settings } = room.field.world;
    const copies = new FileCopies(database, settings.dataDir);
    expect(await copies.names()).toContain(row?.sha256);
    await room.field.world.get(FileSweep).sweep();
    expect(await copies.has(row?.sha256 ?? '')).toBe(true);
  });

  it('is brought by who may write the course', async () => {
    await send(viewer, PDF, 'a.pdf').expect(403);
    await send(stranger, PDF, 'a.pdf').expect(404);
    expect(incoming()).toEqual([]);
  });
});

describe('the name of a file', () => {
  it.each<[string, string, string]>([
    ['Đường về nhà.MP4', 'mp4', 'duong-ve-nha.mp4'],
    ['phim.vi.vtt', 'vtt', 'phim.vi.vtt'],
    ['../../etc/passwd', 'pdf', 'etc-passwd.pdf'],
    ['ảnh.jpeg', 'jpg', 'anh.jpg'],
    ['???', 'zip', 'tep.zip'],
    [`${'a'.repeat(200)}.pdf`, 'pdf', `${'a'.repeat(80)}.pdf`],
  ])('%s', (original, ending, expected) => expect(mediaName(original, ending)).toBe(expected));
});
