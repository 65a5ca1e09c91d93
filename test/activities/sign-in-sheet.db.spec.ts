import { SignInSheets } from '../../src/activities/sign-in-sheets.js';
import type { Member } from '../support/world.js';
import { Field } from './field.js';

let field: Field;
let trainer: Member;
let elsewhere: Member;
let viewer: Member;
const SESSION = '/activities/T/sessions/2';
const NUMBERS = `${SESSION}/attendance/numbers`;

beforeAll(async () => {
  field = await Field.create();
  await field.good(
    'activities',
    'code,plan,kind,title,unit,status\nT,P,training,Kỹ năng,C,\nX,P,campaign,Đã hủy,C,cancelled\nA1,P,campaign,Ở A,A,',
  );
  await field.good(
    'sessions',
    'activity,number,date,status\nT,1,2025-05-01,held\nT,2,2025-05-02,planned\nX,1,2025-05-01,held\nA1,1,2025-05-01,held',
  );
  await field.good('participations', 'activity,person,group\nT,p1,teacher\nT,p2,teacher\nT,p6,teacher\nA1,p1,teacher');
  trainer = await field.world.member('trainer', field.places.get('C'));
  viewer = await field.world.member('viewer', field.places.get('C'));
  elsewhere = await field.world.member('trainer', field.places.get('A'));
});
afterAll(() => field.world.close());
beforeEach(async () => {
  const { database } = field.world;
  await database.transaction(async () => {
    for (const table of ['sheet_lines', 'sheets', 'attendance']) await database.execute(`DELETE FROM ${table}`);
  });
});

const id = (ref: string): Promise<number> => field.id('people', 'ref', ref);
const print = async (): Promise<string> =>
  `${(await trainer.post(`${SESSION}/sheets`).expect(303)).headers.location ?? ''}`;
const codeOf = (address: string): string => address.split('/').at(-1) ?? '';

async function noted(): Promise<string[]> {
  const rows = await field.world.database.rows<{ ref: string; status: string }>(
    'SELECT pe.ref, t.status FROM attendance t JOIN people pe ON pe.id = t.person_id ORDER BY pe.ref',
  );
  return rows.map(({ ref, status }) => `${ref} ${status}`);
}

/** The numbers and names of the attendance screen. */
async function screen(): Promise<string[]> {
  const { text } = await trainer.get(`${SESSION}/attendance`).expect(200);
  return [...text.matchAll(/<legend class="vh">([^<]+)<\/legend>/g)].map(([, line = '']) => line);
}

/** What a checked page would post. */
function decisions(text: string): Record<string, string> {
  const fields = text.matchAll(/<input type="hidden" name="([ps]\d+)" value="(\w*)">/g);
  return Object.fromEntries([...fields].map(([, name = '', value = '']) => [name, value]));
}

async function refusedNumbers(typed: string): Promise<string> {
  return (await trainer.get(`${NUMBERS}?present=${encodeURIComponent(typed)}`).expect(422)).text;
}

/** Somebody comes who was not asked. */
async function walkIn(ref: string): Promise<() => Promise<void>> {
  await field.good('participations', `activity,person,group\nT,${ref},teacher`);
  return async () => {
    const { database } = field.world;
    const person = await id(ref);
    await database.transaction(async () => {
      await database.execute('DELETE FROM attendance WHERE person_id = ?', [person]);
      await database.execute('DELETE FROM qualifications WHERE subject_id = ?', [person]);
      await database.execute('DELETE FROM participations WHERE person_id = ? AND group_code = ?', [person, 'teacher']);
    });
  };
}

