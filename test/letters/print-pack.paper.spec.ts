import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import jsQR from 'jsqr';
import sharp from 'sharp';
import { setClock } from '../../src/config/clock.js';
import { LetterDesk } from '../../src/letters/letter-desk.js';
import type { PaperForm } from '../../src/letters/print-pack.js';
import { Hall } from '../certificates/hall.js';
import { messageRows } from '../support/letters.js';
import type { Member } from '../support/world.js';

// Its types are of an ES module, and it is none.
const decode = jsQR as unknown as (typeof jsQR)['default'];
const folder = mkdtempSync(join(tmpdir(), 'pack-'));
const PDF = join(folder, 'pack.pdf');
let hall: Hall;

beforeAll(async () => {
  setClock(() => new Date('2025-06-20T03:00:00Z'));
  hall = await Hall.create();
  const { field } = hall;
  await field.good(
    'people',
    `ref,full_name,unit,birth_year
     r1,Nguyễn Phúc Công Tằng Tôn Nữ Diễm Quỳnh Thị Ngọc Ánh Tuyết Vân,B,1980
     r2,Y Ê̆ñuôl,B,1980
     r3,H’Ơ̆m Niê Kđăm,A,1980
     r4,ĐỖ ẨỄỖỘ ẰẮẶỬỰ,A,1980
     r5,Ẫm Thị Ỗ,B,1980
     r6,Bế Thị Ộc,B,1980
     r7,Cà Thị Ặng,B,1980
     r8,Đèo Văn Ỏn,B,1980`,
  );
  const title = 'Kỹ năng phát hiện và hỗ trợ đối với trẻ em lao động trái quy định của pháp luật';
  await field.good('activities', `code,plan,kind,title,unit,status\nF,P,training,${title},D,open`);
  await field.good('sessions', 'activity,number,date,start,end,venue\nF,1,2025-06-28,08:00,11:00,Hội trường');
  const roster = ['an,teacher', 'dung,teacher', 'cuc,child', ...[1, 2, 3, 4, 5, 6, 7, 8].map((n) => `r${n},parent`)];
  await field.good('participations', `activity,person,group\n${roster.map((line) => `F,${line}`).join('\n')}`);
});
afterAll(async () => {
  setClock();
  await hall.close();
  rmSync(folder, { recursive: true });
});

