import fc from 'fast-check';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { mediaOf as picturesIn } from '../../src/web/markdown.js';
import type { CourseContent } from '../../src/courses/course-content.js';
import { readCourseFolder, type ReadCourse } from '../../src/courses/course-folder-reader.js';
import { courseFolder } from '../../src/courses/course-folder-writer.js';
import { folderSource, zipSource } from '../../src/courses/course-source.js';
import type { TextFile } from '../../src/courses/course-yaml-writer.js';
import { courseZip } from '../../src/courses/course-zip.js';
import { openSafeZip } from '../../src/files/safe-zip.js';
import type { BankQuestion } from '../../src/quizzes/presentation.js';
import { writeZip } from '../files/hostile-zip.js';
import { courseAbout, courseContent } from './random-course.js';

const folder = mkdtempSync(join(tmpdir(), 'lan-toa-course-'));
let count = 0;
const next = (): string => join(folder, String((count += 1)));

function inFolder(files: Record<string, string | Buffer>): string {
  const root = next();
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), bytes);
  }
  return root;
}
const readFolder = async (files: Record<string, string | Buffer>): Promise<ReadCourse> =>
  readCourseFolder(await folderSource(inFolder(files)));
const faults = async (files: Record<string, string | Buffer>): Promise<string[]> =>
  (await readFolder(files)).faults.map(({ file, line, key, params }) =>
    [`${file}:${line}`, key, ...Object.values(params)].join(' '),
  );

const YML = `format: 1
title: Thử
language: vi
sections:
  - title: Một
    lessons:
      - {key: doc, title: Đọc, text: lessons/doc.md}
      - {key: to-roi, title: Tờ rơi, file: media/a.pdf}
      - {key: hoi, title: Hỏi, quiz: {items: [{question: q-1}], pass_mark: 50}}
questions: [quizzes/q.gift]
`;
const WHOLE = {
  'course.yml': YML,
  'lessons/doc.md': 'Chào\n\n![ảnh](media/a.jpg)\n',
  'media/a.pdf': 'x',
  'media/a.jpg': 'x',
  'quizzes/q.gift': '// [id:q-1]\n::Một::Đúng? {T}\n',
};

const QUESTIONS: BankQuestion[] = [
  {
    topic: 'B',
    question: {
      kind: 'ordering',
      ref: 'b-1',
      title: '',
      text: '{=~#:\\}\n![x](media/q.jpg)',
      feedback: '',
      items: ['một', '2 -> 3'],
    },
  },
  {
    topic: 'A',
    question: {
      ...{ kind: 'numerical', ref: 'a-1', title: 'Số', text: 'π?', feedback: 'Gần 3,14' },
      answers: [{ value: 3.14, tolerance: 0.01, weight: 100, feedback: 'Đúng' }],
    },
  },
];

/** What a bank must have so that the quizzes of a course find what they ask. */
function bankFor(content: CourseContent): Map<string, string> {
  const bank = new Map<string, string>();
  const quizzes = content.sections.flatMap(({ lessons }) =>
    lessons.flatMap(({ body }) => (body.kind === 'quiz' ? [body.quiz] : [])),
  );
  for (const item of quizzes.flatMap(({ items }) => items)) {
    if ('question' in item) bank.set(item.question, ' none');
    else for (let at = 0; at < 100; at += 1) bank.set(`${bank.size} `, item.topic);
  }
  return bank;
}
function mediaFor(content: CourseContent): string[] {
  const bodies = content.sections.flatMap(({ lessons }) => lessons.map(({ body }) => body));
  const names = bodies.flatMap((body) => [
    ...('media' in body ? [body.media] : []),
    ...('captions' in body ? body.captions.map(({ media }) => media) : []),
    ...picturesIn(body.markdown),
  ]);
  return [...new Set(['q.jpg', ...names])].sort();
}

