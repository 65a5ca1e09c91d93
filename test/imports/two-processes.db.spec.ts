import { existsSync, readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { now, setClock } from '../../src/config/clock.js';
import { ImportRow } from '../../src/imports/imports.entities.js';
import { IncomingFiles } from '../../src/imports/incoming-files.js';
import { type ImportOptions, ImportRunner } from '../../src/interchange/import-runner.js';
import { emptyReport } from '../../src/interchange/report.js';
import { type Member, World } from '../support/world.js';

let one: World;
let other: World;
let here: Member;
let there: Member;
beforeAll(async () => {
  one = await World.create();
  other = await one.another();
  here = await one.member('administrator');
  there = other.same(here);
});
afterEach(() => setClock());
afterAll(async () => {
  await other.close();
  await one.close();
});

const HOUR_MS = 3_600_000;
const folder = (): string => join(one.settings.dataDir, 'incoming');
const at = (moment: number): void => setClock(() => new Date(moment));

/** Sends a file to the one process, which does not answer before it is checked, or two seconds have passed. @returns its address, as soon as the other process lists it */
async function send(): Promise<{ address: string; token: string; sent: Promise<unknown> }> {
  const before = new Set([...(await pages()).matchAll(/\/imports\/[\w-]{32}/g)].map(([address]) => address));
  const file = Buffer.from('code,name,level\n12,Tỉnh Lai Châu,province\n');
  const request = one.request().post('/imports').set('Cookie', here.cookie).field('_csrf', here.csrf);
  const sent = request.field('kind', 'units').attach('file', file, 'units.csv').expect(303).then();
  for (;;) {
    const [address] = [...(await pages()).matchAll(/\/imports\/[\w-]{32}/g)].flat().filter((each) => !before.has(each));
    if (address !== undefined) return { address, token: address.slice(-32), sent };
  }
}
const pages = async (): Promise<string> => (await there.get('/imports').expect(200)).text;

/** The one process works on a file for as long as it is not released: as a large one it holds its transaction. */
function longWork(): { release(): void; progress(rows: number, share: number): void } {
  let release = (): void => undefined;
  let progress: ImportOptions['onProgress'];
  const released = new Promise<void>((resolve) => (release = resolve));
  jest.spyOn(one.get(ImportRunner), 'run').mockImplementationOnce((kind, _path, _name, options) =>
    one.database.transaction(async () => {
      progress = options?.onProgress;
      await one.database.execute('UPDATE stamps SET value = value WHERE name = ?', ['territory']);
      await released;
      return { ...emptyReport(kind), rows: 20_000 };
    }),
  );
  return { release, progress: (rows, share) => progress?.(rows, share) };
}

/** What the other process says of a file as soon as it says these words, or does not say them any more. */
async function page(address: string, words: string, isSaid = true): Promise<string> {
  for (const giveUpAt = Date.now() + 30_000; ;) {
    const { text } = await there.get(address).expect(200);
    if (text.includes(words) === isSaid) return text;
    if (Date.now() > giveUpAt) throw new Error(`${isSaid ? 'not' : 'still'} said: ${words}`);
  }
}

describe('a file that another process works on', () => {
  it('shows how far it is, also when nothing can be written meanwhile, and long after the lease was over', async () => {
    const work = longWork();
    // Whatever is written when it begins is older than any lease: later nothing can be written on SQLite.
    at(Date.now() - HOUR_MS);
    const { address, token, sent } = await send();
    expect((await other.get(IncomingFiles).told(token))?.rows_read).toBe(0);
    setClock();
    await new Promise((resolve) => setTimeout(resolve, 500));
    work.progress(12_000, 0.4);
    expect(await page(address, 'Đang kiểm tra, đã đọc 12.000 dòng')).toContain('40%');
    expect(await pages()).toContain('Đang kiểm tra');
    work.release();
    await sent;
    await page(address, 'Đang kiểm tra', false);
    expect(readdirSync(folder()).filter((name) => name.includes('progress'))).toEqual([]);
  });

  it('is said to have failed where that process has ended in the middle, in the list too', async () => {
    const { address, token, sent } = await send();
    await sent;
    const lost = { status: 'checking', leased_until: new Date(now().getTime() - HOUR_MS).toISOString() };
    const lose = (patch: Partial<ImportRow>): Promise<number> =>
      one.database.transaction(() => one.database.update(ImportRow, { token }, patch));
    await lose(lost);
    const files = one.get(IncomingFiles);
    await files.tell(token, { rows_read: 7000, progress: 30 });
    await page(address, 'Đang kiểm tra, đã đọc 7.000 dòng');
    for (const name of readdirSync(folder()).filter((each) => each.startsWith(token)))
      utimesSync(join(folder(), name), new Date(0), new Date(0));
    await lose({ ...lost, status: 'saving' });
    // What was being saved is checked still, and can be saved once more; what was being checked has to be brought again.
    expect(await pages()).not.toContain('Đang lưu');
    expect((await one.database.row<ImportRow>('SELECT * FROM imports WHERE token = ?', [token]))?.status).toBe(
      'checked',
    );
    await lose(lost);
    expect(await pages()).not.toContain('Đang kiểm tra');
    expect((await there.get(address).expect(200)).text).toContain('bị ngắt giữa chừng');
    expect(existsSync(join(folder(), token))).toBe(false);
  });
});
