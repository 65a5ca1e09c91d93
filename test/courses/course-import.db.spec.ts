import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../src/config/root.js';
import { CourseExport, type ExportedCourse } from '../../src/courses/course-export.js';
import { writeCourseFolder } from '../../src/courses/course-folder-files.js';
import { CourseImport, type ImportedCourse } from '../../src/courses/course-import.js';
import { openCourse } from '../../src/courses/course-source.js';
import { courseZip } from '../../src/courses/course-zip.js';
import { Field } from '../activities/field.js';

const GIVEN = join(ROOT, 'demo', 'courses', 'LDTE-GV');
const folder = mkdtempSync(join(tmpdir(), 'lan-toa-import-'));
let field: Field;

beforeAll(async () => {
  field = await Field.create();
});
afterAll(() => field.world.close());

async function take(
  path: string,
  target: { plan?: string; unit?: string | null; code?: string } = {},
): Promise<ImportedCourse> {
  const source = await openCourse(path);
  const { plan = 'P', unit = 'C', code = null } = target;
  return field.world
    .get(CourseImport)
    .take(source, { plan, unit, code })
    .finally(() => source.close());
}
const exported = (code: string): Promise<ExportedCourse> => field.world.get(CourseExport).of(code, null);
const count = async (table: string): Promise<number> =>
  Number((await field.world.database.row<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`))?.n);

async function bytes(course: ExportedCourse): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of courseZip(course.texts, course.media, '2026-11-29')) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe('a course that comes as files', () => {
  it('becomes the draft of a new course, once', async () => {
    expect(await take(GIVEN)).toEqual({ faults: [], code: 'LDTE-GV', isNew: true, isChanged: true, questions: 10 });
    const before = [await count('events'), await count('course_versions'), await count('course_media')];
    expect(await take(GIVEN)).toEqual({ faults: [], code: 'LDTE-GV', isNew: false, isChanged: false, questions: 0 });
    expect([await count('events'), await count('course_versions'), await count('course_media')]).toEqual(before);
  });

  it('is given out again, and comes back from a folder and from a ZIP with the same bytes', async () => {
    const one = await exported('LDTE-GV');
    const [out, zip] = [join(folder, 'out'), join(folder, 'out.zip')];
    await writeCourseFolder(out, one);
    expect(await take(out)).toMatchObject({ isChanged: false });
    writeFileSync(zip, await bytes(one));
    expect(await take(zip, { code: 'KH-2' })).toMatchObject({ code: 'KH-2', isNew: true, questions: 0 });
    const two = await exported('KH-2');
    expect(two.texts.slice(1)).toEqual(one.texts.slice(1));
    expect(two.texts[0]?.text.replace('KH-2', 'LDTE-GV')).toBe(one.texts[0]?.text);
    expect(two.media.map(({ name }) => name)).toEqual(one.media.map(({ name }) => name));
    await writeCourseFolder(out, await exported('LDTE-GV'));
    await expect(writeCourseFolder(folder, one)).rejects.toThrow('courses.folder_other');
  });

  it('is taken whole or not at all', async () => {
    const broken = await exported('LDTE-GV');
    const [yml] = broken.texts;
    if (yml) yml.text = yml.text.replace('media/to-roi.pdf', 'media/bac-thang-tuoi.jpg').replace('LDTE-GV', 'KH-3');
    broken.media = [{ name: 'bac-thang-tuoi.jpg', read: () => pieces('<svg onload="x">') }];
    const path = join(folder, 'broken');
    await writeCourseFolder(path, broken);
    const before = await count('activities');
    const { faults } = await take(path);
    expect(faults.map(({ file, key, params }) => [file, key, params.why])).toEqual([
      ['media/bac-thang-tuoi.jpg', 'media', 'courses.media_unknown'],
    ]);
    expect(await count('activities')).toBe(before);
  });

  it('brings the pictures of its questions, and those that a lesson shows too', async () => {
    const picture = readFileSync(join(GIVEN, 'media', 'bac-thang-tuoi.jpg'));
    const lesson = '- {key: a, title: A, text: lessons/a.md}';
    const quiz = '- {key: b, title: B, quiz: {items: [{question: anh-1}], pass_mark: 50}}';
    const path = join(folder, 'pictures');
    await writeCourseFolder(path, {
      ...{ code: 'KH-5', number: 1, day: '2026-11-29' },
      texts: [
        {
          name: 'course.yml',
          text: `format: 1\ncode: KH-5\ntitle: X\nlanguage: vi\nsections:\n- title: S\n  lessons:\n  ${lesson}\n  ${quiz}\nquestions: [quizzes/q.gift]\n`,
        },
        { name: 'lessons/a.md', text: '![x](media/hinh.jpg)\n' },
        { name: 'quizzes/q.gift', text: '// [id:anh-1]\n[markdown]![x](media/hinh.jpg) {T}\n' },
      ],
      media: [{ name: 'hinh.jpg', read: () => pieces(picture) }],
    });
    expect(await take(path)).toMatchObject({ faults: [], isNew: true, questions: 1 });
    expect(await count("question_media WHERE name = 'hinh.jpg'")).toBe(1);
    expect(await count("course_media WHERE name = 'hinh.jpg'")).toBe(1);
    const one = await exported('KH-5');
    await writeCourseFolder(path, one);
    expect(await take(path)).toMatchObject({ isChanged: false });
    expect(await bytes(await exported('KH-5'))).toEqual(await bytes(one));
  });

  it('needs a place where it is new, and its own plan where it is not', async () => {
    await expect(take(GIVEN, { code: 'KH-4', unit: null })).rejects.toThrow('courses.import_unit');
    await expect(take(GIVEN, { plan: 'NONE' })).rejects.toThrow('plan.not_found');
    expect(await count("activities WHERE code = 'KH-4'")).toBe(0);
  });
});

async function* pieces(text: string | Buffer): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
