import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { User } from '../../src/accounts/accounts.entities.js';
import { now, setClock } from '../../src/config/clock.js';
import { ImportDesk } from '../../src/imports/import-desk.js';
import { ImportSweep } from '../../src/imports/import-sweep.js';
import { ImportRow } from '../../src/imports/imports.entities.js';
import { type Member, World } from '../support/world.js';

let world: World;
let admin: Member;

const GOOD = 'code,name,level,parent\n12,Tỉnh Lai Châu,province,\n106,Huyện Tam Đường,district,12\n';

beforeAll(async () => {
  world = await World.create();
  admin = await world.member('administrator');
});
afterEach(() => setClock());
afterAll(() => world.close());

const folder = (): string => join(world.settings.dataDir, 'incoming');
const tokenOf = (address: string): string => address.split('/').at(-1) ?? '';
const rowOf = (address: string): Promise<ImportRow | undefined> =>
  world.database.row<ImportRow>('SELECT * FROM imports WHERE token = ?', [tokenOf(address)]);
const set = (address: string, patch: Partial<ImportRow>): Promise<number> =>
  world.database.transaction(() => world.database.update(ImportRow, { token: tokenOf(address) }, patch));
const ago = (hours: number): string => new Date(now().getTime() - hours * 3_600_000).toISOString();
const later = (hours: number): void => {
  const then = now().getTime() + hours * 3_600_000;
  setClock(() => new Date(then));
};

async function send(member: Member, kind: string, content: string, name = `${kind}.csv`): Promise<string> {
  const answer = await world
    .request()
    .post('/imports')
    .set('Cookie', member.cookie)
    .field('_csrf', member.csrf)
    .field('kind', kind)
    .attach('file', Buffer.from(content), name)
    .expect(303);
  return String(answer.headers.location);
}

describe('rights at the time of saving', () => {
  it('decide, whatever they were when the file was checked', async () => {
    const demoted = await world.member('administrator');
    const address = await send(demoted, 'units', 'code,name,level\n77,Tỉnh Khác,province\n');
    await world.database.transaction(() => world.database.update(User, { id: demoted.id }, { role: 'organizer' }));
    await demoted.post(`${address}/confirmation`, { rows: 'all' }).expect(403);
    expect(await world.database.row('SELECT id FROM places WHERE code = ?', ['77'])).toBeUndefined();
    expect((await rowOf(address))?.status).toBe('checked');
    await demoted.api('post', '/api/v1/imports/units').type('text/csv').send(GOOD).expect(403);
  });
});

