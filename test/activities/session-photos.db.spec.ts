import { readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Test } from 'supertest';
import { EventLog } from '../../src/events/event-log.js';
import { FileSweep } from '../../src/files/file-sweep.js';
import type { FileRow } from '../../src/files/files.entities.js';
import { coloured, fromCamera } from '../support/pictures.js';
import type { Member } from '../support/world.js';
import { Field } from './field.js';

let field: Field;
let trainer: Member;
let viewer: Member;
let elsewhere: Member;
const SESSION = '/activities/T/sessions/2';
const PHOTOS = `${SESSION}/photos`;

beforeAll(async () => {
  field = await Field.create();
  await field.good('activities', 'code,plan,kind,title,unit,status\nT,P,training,Kỹ năng,C,');
  await field.good('sessions', 'activity,number,date,status\nT,1,2025-05-01,held\nT,2,2025-05-02,held');
  // Somebody from elsewhere is on the roster: the activity exists there, and its photos do not.
  await field.good('participations', 'activity,person,group\nT,p1,teacher\nT,p6,teacher');
  trainer = await field.world.member('trainer', field.places.get('C'));
  viewer = await field.world.member('viewer', field.places.get('C'));
  elsewhere = await field.world.member('trainer', field.places.get('A'));
});
afterAll(() => field.world.close());
beforeEach(() => field.world.database.transaction(() => field.world.database.execute('DELETE FROM files')));

const rows = (): Promise<FileRow[]> => field.world.database.rows<FileRow>('SELECT * FROM files ORDER BY id');
const incoming = (): string[] => readdirSync(join(field.world.settings.dataDir, 'incoming'));
const folder = (): string => join(field.world.settings.dataDir, 'files');
const onDisk = (): string[] =>
  readdirSync(folder(), { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(folder(), name)).isFile(),
  );

function send(member: Member, files: [Buffer, string][], note = ''): Test {
  const request = field.world.request().post(PHOTOS).set('Cookie', member.cookie);
  request.field('_csrf', member.csrf).field('note', note);
  for (const [content, name] of files) request.attach('file', content, name);
  return request;
}

async function bytesOf(member: Member, address: string): Promise<Buffer> {
  const answer = await member.get(address).buffer(true).expect(200);
  return answer.body as Buffer;
}