async function printed(by: Member, form: PaperForm, kind = 'invitation', code = 'F'): Promise<string[]> {
  const answer = await by
    .get(`/activities/${code}/letters/${kind}/print.pdf?form=${form}`)
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

async function scanned(page: number): Promise<string | undefined> {
  const to = join(folder, 'page');
  execFileSync('pdftoppm', ['-r', '150', '-png', '-singlefile', '-f', String(page), '-l', String(page), PDF, to]);
  const raw = await sharp(`${to}.png`).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return decode(new Uint8ClampedArray(raw.data), raw.info.width, raw.info.height)?.data;
}

const names = async (): Promise<Map<string, string>> => {
  const rows = await hall.field.world.database.rows<{ ref: string; full_name: string }>('SELECT * FROM people');
  return new Map(rows.map(({ ref, full_name }) => [ref, full_name]));
};

describe('the print pack', () => {
  it('and the outbox are the roster: each once, whichever form is printed', async () => {
    const { world } = hall.field;
    expect(await world.get(LetterDesk).send('F', 'invitation')).toMatchObject({ written: 2 });
    const mailed = (await messageRows(world)).filter(({ kind }) => kind === 'invitation').map((each) => each.person_id);
    const roster = await world.database.rows<{ person_id: number; full_name: string }>(
      `SELECT p.person_id, pe.full_name FROM participations p JOIN people pe ON pe.id = p.person_id
       JOIN activities a ON a.id = p.activity_id WHERE a.code = 'F'`,
    );
    for (const form of ['letters', 'slips'] as const) {
      const text = (await printed(hall.organizer, form)).join('\n');
      const onPaper = roster.filter(({ full_name }) => text.includes(full_name));
      expect([...mailed, ...onPaper.map((each) => each.person_id)].sort()).toEqual(
        roster.map((each) => each.person_id).sort(),
      );
      for (const { full_name } of onPaper) expect(text.split(full_name)).toHaveLength(2);
      // Nobody who has the same name is hidden behind it: the codes are as many as the people.
      expect(text.split(form === 'letters' ? 'Mở trang riêng:' : 'Quét mã để mở')).toHaveLength(onPaper.length + 1);
    }
    const { text } = await hall.organizer.get('/activities/F/letters/invitation').expect(200);
    expect(text).toContain('11 người &#x3D; 2 đã viết thư + 0 sẽ gửi thư + 9 in giấy.');
    expect(text).toContain('In 9 phiếu');
  });

  it('has a page for each, by place and then by name, and each place begins on a page of its own', async () => {
    const known = await names();
    const pages = await printed(hall.organizer, 'letters');
    const whose = pages.map((page) => [...known].find(([, name]) => page.includes(name))?.[0]);
    expect(whose).toEqual(['cuc', 'r4', 'r3', 'r7', 'r2', 'r8', 'r5', 'r6', 'r1']);
    expect(pages[0]).toMatch(/^Xã 6A/);
    expect(pages.map((page) => /\d+\/\d+/.exec(page)?.[0])).toEqual([
      ...['1/1', '1/2', '2/2'],
      ...[1, 2, 3, 4, 5, 6].map((n) => `${n}/6`),
    ]);
    const slips = await printed(hall.organizer, 'slips');
    expect(slips.map((page) => /\d+\/\d+/.exec(page)?.[0])).toEqual(['1/1', '1/1', '1/2', '2/2']);
  });

  it('says the letter as it is typed, with the code and the address of the own page', async () => {
    const [first = ''] = await printed(hall.organizer, 'letters');
    expect(first).toContain('Mời dự: Kỹ năng phát hiện và hỗ trợ đối với trẻ em');
    expect(first).toContain('Kính gửi Sùng Thị Cúc,');
    expect(first).toContain('– Buổi 1: 28/06/2025, 08:00–11:00, Hội trường');
    const [, address = ''] = /địa chỉ: (http\S+(?: \S+)?) Trang này/.exec(first) ?? [];
    const link = address.replace(' ', '');
    expect(link).toMatch(/\/mine\/[\w-]{43}$/);
    expect(await scanned(1)).toBe(link);
    await hall.field.world.request().get(new URL(link).pathname).expect(200);
  });

  it('leaves out whose name the reader may not see, and says who can print them', async () => {
    const text = (await printed(hall.trainer, 'slips')).join('\n');
    expect(text).not.toContain('Cúc');
    expect(text).not.toContain('S. T. C.');
    expect(text.split('Quét mã để mở')).toHaveLength(9);
    const page = await hall.trainer.get('/activities/F/letters/invitation').expect(200);
    expect(page.text).toContain('1 người không in được ở đây');
    expect(page.text).toContain('In 8 phiếu');
    expect((await hall.organizer.get('/activities/F/letters/invitation')).text).not.toContain('không in được ở đây');
  });

  it('brings slips of certificates with their numbers', async () => {
    await hall.issue();
    const text = (await printed(hall.organizer, 'slips', 'certificate', 'T')).join(' ');
    expect(text).toContain(`Giấy chứng nhận số ${(await hall.of('binh')).printed.facts.serial}`);
    expect(text).toContain('Nhận giấy tại: Xã C');
    expect(text).not.toContain('Lò Văn An');
  });

  it('tells of a change, and of a cancellation, whom no mail does', async () => {
    const { field } = hall;
    const slips = await printed(hall.organizer, 'slips', 'change');
    expect(slips.join(' ').split('Quét mã để mở')).toHaveLength(10);
    expect(slips.join(' ')).toContain('Lịch hiện nay, thay cho lịch đã báo');
    expect(slips.join(' ')).toContain('Buổi 1: 28/06/2025, 08:00–11:00, Hội trường');
    await field.world.database.transaction(() =>
      field.world.database.execute("UPDATE activities SET status = 'cancelled' WHERE code = 'F'"),
    );
    const cancelled = (await printed(hall.organizer, 'slips', 'change')).join(' ');
    expect(cancelled).toContain('Đã hủy: không còn buổi nào diễn ra');
    expect(cancelled).not.toContain('Buổi 1');
    const [letter] = await printed(hall.organizer, 'letters', 'change');
    expect(letter).toContain('Đã hủy: Kỹ năng phát hiện');
  });
});