describe('a file on the desk', () => {
  it('is readable by the server alone', async () => {
    await send(admin, 'units', GOOD);
    const modes = readdirSync(folder()).map((name) => statSync(join(folder(), name)).mode & 0o777);
    expect(new Set(modes)).toEqual(new Set([0o600]));
  });

  it('can be saved after a press that failed', async () => {
    const address = await send(admin, 'units', GOOD);
    const { database } = world;
    jest.spyOn(database, 'update').mockRejectedValueOnce(new Error('the database went away'));
    await admin.post(`${address}/confirmation`, { rows: 'all' }).expect(500);
    await admin.post(`${address}/confirmation`, { rows: 'all' }).expect(303);
    expect((await rowOf(address))?.status).toBe('saved');
  });

  it('belongs to the process that works on it, until that one is silent for long', async () => {
    const address = await send(admin, 'units', GOOD);
    await set(address, { status: 'checking', rows_read: 12_000, progress: 40, leased_until: ago(-0.1) });
    const busy = await admin.get(address).expect(200);
    expect(busy.text).toContain('Đang kiểm tra, đã đọc 12.000 dòng');
    expect(busy.text).toContain('40%');
    later(1);
    expect((await admin.get(address).expect(200)).text).toContain('bị ngắt giữa chừng');
  });

  it('is not put away while it is being saved: what came of it would be seen nowhere', async () => {
    const address = await send(admin, 'units', GOOD);
    await set(address, { status: 'saving', leased_until: ago(-1) });
    expect((await admin.post(`${address}/removal`).expect(409)).text).toContain('đang được lưu');
    expect((await rowOf(address))?.status).toBe('saving');
    await set(address, { status: 'checked', leased_until: null });
    await admin.post(`${address}/removal`).expect(303);
    expect(await rowOf(address)).toBeUndefined();
  });

  it('says from time to time that somebody works on it', async () => {
    const address = await send(admin, 'units', GOOD);
    await set(address, { status: 'saving', leased_until: null });
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'setTimeout', 'Date'] });
    try {
      const desk = world.get(ImportDesk) as unknown as { keepLease(token: string): NodeJS.Timeout };
      const timer = desk.keepLease(tokenOf(address));
      jest.advanceTimersByTime(31_000);
      clearInterval(timer);
      // Nobody waits for it, so neither the desk: it is written when its turn comes.
      for (let tries = 0; tries < 100 && (await rowOf(address))?.leased_until === null; tries += 1) await sleep(50);
      expect((await rowOf(address))?.leased_until).not.toBeNull();
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('what is kept of a file', () => {
  const FAULTY = `${GOOD}03424,Xã Bản Bo,commune,999\n`;

  it('is what was refused for a day, and who brought it for thirty', async () => {
    const saved = await send(admin, 'units', FAULTY);
    await admin.post(`${saved}/confirmation`, { rows: 'good' }).expect(303);
    const unsaved = await send(admin, 'units', GOOD);
    await admin.get(`${saved}/faulty-rows.csv`).expect(200);

    for (const address of [saved, unsaved]) await set(address, { created_at: ago(25) });
    for (const name of readdirSync(folder())) utimesSync(join(folder(), name), new Date(0), new Date(0));
    await world.get(ImportSweep).sweep();
    expect(await rowOf(saved)).toMatchObject({ status: 'saved', report: null });
    expect(await rowOf(unsaved)).toMatchObject({ status: 'expired', report: null });
    const mine = [tokenOf(saved), tokenOf(unsaved)];
    expect(readdirSync(folder()).filter((name) => mine.some((token) => name.startsWith(token)))).toEqual([]);
    const page = await admin.get(saved).expect(200);
    expect(page.text).toContain('chỉ giữ ở đây một ngày');
    expect(page.text).not.toContain('faulty-rows');
    expect((await admin.get(unsaved).expect(200)).text).toContain('quá một ngày');

    await set(saved, { created_at: ago(31 * 24) });
    await world.get(ImportSweep).sweep();
    await admin.get(saved).expect(404);
  });

  it('is not swept while somebody works on it, and what a stopped upload left is', async () => {
    const address = await send(admin, 'units', GOOD);
    await set(address, { status: 'saving', created_at: ago(25), leased_until: ago(-1) });
    const [mine, left] = [join(folder(), tokenOf(address)), join(folder(), 'left-behind')];
    writeFileSync(left, 'Lò Thị Hoa');
    for (const path of [mine, left]) utimesSync(path, new Date(0), new Date(0));
    await world.get(ImportSweep).sweep();
    expect([existsSync(mine), existsSync(left)]).toEqual([true, false]);
    expect((await rowOf(address))?.status).toBe('saving');
  });
});

describe('the page of a file', () => {
  it('lists faulty rows in the order of the file, also those found at its end, with the values as typed', async () => {
    const address = await send(
      admin,
      'people',
      [
        'ref,full_name,unit,birth_date,national_id',
        'a1,Lò Văn Páo,106,15/06/1990,012095001234',
        'a2,Lò Văn Páo,nowhere,,',
        'a3,,106,,',
        'a4,Lò Văn Páo,106,01/01/2099,',
        'a5,Lò Văn Páo,106,31/02/2020,',
      ].join('\n'),
    );
    const page = (await admin.get(address).expect(200)).text;
    const lines = [...page.matchAll(/<th scope="row"[^>]*>(?:<[^>]+>)*(\d+)/g)].map(([, line]) => Number(line));
    expect(lines.slice(0, 4)).toEqual([3, 4, 5, 6]);
    expect(page).toContain('01/01/2099');
    const faulty = (await admin.get(`${address}/faulty-rows.csv`)).text;
    expect(faulty.match(/a\d/g)).toEqual(['a2', 'a3', 'a4', 'a5']);
  });

  it('shows the first good rows as they will be recorded, without the national IDs', async () => {
    const rows = 'ref,full_name,unit,birth_date,phone,national_id\nb1, Lò  Văn Ún ,106,5/6/1990,,012095001234\n';
    const page = (await admin.get(await send(admin, 'people', rows)).expect(200)).text;
    expect(page).toContain('Các dòng đầu, như sẽ được ghi');
    expect(page).toContain('05/06/1990');
    expect(page).toContain('•••234');
    expect(page).not.toContain('012095001234');
    expect(page).not.toContain('>phone<');
  });

  it('offers no good rows where there are none', async () => {
    const page = (await admin.get(await send(admin, 'people', 'ref,full_name,unit\nc1,Lò Văn Ún,nowhere\n'))).text;
    expect(page).not.toContain('lưu các dòng tốt');
    expect(page).toContain('Chưa lưu gì. Sửa trong tệp rồi nạp lại.');
  });

  it('tells after saving what was done, where it is, and offers the faulty rows', async () => {
    const address = await send(admin, 'people', 'ref,full_name,unit\nd1,Lò Văn Ún,106\nd2,Lò Văn Ún,nowhere\n');
    await admin.post(`${address}/confirmation`, { rows: 'good' }).expect(303);
    const page = (await admin.get(address).expect(200)).text;
    expect(page).toMatch(/role="status">[^]*Đã lưu: 1 dòng mới/);
    expect(page).toContain('href="/people"');
    expect(page).toContain(`${address}/faulty-rows.csv`);
    expect((await admin.get(`${address}/faulty-rows.csv`).expect(200)).text).toContain('d2');
  });

  it('says what a plan is before it is saved', async () => {
    const plan = {
      ...{ code: 'KH', title: 'Kế hoạch', unit: '12', start: '2021-01-01', end: '2025-12-31' },
      objectives: [{ code: 'M1', title: 'Mục tiêu', indicators: [] }],
      tasks: [{ code: 'N1', title: 'Nhiệm vụ' }],
    };
    const page = (await admin.get(await send(admin, 'plan', JSON.stringify(plan), 'plan.json')).expect(200)).text;
    expect(page).toContain('Kế hoạch KH: 1 mục tiêu, 0 chỉ tiêu, 1 nhiệm vụ.');
  });
});