describe('a photo of a session', () => {
  it('is kept upright and without what the camera wrote about it, and shown on the page', async () => {
    const original = await fromCamera();
    expect((await sharp(original).metadata()).exif?.toString('latin1')).toContain('Camera');
    const done = await send(trainer, [[original, 'Lò Thị Hoa.jpg']], 'Hội trường').expect(303);
    expect(done.headers.location).toBe(`${SESSION}#photos`);
    const [row] = await rows();
    expect(row).toMatchObject({ kind: 'photo', name: '', note: 'Hội trường', author_id: trainer.id });
    for (const path of [`${PHOTOS}/${row?.id}`, `${PHOTOS}/${row?.id}/preview`]) {
      const kept = await bytesOf(trainer, path);
      const { format, width, height, exif, icc, orientation } = await sharp(kept).metadata();
      expect({ format, width, height, exif, icc, orientation }).toEqual({ format: 'jpeg', width: 40, height: 60 });
      expect(kept.toString('latin1')).not.toMatch(/Exif|Camera|GPS/);
    }
    const { text } = await trainer.get(SESSION).expect(200);
    expect(text).toContain(`<img src="${PHOTOS}/${row?.id}/preview" alt="Ảnh 1: Hội trường"`);
    expect(text).not.toContain('Lò Thị Hoa');
    expect(text).toContain('mỗi ảnh tối đa 15 MB, mỗi lần tối đa 10 ảnh');
    expect((await trainer.get(`${SESSION}/attendance`)).text).toContain(`href="${PHOTOS}"`);
    expect(incoming()).toEqual([]);
  });

  it('is kept by the browser of its reader alone, who asks each time', async () => {
    await send(trainer, [[await coloured(), 'a.jpg']]).expect(303);
    const address = `${PHOTOS}/${(await rows())[0]?.id}`;
    const { headers } = await trainer.get(address).expect(200);
    expect(headers).toMatchObject({
      'content-type': 'image/jpeg',
      'cache-control': 'private, no-cache',
      'x-content-type-options': 'nosniff',
      'content-disposition': expect.stringMatching(/^inline; filename\*=UTF-8''T-2-\d+\.jpg$/),
    });
    await trainer.get(address).set('If-None-Match', String(headers.etag)).expect(304);
    await elsewhere.get(address).set('If-None-Match', String(headers.etag)).expect(404);
  });

  it('of another session has not this address', async () => {
    await send(trainer, [[await coloured(), 'a.jpg']]).expect(303);
    await trainer.get(`/activities/T/sessions/1/photos/${(await rows())[0]?.id}`).expect(404);
  });

  it('sent twice is one photo, in two forms and in one, also by two people at once', async () => {
    const content = await coloured();
    const [one, two] = await Promise.all([
      send(trainer, [[content, 'a.jpg']]),
      send(trainer, [
        [content, 'b.jpg'],
        [content, 'c.jpg'],
      ]),
    ]);
    expect([one.status, two.status]).toEqual([303, 303]);
    expect(await rows()).toHaveLength(1);
    await send(trainer, [[content, 'a.jpg']]).expect(303);
    expect((await trainer.get(SESSION)).text).toContain('Ảnh này đã có');
    expect(await rows()).toHaveLength(1);
  });

  it('is made smaller where it is large', async () => {
    await send(trainer, [[await coloured(3000, 1500, 'png'), 'a.png']]).expect(303);
    const { width, height } = await sharp(await bytesOf(trainer, `${PHOTOS}/${(await rows())[0]?.id}`)).metadata();
    expect([width, height]).toEqual([2000, 1000]);
  });

  it('whose row could not be written leaves a file that nobody names, and no row without a file', async () => {
    const spy = jest.spyOn(field.world.get(EventLog), 'record').mockRejectedValueOnce(new Error('killed'));
    await send(trainer, [[await coloured(), 'a.jpg']]).expect(500);
    spy.mockRestore();
    expect(await rows()).toEqual([]);
    for (const name of onDisk()) utimesSync(join(folder(), name), new Date(0), new Date(0));
    expect(await field.world.get(FileSweep).sweep()).toBeGreaterThanOrEqual(2);
    expect(onDisk()).toEqual([]);
  });

  it('is taken off with an event, and its files go an hour later', async () => {
    await send(trainer, [[await coloured(), 'a.jpg']]).expect(303);
    const [row] = await rows();
    await elsewhere.post(`${PHOTOS}/${row?.id}/removal`).expect(404);
    await trainer.post(`${PHOTOS}/${row?.id}/removal`).expect(303);
    await trainer.post(`${PHOTOS}/${row?.id}/removal`).expect(303);
    expect((await trainer.get('/activities/T/sessions/1')).text).toContain('Việc này đã được làm trước đó');
    await trainer.get(`${PHOTOS}/${row?.id}`).expect(404);
    const events = await field.world.database.rows<{ kind: string; detail: string }>(
      "SELECT kind, detail FROM events WHERE kind LIKE 'file.%' ORDER BY id DESC LIMIT 2",
    );
    expect(events.map(({ kind }) => kind)).toEqual(['file.removed', 'file.added']);
    expect(JSON.parse(events[0]?.detail ?? '')).toMatchObject({ activity: 'T', session: 2, sha256: row?.sha256 });

    await field.world.get(FileSweep).sweep();
    expect(onDisk().some((name) => name.endsWith(String(row?.sha256)))).toBe(true);
    for (const name of onDisk()) utimesSync(join(folder(), name), new Date(0), new Date(0));
    await field.world.get(FileSweep).sweep();
    expect(onDisk()).toEqual([]);
  });
});