describe('a course as a folder', () => {
  it('is read whole', async () => {
    const { course, faults: none } = await readFolder(WHOLE);
    expect(none).toEqual([]);
    expect(course?.media).toEqual(['a.jpg', 'a.pdf']);
    expect(course?.content.sections[0]?.lessons[0]?.body).toEqual({
      kind: 'text',
      markdown: 'Chào\n\n![ảnh](media/a.jpg)',
    });
    expect(course?.questions).toMatchObject([{ question: { ref: 'q-1', kind: 'true_false' }, file: 'quizzes/q.gift' }]);
  });

  it('tells everything that is wrong with it, each with its file and line', async () => {
    expect(await faults({ 'README.md': '' })).toEqual(['course.yml:0 no_course']);
    expect(await faults({ ...WHOLE, 'lessons/doc.md': 'a\n\n![x](media/none.jpg)', 'media/a.jpg': 'x' })).toEqual([
      'lessons/doc.md:3 picture_missing media/none.jpg',
      'media/a.jpg:0 file_unused',
    ]);
    expect(await faults({ 'course.yml': YML, 'README.md': 'not of the course' })).toEqual([
      'course.yml:7 file_missing lessons/doc.md',
      'course.yml:8 file_missing media/a.pdf',
      'course.yml:10 file_missing quizzes/q.gift',
      'course.yml:9 question_unknown q-1',
    ]);
    expect(await faults({ ...WHOLE, 'lessons/doc.md': Buffer.from([0xff, 0xfe]), 'media/a.jpg': '' })).toEqual([
      'lessons/doc.md:0 no_text 60',
      'media/a.jpg:0 file_unused',
    ]);
    const broken = '// [id:q-1]\n::Một::Đúng? {T}\n\n::Hai::Sai {\n=a\n~b\n\n::Ba::? {T}\n';
    const found = await faults({ ...WHOLE, 'quizzes/q.gift': broken });
    expect(found[0]).toMatch(/^quizzes\/q\.gift:[4-8] gift/);
    const twice = '// [id:q-1]\nA {T}\n\n// [id:q-1]\nB {F}\n';
    expect((await faults({ ...WHOLE, 'quizzes/q.gift': twice }))[0]).toMatch(/^quizzes\/q\.gift:\d gift .*q-1/);
  });

  it('does not follow links out of it, and does not mind what systems and git leave in it', async () => {
    const root = inFolder({ ...WHOLE, '.git/config': 'x', '.DS_Store': 'x', 'Thumbs.db': 'x' });
    expect((await readCourseFolder(await folderSource(root))).faults).toEqual([]);
    symlinkSync('/etc/passwd', join(root, 'media', 'b.pdf'));
    await expect(folderSource(root)).rejects.toThrow('courses.folder_link');
    await expect(folderSource(join(folder, 'none'))).rejects.toThrow('courses.no_folder');
  });

  it('may be a ZIP, also with one folder around it', async () => {
    const entries = Object.entries(WHOLE).map(([name, content]) => ({ name: `khoa-hoc/${name}`, content }));
    const path = writeZip(next(), [...entries, { name: '__MACOSX/khoa-hoc/._course.yml' }]);
    const zip = await openSafeZip(path);
    expect((await readCourseFolder(zipSource(zip))).faults).toEqual([]);
    zip.close();
  });
});

describe('a course that is written', () => {
  it('is read again without loss, and written again with the same bytes, through a ZIP', async () => {
    await fc.assert(
      fc.asyncProperty(courseAbout, courseContent, async (about, content) => {
        const texts = courseFolder(about, content, QUESTIONS);
        const media = mediaFor(content).map((name) => ({ name, read: () => bytesOf(`media ${name}`) }));
        const path = next();
        const pieces: Uint8Array[] = [];
        for await (const piece of courseZip(texts, media, '2026-11-29')) pieces.push(piece);
        writeFileSync(path, Buffer.concat(pieces));
        const zip = await openSafeZip(path);
        const source = zipSource(zip);
        const { course, faults: found } = await readCourseFolder(source, bankFor(content));
        expect(found).toEqual([]);
        expect(course?.about).toEqual(about);
        expect(course?.content).toEqual(content);
        expect(course?.media).toEqual(mediaFor(content));
        const questions = course?.questions ?? [];
        expect(questions.map(({ topic, question }) => ({ topic, question }))).toEqual([...QUESTIONS].reverse());
        const again: TextFile[] = course ? courseFolder(course.about, course.content, questions) : [];
        expect(again).toEqual(texts);
        for (const { name } of media) expect(await source.text(`media/${name}`, 1000)).toBe(`media ${name}`);
        zip.close();
      }),
      { numRuns: 60 },
    );
  });
});

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text.slice(0, 3));
  yield Buffer.from(text.slice(3));
}
