import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Test } from 'supertest';
import type { CourseMedia } from '../../src/courses/courses.entities.js';
import { ROOT } from '../support/command.js';
import type { Member } from '../support/world.js';
import { Classroom } from './classroom.js';

let room: Classroom;
let author: Member;
let file: CourseMedia | undefined;
const FILM = '/courses/K/media/film.mp4';
const film = readFileSync(join(ROOT, 'test', 'fixtures', 'media', 'film.mp4'));
const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n');
const VTT = Buffer.from('WEBVTT\n\n00:00.000 --> 00:01.000\nXin chào\n');

beforeAll(async () => {
  room = await Classroom.create();
  const { world, places } = room.field;
  author = await world.member('trainer', places.get('C'));
  for (const [content, name] of [
    [film, 'film.mp4'],
    [PDF, 'a.pdf'],
    [VTT, 'a.vtt'],
  ] as const) {
    const request = world.request().post('/courses/K/media').set('Cookie', author.cookie).field('_csrf', author.csrf);
    await request.attach('file', content, name).expect(303);
  }
  file = (await room.store.media(room.id)).get('film.mp4');
});
afterAll(() => room.field.world.close());

const ask = (headers: Record<string, string> = {}): Test =>
  author
    .get(FILM)
    .set(headers)
    .buffer(true)
    .parse((response, done) => bytes(response as unknown as NodeJS.ReadableStream, done));
function bytes(response: NodeJS.ReadableStream, done: (error: Error | null, body: Buffer) => void): void {
  const pieces: Buffer[] = [];
  response.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => done(null, Buffer.concat(pieces)));
}

describe('a film', () => {
  it('comes as a whole, with what players need to know', async () => {
    const { body, headers } = await ask().expect(200);
    expect(body).toEqual(film);
    expect(headers).toMatchObject({
      ...{ 'content-type': 'video/mp4', 'accept-ranges': 'bytes', 'content-length': String(film.length) },
      ...{ etag: `"${file?.sha256}"`, 'x-content-type-options': 'nosniff', 'cache-control': 'private, no-cache' },
      'content-disposition': 'inline; filename="film.mp4"',
    });
  });

  it.each<[string, number, number]>([
    ['bytes=0-', 0, film.length - 1],
    ['bytes=100-199', 100, 199],
    ['bytes=100-9999999', 100, film.length - 1],
    ['bytes=-50', film.length - 50, film.length - 1],
  ])('comes in parts: %s', async (range, start, end) => {
    const { body, headers } = await ask({ Range: range }).expect(206);
    expect(body).toEqual(film.subarray(start, end + 1));
    expect(headers['content-range']).toBe(`bytes ${start}-${end}/${film.length}`);
    expect(headers['content-length']).toBe(String(end - start + 1));
  });

  it.each(['bytes=0-1,5-9', 'bytes=9-5', 'lines=1-2'])(
    'comes as a whole where the range is none: %s',
    async (range) => {
      expect((await ask({ Range: range }).expect(200)).body).toEqual(film);
    },
  );

  it.each([`bytes=${film.length}-`, 'bytes=-0'])('has nothing beyond its end: %s', async (range) => {
    const { body, headers } = await ask({ Range: range }).expect(416);
    expect(headers['content-range']).toBe(`bytes */${film.length}`);
    expect(body).toHaveLength(0);
  });

  it('is sent in parts only to who knows this very file', async () => {
    const Range = 'bytes=0-9';
    await ask({ Range, 'If-Range': `"${file?.sha256}"` }).expect(206);
    await ask({ Range, 'If-Range': '"another"' }).expect(200);
    await ask({ Range, 'If-Range': 'Sun, 29 Nov 2026 00:00:00 GMT' }).expect(200);
    await ask({ Range, 'If-None-Match': `W/"${file?.sha256}"` }).expect(304);
  });

  it('tells about itself without its bytes', async () => {
    const { headers } = await room.field.world
      .request()
      .head(FILM)
      .set({ Cookie: author.cookie, Range: 'bytes=0-9' })
      .expect(200);
    expect(headers).toMatchObject({ 'content-length': String(film.length), 'accept-ranges': 'bytes' });
  });

  it('survives that somebody hangs up', async () => {
    await ask()
      .timeout(1)
      .catch(() => undefined);
    await ask().expect(200);
  });

  it('is there for who sees the course, and nobody else', async () => {
    const { world, places } = room.field;
    await (await world.member('viewer', places.get('C'))).get(FILM).expect(200);
    await (await world.member('organizer', places.get('A'))).get(FILM).expect(404);
    await world.request().get(FILM).expect(303);
    await author.get('/courses/K/media/none.mp4').expect(404);
    await author.get('/courses/K/media/..%2Fsecret').expect(404);
  });
});

describe('other files', () => {
  it('are a PDF that only we frame, captions as what they are, and downloads', async () => {
    const pdf = await author.get('/courses/K/media/a.pdf').expect(200);
    expect(pdf.headers['content-type']).toBe('application/pdf');
    expect(pdf.headers['content-security-policy']).toMatch(/^default-src 'none';.*frame-ancestors 'self'$/);
    expect(pdf.headers['x-frame-options']).toBe('SAMEORIGIN');
    const saved = await author.get('/courses/K/media/a.pdf?save=1').expect(200);
    expect(saved.headers['content-disposition']).toBe('attachment; filename="a.pdf"');
    expect(saved.headers['x-frame-options']).toBe('DENY');
    const captions = await author.get('/courses/K/media/a.vtt').expect(200);
    expect(captions.headers['content-type']).toBe('text/vtt; charset=utf-8');
  });
});
