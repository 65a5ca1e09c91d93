import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Test } from 'supertest';
import { ROOT } from '../../src/config/root.js';
import { openSafeZip } from '../../src/files/safe-zip.js';
import { hostileZip } from '../files/hostile-zip.js';
import type { Member, World } from '../support/world.js';

/** Files of a course by their names. */
export type CourseParts = Record<string, string | Buffer>;

const QUESTION = (text: string, right: string): string =>
  `$CATEGORY: Tuổi\n\n// [id:tuoi]\n::Độ tuổi::[markdown]${text} {=${right} ~14}\n`;
const COURSE = `format: 1
code: KH-1
title: Khóa học ngắn
language: vi
minutes: 30
sections:
  - title: Nhận biết
    lessons:
      - {key: mot, title: Bài một, text: lessons/mot.md}
      - {key: kiem-tra, title: Kiểm tra, quiz: {items: [{question: tuoi}], pass_mark: 50}}
questions: [quizzes/a.gift]
`;

/** A small course of a text and a quiz. @param with what is to be another way in `course.yml`, and the right answer */
export function smallCourse({
  yml = {},
  right = '16',
}: { yml?: Record<string, string>; right?: string } = {}): CourseParts {
  const text = Object.entries(yml).reduce((all, [from, to]) => all.replace(from, to), COURSE);
  return {
    'course.yml': text,
    'lessons/mot.md': 'Trẻ em là người dưới 16 tuổi.\n',
    'quizzes/a.gift': QUESTION('Trẻ em là người dưới bao nhiêu tuổi?', right),
  };
}

/** One of the courses that come with the product. */
export function givenCourse(name: string): CourseParts {
  const folder = join(ROOT, 'demo', 'courses', name);
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  return Object.fromEntries(
    names.map((each) => {
      const path = join(each.parentPath, each.name);
      return [path.slice(folder.length + 1), readFileSync(path)];
    }),
  );
}

export function packed(parts: CourseParts): Buffer {
  return hostileZip(Object.entries(parts).map(([name, content]) => ({ name, content })));
}

/** The files of a ZIP by their names, their bytes as text of one byte each. */
export async function unpacked(zip: Buffer): Promise<Map<string, string>> {
  const path = join(mkdtempSync(join(tmpdir(), 'lan-toa-course-')), 'course.zip');
  writeFileSync(path, zip);
  const open = await openSafeZip(path);
  const files = new Map<string, string>();
  for (const { name } of open.entries) {
    let text = '';
    for await (const piece of open.read(name)) text += Buffer.from(piece).toString('latin1');
    files.set(name, text);
  }
  open.close();
  return files;
}

/** Sends a file by the form of an address. */
export function sendZip(
  world: World,
  member: Member,
  address: string,
  content: Buffer,
  { name = 'khoa-hoc.zip', unit = '' } = {},
): Test {
  const request = world.request().post(address).set('Cookie', member.cookie).field('_csrf', member.csrf);
  return (unit === '' ? request : request.field('unit', unit)).attach('file', content, name);
}

/** Where the form of the page leads that shows what a file would do; '' where it has none. */
export function confirmOf(text: string): string {
  return (/action="(\/courses\/[^"]*import\/[^"]+)"/.exec(text)?.[1] ?? '')
    .replaceAll('&amp;', '&')
    .replaceAll('&#x3D;', '=');
}
