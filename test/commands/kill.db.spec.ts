import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Settings } from '../../src/config/settings.js';
import { writeDemo } from '../../src/demo/write.js';
import { type Lookout, migrating, unfinishedFile, writing } from '../support/at-work.js';
import { lantoa } from '../support/command.js';
import { freshSettings } from '../support/world.js';
import { DISTRICT, lantoaHere, tableCounts, writeFolder } from './district.js';

jest.setTimeout(240_000);

const PEOPLE = 30_000;
const folder = mkdtempSync(join(tmpdir(), 'lan-toa-kill-'));
const peopleFile = join(folder, 'people.csv');
let small: Settings;

/** From which shares of its time on the command is killed, as soon as it is seen at work; each moves a little. */
const SHARES = [0, 0.5, 0.75];

/**
 * Kills the command in the middle of its work, again and again.
 * @param whole how long the whole command takes
 * @param prepare makes what it works on, and where to look for its work
 * @param judge looks at what a kill has left
 */
async function killed<Of>(
  whole: number,
  prepare: () => Promise<{ settings: Settings; words: string[]; lookout: Lookout; of: Of }>,
  judge: (of: Of, settings: Settings) => Promise<void>,
): Promise<void> {
  let met = 0;
  for (const share of SHARES) {
    const { settings, words, lookout, of } = await prepare();
    const after = Math.round(whole * share * (0.9 + Math.random() * 0.2));
    const { status } = await lantoa(settings, words, { ...lookout, after });
    await lookout.close();
    if (status === null) met += 1;
    await judge(of, settings);
  }
  // Whoever came too late each time has seen nothing: the first share is never too late.
  expect(met).toBeGreaterThan(0);
}

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
    await killed(
      whole,
      async () => ({
        ...{ settings: small, words: ['import', 'people', peopleFile] },
        ...{ lookout: writing(small), of: null },
      }),
      async () => expect([before, before + PEOPLE]).toContain(await countPeople(small)),
    );
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
    await killed(
      whole,
      async () => {
        const settings = await freshSettings();
        // What kills is meant for the files, not for the first step of the database.
        await lantoaHere(settings, ['migrate']);
        return { settings, words: ['import-all', files], lookout: writing(settings), of: null };
      },
      async (_, settings) => {
        const counts = await tableCounts(settings);
        for (const table of ['places', 'people', 'activities', 'sessions', 'participations', 'attendance']) {
          expect([table, [0, full[table]]]).toEqual([table, expect.arrayContaining([counts[table]])]);
        }
        await expectWhole(settings);
        expect((await lantoaHere(settings, ['import-all', files])).status).toBe(0);
        // The record of what was done holds one more line for each file that had been saved before; a stamp is one row or several.
        const uncounted = { events: 0, ledger_stamps: 0 };
        expect({ ...(await tableCounts(settings)), ...uncounted }).toEqual({ ...full, ...uncounted });
      },
    );
  });

  it('of a migration leaves a database that the next migration brings up to date', async () => {
    const reference = await freshSettings();
    const whole = await timed(reference, ['migrate']);
    await killed(
      whole,
      async () => {
        const settings = await freshSettings();
        return { settings, words: ['migrate'], lookout: migrating(settings), of: null };
      },
      async (_, settings) => {
        expect(await lantoaHere(settings, ['migrate'])).toMatchObject({ status: 0 });
        await expectWhole(settings);
        expect(await tableCounts(settings)).toEqual(await tableCounts(reference));
      },
    );
  });

  it('of a backup leaves a whole file or none under its name', async () => {
    const settings = await district(true);
    const people = await countPeople(settings);
    const whole = await timed(settings, ['backup', join(folder, 'whole.backup')]);
    await killed(
      whole,
      async () => {
        const into = mkdtempSync(join(folder, 'killed-'));
        const file = join(into, 'copy.backup');
        return { settings, words: ['backup', file], lookout: unfinishedFile(into), of: file };
      },
      async (file) => {
        if (!existsSync(file)) return;
        const other = await freshSettings();
        expect((await lantoaHere(other, ['restore', file])).status).toBe(0);
        expect(await countPeople(other)).toBe(people);
      },
    );
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
    await killed(
      whole,
      async () => {
        expect((await lantoaHere(few, ['restore', little])).status).toBe(0);
        return { settings: few, words: ['restore', large], lookout: writing(few), of: null };
      },
      async () => expect([some, many]).toContain(await countPeople(few)),
    );
    await expectWhole(few);
  });

  it('of an export leaves whole files only under their names', async () => {
    const settings = await district(true);
    const reference = join(folder, 'export');
    const whole = await timed(settings, ['export', reference]);
    await killed(
      whole,
      async () => {
        const target = mkdtempSync(join(folder, 'export-'));
        return { settings, words: ['export', target], lookout: unfinishedFile(target), of: target };
      },
      async (target) => {
        for (const name of readdirSync(target).filter((each) => !each.endsWith('.part'))) {
          expect([name, readFileSync(join(target, name), 'utf8')]).toEqual([
            name,
            readFileSync(join(reference, name), 'utf8'),
          ]);
        }
      },
    );
  });
});