describe('a sign-in sheet', () => {
  it('has the roster with numbers, four blank lines, its code and the address of it as a picture', async () => {
    const address = await print();
    const { text } = await trainer.get(address).expect(200);
    for (const words of ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Kỹ năng', 'Người p6', 'Xã C', 'Ký, đóng dấu']) {
      expect(text).toContain(words);
    }
    expect(codeOf(address)).toMatch(/^[2-9A-HJ-NP-TV-Z]{6}$/);
    expect(text).toContain(codeOf(address));
    expect(text.match(/<td class="c">\d+<\/td>/g)).toHaveLength(7);
    expect(text).toContain('viewBox="0 0 ');
  });

  it('is the same one however often it is asked for, also at once', async () => {
    const first = await print();
    expect(await print()).toBe(first);
    const twice = await Promise.all([trainer.post(`${SESSION}/sheets`), trainer.post(`${SESSION}/sheets`)]);
    expect(twice.map(({ headers }) => headers.location)).toEqual([first, first]);
    const events = await field.world.database.rows("SELECT id FROM events WHERE kind = 'sheet.made'");
    expect(events.length).toBeGreaterThan(0);
  });

  it('keeps its numbers whatever becomes of the roster; who comes after it has the next ones', async () => {
    expect(await screen()).toEqual(['1. Người p1', '2. Người p2', '3. Người p6']);
    const first = await print();
    const undo = await walkIn('p3');
    expect(await screen()).toEqual(['1. Người p1', '2. Người p2', '3. Người p6', '4. Người p3']);
    const second = await print();
    expect(second).not.toBe(first);
    expect((await trainer.get(second)).text).toContain('Người p3');
    expect((await trainer.get(first)).text).not.toContain('Người p3');
    await undo();
    const again = await walkIn('p4');
    // The number of whoever left is given to nobody else.
    expect(await screen()).toEqual(['1. Người p1', '2. Người p2', '3. Người p6', '5. Người p4']);
    expect((await trainer.get(second)).text).toContain('(không còn trong danh sách)');
    await again();
  });

  it('is not there for viewers, elsewhere, and where it was cancelled', async () => {
    const address = await print();
    await viewer.get(address).expect(403);
    await viewer.post(`${SESSION}/sheets`).expect(403);
    await elsewhere.get(address).expect(404);
    await elsewhere.post(`${SESSION}/sheets`).expect(404);
    await trainer.get(address.replace('sessions/2', 'sessions/1')).expect(404);
    await trainer.post('/activities/X/sessions/1/sheets').expect(303);
    expect((await trainer.get('/activities/X/sessions/1/attendance')).text).toContain('không in danh sách ký tên');
  });

  it('leads by its code to its session, only for those whose it is', async () => {
    const code = codeOf(await print());
    const loose = `${code.slice(0, 3)} - ${code.slice(3)}`.toLowerCase();
    for (const path of [`/sheets?code=${encodeURIComponent(loose)}`, `/sheets/${code}`]) {
      const { headers } = await trainer.get(path).expect(303);
      expect(headers.location).toBe(`${SESSION}/attendance`);
    }
    expect((await elsewhere.get(`/sheets?code=${code}`).expect(422)).text).toContain('Không có bảng ký tên mang mã');
    await elsewhere.get(`/sheets/${code}`).expect(404);
    await viewer.get(`/sheets/${code}`).expect(403);
    await trainer.get('/sheets').expect(200);
  });
});

