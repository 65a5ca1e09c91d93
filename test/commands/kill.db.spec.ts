import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Settings } from '../../src/config/settings.js';
import { writeDemo } from '../../src/demo/write.js';
import { lantoa } from '../support/command.js';
import { freshSettings } from '../support/world.js';
import { DISTRICT, lantoaHere, tableCounts, writeFolder } from './district.js';

jest.setTimeout(240_000);

const PEOPLE = 30_000;
const folder = mkdtempSync(join(tmpdir(), 'lan-toa-kill-'));
const peopleFile = join(folder, 'people.csv');
let small: Settings;

/** Shares of the time that the whole command takes; each moves a little from run to run. */
const moments = (whole: number): number[] =>
  [0.6, 0.85].map((share) => Math.round(whole * (share + (Math.random() - 0.5) * 0.25)));

/** Runs the command to its end. @returns how long it took, in milliseconds */
async function timed(settings: Settings, words: string[]): Promise<number> {
  const start = Date.now();
  expect(await lantoa(settings, words)).toMatchObject({ status: 0 });
  return Date.now() - start;
}

async function expectWhole(settings: Settings): Promise<void> {
  expect(await lantoaHere(settings, ['check'])).toMatchObject({ status: 0, err: '' });
  expect(await lantoaHere(settings, ['recount', '--check'])).toMatchObject({ status: 0, err: '' });
}

/** A district of its own, with or without the people of the large file. */
async function district(people: boolean): Promise<Settings> {
  const settings = await freshSettings();
  await lantoaHere(settings, ['import-all', writeFolder(DISTRICT)]);
  if (people) await lantoaHere(settings, ['import', 'people', peopleFile]);
  return settings;
}

const countPeople = async (settings: Settings): Promise<number> => (await tableCounts(settings)).people ?? 0;

beforeAll(async () => {
  const rows = Array.from({ length: PEOPLE }, (_, at) => `k${at},Lò Văn ${at},C,${1950 + (at % 60)}`);
  writeFileSync(peopleFile, `ref,full_name,unit,birth_year\n${rows.join('\n')}\n`);
  small = await district(false);
});

describe('a process killed in the middle (kill -9)', () => {
  it('of an import has saved the whole file or nothing of it', async () => {
    const whole = await timed(await district(false), ['import', 'people', peopleFile]);
    const before = await countPeople(small);
    for (const moment of [...moments(whole), ...moments(whole)]) {
      await lantoa(small, ['import', 'people', peopleFile], moment);
      expect([before, before + PEOPLE]).toContain(await countPeople(small));
    }
    await expectWhole(small);
    expect((await lantoa(small, ['import', 'people', peopleFile])).status).toBe(0);
    expect(await countPeople(small)).toBe(before + PEOPLE);
  });

  it('of import-all has saved whole files only, and goes on where it stood', async () => {
    const files = join(folder, 'demo');
    await writeDemo(files);
    const reference = await freshSettings();
    const whole = await timed(reference, ['import-all', files]);
    const full = await tableCounts(reference);
    for (const moment of moments(whole)) {
      const settings = await freshSettings();
      await lantoa(settings, ['import-all', files], moment);
      await lantoaHere(settings, ['migrate']);
      const counts = await tableCounts(settings);
      for (const table of ['places', 'people', 'activities', 'sessions', 'participations', 'attendance']) {
        expect([table, [0, full[table]]]).toEqual([table, expect.arrayContaining([counts[table]])]);
      }
      await expectWhole(settings);
      expect((await lantoaHere(settings, ['import-all', files])).status).toBe(0);
      // The record of what was done holds one more line for each file that had been saved before.
      expect({ ...(await tableCounts(settings)), events: 0 }).toEqual({ ...full, events: 0 });
    }
  });

  it('of a migration leaves a database that the next migration brings up to date', async () => {
    const reference = await freshSettings();
    const whole = await timed(reference, ['migrate']);
    for (const moment of moments(whole)) {
      const settings = await freshSettings();
      await lantoa(settings, ['migrate'], moment);
      expect(await lantoaHere(settings, ['migrate'])).toMatchObject({ status: 0 });
      await expectWhole(settings);
      expect(await tableCounts(settings)).toEqual(await tableCounts(reference));
    }
  });

  it('of a backup leaves a whole file or none under its name', async () => {
    const settings = await district(true);
    const people = await countPeople(settings);
    const whole = await timed(settings, ['backup', join(folder, 'whole.backup')]);
    for (const moment of moments(whole)) {
      const file = join(folder, `killed-${moment}.backup`);
      await lantoa(settings, ['backup', file], moment);
      if (!existsSync(file)) continue;
      const other = await freshSettings();
      expect((await lantoaHere(other, ['restore', file])).status).toBe(0);
      expect(await countPeople(other)).toBe(people);
    }
    // What a killed one left beside its place is in nobody's way.
    expect((await lantoaHere(settings, ['backup', join(folder, 'whole.backup')])).status).toBe(0);
  });

  it('of a restore leaves what was there before, or all that was restored', async () => {
    const settings = await district(true);
    const few = await district(false);
    const [large, little] = [join(folder, 'large.backup'), join(folder, 'little.backup')];
    await lantoaHere(settings, ['backup', large]);
    await lantoaHere(few, ['backup', little]);
    const [many, some] = [await countPeople(settings), await countPeople(few)];
    const whole = await timed(few, ['restore', large]);
    for (const moment of moments(whole)) {
      expect((await lantoaHere(few, ['restore', little])).status).toBe(0);
      await lantoa(few, ['restore', large], moment);
      expect([some, many]).toContain(await countPeople(few));
    }
    await expectWhole(few);
  });

  it('of an export leaves whole files only under their names', async () => {
    const settings = await district(true);
    const reference = join(folder, 'export');
    const whole = await timed(settings, ['export', reference]);
    for (const moment of moments(whole)) {
      const target = join(folder, `export-${moment}`);
      await lantoa(settings, ['export', target], moment);
      const names = existsSync(target) ? readdirSync(target).filter((name) => !name.endsWith('.part')) : [];
      for (const name of names) {
        expect([name, readFileSync(join(target, name), 'utf8')]).toEqual([
          name,
          readFileSync(join(reference, name), 'utf8'),
        ]);
      }
    }
  });
});
