import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ZIP_LIMITS } from '../../src/files/safe-zip.js';
import { Field } from '../activities/field.js';
import { hostileZip } from '../files/hostile-zip.js';
import type { Member } from '../support/world.js';
import { packed, sendZip, smallCourse } from './brought-in.js';

const NEW = '/courses/new/import?plan=P';
let field: Field;
let trainer: Member;
beforeAll(async () => {
  field = await Field.create();
  trainer = await field.world.member('trainer', field.places.get('C'));
});
afterAll(() => field.world.close());

/** How many rows there are of everything that a course brings. */
async function everything(): Promise<number[]> {
  const tables = ['activities', 'courses', 'course_versions', 'course_lessons', 'course_media', 'questions', 'events'];
  const counts = tables.map((table) => field.world.database.row<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`));
  return (await Promise.all(counts)).map((row) => Number(row?.n));
}

describe('a ZIP that is no course', () => {
  it.each<[string, () => Buffer, RegExp]>([
    ['no ZIP', () => Buffer.from('%PDF-1.7\n'), /khoa-hoc\.zip không phải tệp ZIP/],
    ['cut off', () => packed(smallCourse()).subarray(0, 200), /không đọc được: khoa-hoc\.zip/],
    ['no course', () => packed({ 'imsmanifest.xml': '<manifest/>' }), /Không có tệp course\.yml/],
    ['a name that leads out', () => hostileZip([{ name: '../../etc/x' }]), /\.\.\/\.\.\/etc\/x/],
    ['a link', () => hostileZip([{ name: 'media/x', mode: 0o120777 }]), /media\/x/],
    ['a bomb', () => hostileZip([{ name: 'x', claims: ZIP_LIMITS.unpackedBytes + 1 }]), /lớn hơn 2\.048 MB/],
    ['a fault in a line', () => packed(smallCourse({ yml: { 'minutes: 30': 'minutes: lâu' } })), /course\.yml, dòng 5/],
    ['a question that is none', () => packed(smallCourse({ yml: { 'question: tuoi': 'question: khac' } })), /khac/],
    ['an unused file', () => packed({ ...smallCourse(), 'media/x.pdf': '%PDF' }), /Không có bài nào dùng tệp này/],
    [
      'a picture that is none',
      () => packed({ ...smallCourse(), 'lessons/mot.md': '![x](media/x.png)', 'media/x.png': '<svg/>' }),
      /media\/x\.png/,
    ],
    [
      'a picture of a question that is none',
      () => packed({ ...smallCourse({ right: '![x](media/x.png)' }), 'media/x.png': '<svg onload="a">' }),
      /x\.png/,
    ],
  ])('is refused as a whole with a sentence: %s', async (_, content, sentence) => {
    const before = await everything();
    const { text } = await sendZip(field.world, trainer, NEW, content(), { unit: 'Xã C (C)' }).expect(422);
    expect(text).toMatch(sentence);
    expect(text).toContain('value="Xã C (C)"');
    expect(await everything()).toEqual(before);
    expect(readdirSync(join(field.world.settings.dataDir, 'incoming'))).toEqual([]);
  });

  it('needs a file and a place of the own territory', async () => {
    const before = await everything();
    expect((await sendZip(field.world, trainer, NEW, packed(smallCourse()), { unit: 'A' }).expect(422)).text).toContain(
      'id="unit-error"',
    );
    expect((await trainer.post(NEW, { unit: 'Xã C (C)' }).expect(422)).text).toContain('id="file-error"');
    expect(await everything()).toEqual(before);
  });
});
