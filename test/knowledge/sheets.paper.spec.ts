import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import jsQR from 'jsqr';
import sharp from 'sharp';
import type { Question } from '../../src/quizzes/question.js';
import { BANK, TestClass } from './class.js';

// Its types are of an ES module, and it is none.
const decode = jsQR as unknown as (typeof jsQR)['default'];
const folder = mkdtempSync(join(tmpdir(), 'sheets-'));
const PDF = join(folder, 'sheets.pdf');
const LONG = 'Chị Vàng Thị Ẫm ở bản Nà Khương thấy một em bé ẵm hàng nặng lúc nửa đêm. '.repeat(14).trim();
let lesson: TestClass;

beforeAll(async () => {
  const longs = Array.from({ length: 6 }, (_, at): { topic: string; question: Question } => ({
    topic: 'Dài',
    question: {
      ...{ ref: `l${at}`, title: `Dài ${at}`, text: `Tình huống ${at}: ${LONG}`, feedback: '', kind: 'single' },
      choices: ['Một', 'Hai', 'Ba'].map((text, place) => ({
        ...{ text: `${text} của ${at}. ${LONG.slice(0, 200).trim()}`, weight: place === 0 ? 100 : 0, feedback: '' },
      })),
    },
  }));
  BANK.push(...longs);
  lesson = await TestClass.create('a1,Lò Văn An,A,1980\nkid,Sùng Thị Cúc,6A,2015', ['a1,teacher', 'kid,child']);
  await lesson.set({ questions: ['q1', 'q2', 'q3', 'q4', ...longs.map(({ question }) => question.ref)] });
});
afterAll(async () => {
  await lesson.close();
  rmSync(folder, { recursive: true });
});

async function printed(query: string): Promise<string[]> {
  const answer = await lesson.organizer
    .get(`/knowledge/T/sheets.pdf?${query}`)
    .buffer(true)
    .parse((response, done) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () => done(null, Buffer.concat(pieces)));
    })
    .expect(200);
  writeFileSync(PDF, answer.body as Buffer);
  expect(execFileSync('qpdf', ['--check', PDF], { encoding: 'utf8' })).toContain('No syntax');
  const text = execFileSync('pdftotext', ['-raw', '-enc', 'UTF-8', PDF, '-'], { encoding: 'utf8' });
  return text
    .split('\f')
    .slice(0, -1)
    .map((page) => page.replaceAll(/\s+/g, ' ').trim());
}

describe('printed sheets of a test', () => {
  it('have the person, the moment, the code that a telephone reads, and every word of every question', async () => {
    const pages = await printed('moment=after');
    const own = pages.slice(0, pages.length / 2).join(' ');
    expect(own).toContain('SAU');
    expect(own).toContain('Số 1. Lò Văn An');
    for (let at = 0; at < 6; at += 1) expect(own).toContain(`Tình huống ${at}: ${LONG}`);
    expect(own).toContain('A. 14 B. 16 C. 18');
    expect(own).toContain('Số 111 là tổng đài');
    const [row] = await lesson.world.database.rows<{ n: number }>('SELECT COUNT(*) AS n FROM knowledge_codes');
    expect(Number(row?.n)).toBe(2);
    const shown = join(folder, 'page');
    execFileSync('pdftoppm', ['-r', '150', '-png', '-singlefile', '-f', '1', '-l', '1', PDF, shown]);
    const raw = await sharp(`${shown}.png`).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    const address = decode(new Uint8ClampedArray(raw.data), raw.info.width, raw.info.height)?.data ?? '';
    expect(address).toMatch(/^http:\/\/localhost:3000\/k\/[0-9A-Z]{15}$/);
    await lesson.world.request().get(new URL(address).pathname).expect(200);
    expect(own.replaceAll('-', '')).toContain(address.slice(-15));
  });

  it('keep the choices of a question with it, page by page, and say whose a further page is', async () => {
    const pages = await printed('moment=before');
    for (let at = 0; at < 6; at += 1) {
      const on = pages.findIndex((page) => page.includes(`Tình huống ${at}:`));
      expect(pages[on]).toContain(`Ba của ${at}.`);
    }
    expect(pages[1]).toMatch(/^Số 1, trang 2/);
  });

  it('have of a child without consent initials, whoever prints', async () => {
    const text = (await printed('moment=before')).join(' ');
    expect(text).toContain('Số 2. S. T. C.');
    expect(text).not.toContain('Sùng Thị Cúc');
  });

  it('are blank where that is wanted', async () => {
    const [first = ''] = await printed('moment=before&form=blank');
    expect(first).toContain('Họ và tên');
    expect(first).not.toContain('Lò Văn An');
  });
});
