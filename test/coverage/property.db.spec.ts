import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { coverageCells, COVERAGE_COLUMNS } from '../../src/coverage/output.js';
import { DomainError } from '../../src/errors.js';
import { ImportRunner } from '../../src/interchange/import-runner.js';
import { Recount } from '../../src/activities/recount.js';
import { FolderExport } from '../../src/interchange/folder-export.js';
import { PersonMerges } from '../../src/people/person-merges.js';
import { schema } from '../../src/schema.js';
import { World } from '../support/world.js';
import { bringIn, coverageOf } from './bring-in.js';
import { arbitraryCase, interestingDays } from './brute-force/arbitrary.js';
import { bruteForceCoverage, type CoverageRequest } from './brute-force/brute-force.js';
import type { District } from './brute-force/district.js';
import { writeDistrict } from './brute-force/to-files.js';

const RUNS = process.env.LANTOA_TEST_ENGINE === 'mariadb' ? 10 : 80;

let world: World;
let folder: string;
beforeAll(async () => {
  world = await World.create();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lan-toa-district-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
afterAll(() => world.close());

/** Empties every table but the stamps, which must go on: what is kept in memory is told by them. */
async function forgetEverything(): Promise<void> {
  const tables = schema.entities
    .map((entity) => world.database.source.getMetadata(entity).tableName)
    .filter((table) => table !== 'stamps');
  await world.database.transaction(async () => {
    for (const table of tables) await world.database.execute(`DELETE FROM ${table}`);
  });
}

/** Brings a district in as files and merges its people. @returns it with the merges that were not refused */
async function settle(district: District): Promise<District> {
  await forgetEverything();
  const own = mkdtempSync(join(folder, 'files-'));
  writeDistrict(district, own);
  await bringIn(world, own);
  const merges: District['merges'] = [];
  for (const merge of district.merges ?? []) {
    try {
      await world.get(PersonMerges).merge(merge.from, merge.into, 'the same person');
      merges.push(merge);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }
  return { ...district, merges };
}

/** The rows of the application as the brute force writes them. */
async function rows(district: District, { asOf, from, unit, cohorts }: CoverageRequest): Promise<object[]> {
  const found = await coverageOf(world, district.plan.code, { as_of: asOf, from, unit, cohorts });
  return found.map((row) => {
    const cells = coverageCells(row).map((cell) => String(cell ?? ''));
    return Object.fromEntries(COVERAGE_COLUMNS.map((column, at) => [column, cells[at]]));
  });
}

describe('coverage through import and database, on random districts with reforms, make-ups, headcounts and merges', () => {
  it('gives exactly what the plainest reading of the rules gives', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryCase({ merges: true }), async ({ district: drawn, request }) => {
        const district = await settle(drawn);
        // a window that begins after its end is refused; the brute force finds nothing in it
        const asked =
          request.from !== undefined && request.from > request.asOf ? { ...request, from: undefined } : request;
        const days = interestingDays(district);
        const others = [days[0], days[days.length >> 1], days.at(-1)].flatMap((asOf) => (asOf ? [{ asOf }] : []));
        for (const each of [asked, ...others] as CoverageRequest[]) {
          expect(await rows(district, each)).toEqual(bruteForceCoverage(district, each));
        }
      }),
      { numRuns: RUNS, interruptAfterTimeLimit: 40_000 },
    );
  }, 60_000);
});

/** The district as it is known before anybody has heard of a reform: no place has ended, and nothing went anywhere. */
function beforeTheReform(district: District): District {
  const places = Map.groupBy(district.units, ({ code }) => code);
  const units = district.units.map((unit) =>
    places.get(unit.code)?.length === 1 ? { ...unit, valid_to: undefined } : unit,
  );
  return { ...district, units, successions: [], merges: [] };
}