describe('who may', () => {
  it('see photos is who sees the whole roster', async () => {
    await send(trainer, [[await coloured(), 'a.jpg']]).expect(303);
    const address = `${PHOTOS}/${(await rows())[0]?.id}`;
    for (const path of [address, `${address}/preview`, PHOTOS]) {
      await viewer.get(path).expect(403);
      await elsewhere.get(path).expect(404);
      await field.world.request().get(path).expect(303);
    }
    for (const member of [viewer, elsewhere]) {
      expect((await member.get(SESSION).expect(200)).text).not.toContain('/photos');
    }
  });

  it('add one is who takes attendance there', async () => {
    await send(viewer, [[await coloured(), 'a.jpg']]).expect(403);
    await send(elsewhere, [[await coloured(), 'a.jpg']]).expect(404);
    const forged = field.world.request().post(PHOTOS).set('Cookie', trainer.cookie).field('_csrf', 'no');
    await forged.attach('file', await coloured(), 'a.jpg').expect(403);
    expect(await rows()).toEqual([]);
    expect(incoming()).toEqual([]);
  });
});

describe('what is no photo', () => {
  const svg = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic'), Buffer.alloc(500)]);

  it.each([
    ['an SVG under another name', () => Buffer.from(svg), 'không phải ảnh JPEG'],
    ['HEIC', () => heic, 'Tương thích nhất'],
    ['a GIF', () => Buffer.from('GIF89a\x01\0\x01\0\0\0\0;', 'latin1'), 'không phải ảnh JPEG'],
    ['a photo that was cut off', async () => (await noise()).subarray(0, 20_000), 'bị hỏng'],
    ['a bomb', () => coloured(9000, 9000, 'png'), '50 triệu điểm ảnh'],
    ['40 MB', () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(40 * 1024 * 1024)]), 'lớn hơn 15 MB'],
    ['nothing', () => Buffer.alloc(0), 'Chọn ít nhất một tệp'],
  ])('is refused with a sentence, and what was typed stays: %s', async (_what, content, sentence) => {
    const answer = await send(trainer, [[await content(), 'anh.jpg']], 'Hội trường thôn').expect(422);
    expect(answer.text).toContain(sentence);
    expect(answer.text).toContain('value="Hội trường thôn"');
    expect(await rows()).toEqual([]);
    expect(incoming()).toEqual([]);
    expect((await trainer.get(PHOTOS).expect(200)).text).not.toContain(sentence);
  });

  it('takes the good ones of its form with it', async () => {
    const mixed: [Buffer, string][] = [[await coloured(), 'a.jpg'], [Buffer.from(svg), 'b.png']]; // prettier-ignore
    expect((await send(trainer, mixed).expect(422)).text).toContain('b.png không phải');
    expect(await rows()).toEqual([]);
  });

  it('is more at once, or in all, than there is room for', async () => {
    const many: [Buffer, string][] = [];
    for (let at = 0; at < 11; at += 1) many.push([await coloured(), `${at}.jpg`]);
    expect((await send(trainer, many).expect(422)).text).toContain('tối đa 10 tệp');
    for (let round = 0; round < 3; round += 1) {
      const ten: [Buffer, string][] = [];
      for (let at = 0; at < 10; at += 1) ten.push([await coloured(61 + round * 10 + at), `${at}.jpg`]);
      await send(trainer, ten).expect(303);
    }
    expect((await send(trainer, many.slice(0, 1)).expect(422)).text).toContain('tối đa 30 ảnh');
    expect(await rows()).toHaveLength(30);
  });
});

/** A picture that does not shrink. */
function noise(): Promise<Buffer> {
  const raw = Buffer.from(Array.from({ length: 300 * 200 * 3 }, (_, at) => (at * 7919) % 251));
  return sharp(raw, { raw: { width: 300, height: 200, channels: 3 } })
    .jpeg({ quality: 100 })
    .toBuffer();
}