describe('typing in a sheet by its numbers', () => {
  it('is shown before it is saved, then saved like attendance taken on the screen, and may be repeated', async () => {
    await print();
    const { text } = await trainer.get(`${NUMBERS}?present=1%20v%C3%A0%203&late=2`).expect(200);
    expect(text).toContain('Lưu điểm danh 3 người');
    expect(await noted()).toEqual([]);
    const body = decisions(text);
    expect(body[`p${await id('p2')}`]).toBe('late');
    await trainer.post(`${SESSION}/attendance`, body).expect(303);
    await trainer.post(`${SESSION}/attendance`, body).expect(303);
    expect(await noted()).toEqual(['p1 present', 'p2 late', 'p6 present']);
    expect((await trainer.get(`${NUMBERS}?excused=2`)).text).toContain(
      '<td role="cell" data-label="Đang ghi">Muộn</td>',
    );
  });

  it('overwrites nothing that somebody else noted meanwhile', async () => {
    await print();
    const body = decisions((await trainer.get(`${NUMBERS}?present=1-3`).expect(200)).text);
    const p1 = await id('p1');
    await trainer.post(`${SESSION}/attendance`, { [`p${p1}`]: 'absent', [`s${p1}`]: '' }).expect(303);
    expect((await trainer.post(`${SESSION}/attendance`, body).expect(409)).text).toContain('người khác đã ghi Vắng');
    expect(await noted()).toEqual(['p1 absent', 'p2 present', 'p6 present']);
  });

  it('takes the words of the paper, and the rest as absent where that is wanted, but nobody who is marked', async () => {
    await print();
    const words = encodeURIComponent('1 có mặt; 2 muộn');
    const text = (await trainer.get(`${NUMBERS}?present=${words}`).expect(200)).text;
    const [p1, p2, p6] = [await id('p1'), await id('p2'), await id('p6')];
    expect(text).toContain('Muộn, 1 người: số 2');
    const fields = { [`p${p1}`]: 'present', [`s${p1}`]: '', [`p${p2}`]: 'late', [`s${p2}`]: '' };
    expect(decisions(text)).toEqual(fields);
    const rest = (await trainer.get(`${NUMBERS}?present=1&rest=absent`).expect(200)).text;
    expect(rest).toContain('Vắng, 2 người: số 2–3');
    expect(await noted()).toEqual([]);
    await trainer.post(`${SESSION}/attendance`, { [`p${p2}`]: 'late', [`s${p2}`]: '' }).expect(303);
    const some = decisions((await trainer.get(`${NUMBERS}?present=1&rest=absent`).expect(200)).text);
    expect(Object.keys(some)).not.toContain(`p${p2}`);
    await trainer.post(`${SESSION}/attendance`, some).expect(303);
    expect(await noted()).toEqual(['p1 present', 'p2 late', 'p6 absent']);
    expect(some[`p${p6}`]).toBe('absent');
    expect(await refusedNumbers('1-3 có mặt, 2 vắng')).toContain('Ghi hai kết quả khác nhau: 2.');
    expect(await refusedNumbers('1, vắng')).toContain('Không đọc được “vắng”');
  });

  it('says which numbers are none, blank, twice, gone or of somebody added later', async () => {
    await print();
    const blank = (await trainer.get(`${NUMBERS}?present=1,1,4,5,31`).expect(200)).text;
    expect(blank).toContain('Không có số: 31.');
    expect(blank).toContain('Dòng trống trên bảng: 4–5.');
    expect(blank).toContain('Ghi hai lần: 1.');
    const undo = await walkIn('p3');
    const later = (await trainer.get(`${NUMBERS}?present=4,5`).expect(200)).text;
    expect(later).toContain('Số 4 là người thêm sau khi in.');
    expect(decisions(later)[`p${await id('p3')}`]).toBe('present');
    await print();
    await undo();
    expect((await trainer.get(`${NUMBERS}?present=4`)).text).toContain('Người mang số 4 không còn trong danh sách.');
  });

  it('names what it cannot read and keeps what was typed', async () => {
    const read = async (query: string): Promise<string> => (await trainer.get(`${NUMBERS}?${query}`).expect(422)).text;
    const wrong = await read('present=1-2,x9&late=5-3');
    expect(wrong).toContain('Không đọc được “x9”');
    expect(wrong).toContain('Ở “5-3” số đầu lớn hơn số cuối');
    expect(wrong).toMatch(/<textarea[^>]*>\s*1-2,x9<\/textarea>/);
    expect(wrong).not.toContain('Lưu điểm danh');
    expect(await read('present=1-3&late=2')).toContain('Ghi hai kết quả khác nhau: 2.');
    expect(await read('present=')).toContain('Nhập ít nhất một số thứ tự');
    await elsewhere.get(`${NUMBERS}?present=1`).expect(404);
  });
});

describe('two records of one person on a sheet', () => {
  it('are one line of the screen after they are merged, by either number', async () => {
    await print();
    const sheets = field.world.get(SignInSheets);
    const session = await field.world.database.row<{ session_id: number }>('SELECT session_id FROM sheets');
    const { database } = field.world;
    const [p1, p2] = [await id('p1'), await id('p2')];
    await database.transaction(() => database.execute('UPDATE people SET merged_into_id = ? WHERE id = ?', [p1, p2]));
    expect((await sheets.paper(session?.session_id ?? 0)).lines).toHaveLength(3);
    expect(await screen()).toEqual(['1. Người p1', '3. Người p6']);
    const { text } = await trainer.get(`${NUMBERS}?present=2`).expect(200);
    expect(decisions(text)).toEqual({ [`p${p1}`]: 'present', [`s${p1}`]: '' });
    await database.transaction(() => database.execute('UPDATE people SET merged_into_id = NULL WHERE id = ?', [p2]));
  });
});