describe('a reform that becomes known after everything was recorded', () => {
  it('leaves the figures that there had been, had it been known from the start', async () => {
    let late = 0;
    await fc.assert(
      fc.asyncProperty(arbitraryCase(), async ({ district }) => {
        fc.pre(district.successions.length > 0);
        await settle(district);
        const questions = interestingDays(district).map((asOf) => ({ asOf, cohorts: true }));
        const known: object[][] = [];
        for (const question of questions) known.push(await rows(district, question));
        const early = await settle(beforeTheReform(district)).catch(() => null);
        // Where the own unit of the plan or a parent begins by the reform, nobody could have recorded this before.
        if (!early) return;
        late += 1;
        const reform = mkdtempSync(join(folder, 'reform-'));
        writeDistrict(district, reform);
        for (const kind of ['units', 'successions']) {
          const report = await world.get(ImportRunner).run(kind, join(reform, `${kind}.csv`), `${kind}.csv`);
          expect([report.rejected, report.refusal]).toEqual([[], null]);
        }
        expect(await world.get(Recount).check()).toEqual([]);
        for (const [at, question] of questions.entries()) expect(await rows(district, question)).toEqual(known[at]);
      }),
      { numRuns: RUNS, interruptAfterTimeLimit: 40_000 },
    );
    expect(late).toBeGreaterThan(3);
  }, 60_000);
});

describe('an export', () => {
  it('gives the same coverage everywhere when it is imported into an empty database', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryCase({ merges: true }), async ({ district: drawn }) => {
        const district = await settle(drawn);
        const questions = interestingDays(district).map((asOf) => ({ asOf, cohorts: true }));
        const before: object[][] = [];
        for (const question of questions) before.push(await rows(district, question));
        const out = mkdtempSync(join(folder, 'export-'));
        await world.get(FolderExport).write(out);
        await forgetEverything();
        await bringIn(world, out);
        for (const [at, question] of questions.entries()) expect(await rows(district, question)).toEqual(before[at]);
      }),
      { numRuns: Math.ceil(RUNS / 4), interruptAfterTimeLimit: 20_000 },
    );
  }, 40_000);
});

describe('somebody recorded twice on one roster', () => {
  it('was there, under either record, at the sessions of both: also where heads were counted', async () => {
    const title = { vi: 'K', en: 'K' };
    const informed = { code: '1', measure: 'informed', groups: ['parent'], target: 50, comparator: 'gte', due: '2025-12-31', title }; // prettier-ignore
    const district: District = {
      units: [{ code: 'D', name: 'Huyện D', level: 'district' }],
      successions: [],
      plan: { code: 'K', title, unit: 'D', start: '2021-01-01', end: '2025-12-31', objectives: [{ code: 'O', title, indicators: [informed] }] }, // prettier-ignore
      baselines: [],
      people: [
        { ref: 'phuong', full_name: 'Lò Thị Phượng', unit: 'D' },
        { ref: 'phuong2', full_name: 'Lò Phượng', unit: 'D' },
      ],
      organisations: [],
      activities: [{ code: 'M', plan: 'K', kind: 'campaign', title: 'Họp bản', unit: 'D' }],
      sessions: [
        { activity: 'M', number: '1', date: '2025-03-01' },
        { activity: 'M', number: '2', date: '2025-03-02' },
      ],
      participations: [
        { activity: 'M', person: 'phuong', group: 'parent' },
        { activity: 'M', person: 'phuong2', group: 'teacher' },
      ],
      attendance: [
        { activity: 'M', session: '1', person: 'phuong', status: 'present' },
        { activity: 'M', session: '2', person: 'phuong2', status: 'present' },
      ],
      headcounts: [{ activity: 'M', session: '2', unit: 'D', group: 'parent', count: '5' }],
    };
    const floor = async (of: District): Promise<unknown> => {
      await settle(of);
      return (await coverageOf(world, 'K', { as_of: '2025-06-15' }))[0]?.floor;
    };
    expect(await floor(district)).toBe(5);
    expect(await floor({ ...district, merges: [{ from: 'phuong2', into: 'phuong' }] })).toBe(6);
  });
});
