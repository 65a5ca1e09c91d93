import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type supertest from 'supertest';
import { translate } from '../../src/i18n/translate.js';
import type { ImportReport } from '../../src/interchange/report.js';
import { PlanFile } from '../../src/plans/plan-file.js';
import { PlaceRow } from '../../src/territory/territory.entities.js';
import { FIRST_DAY, LAST_DAY } from '../../src/territory/place.js';
import { TerritoryStore } from '../../src/territory/territory.store.js';
import type { World } from '../support/world.js';

const ROOT = join(import.meta.dirname, '..', '..');

/** A value of parsed JSON that tests take apart and put together. */
export type Json = ReturnType<typeof JSON.parse>;

/** The real plan of Tam Đường, to be changed freely. */
export function realPlan(): Json {
  return JSON.parse(readFileSync(join(ROOT, 'demo', 'tam-duong', 'plan.json'), 'utf8'));
}

/** The plan of the worked example. */
export function examplePlan(): Json {
  return JSON.parse(readFileSync(join(ROOT, 'test', 'fixtures', 'worked-example', 'plan.json'), 'utf8'));
}

/** A counted indicator of a plan.json: half of its groups by the end of 2025. */
export function counted(code: string, measure: string, groups: string[], more: object = {}) {
  return {
    ...{ code, measure, groups, target: 50, comparator: 'gte', due: '2025-12-31' },
    title: { vi: `Chỉ tiêu ${code}`, en: `Indicator ${code}` },
    ...more,
  };
}

/** The sentence of the only fault of a report, with its place. */
export function onlyFault(report: ImportReport): { at: string; line: number; says: string } {
  expect(report).toMatchObject({ saved: false, inserted: 0, updated: 0, unchanged: 0, faulty_rows: 1 });
  expect(report.rejected).toHaveLength(1);
  const { column, line, reason } = report.rejected[0]!;
  for (const locale of ['vi', 'en'] as const) {
    const sentence = translate(locale, `errors.${reason.key}`, reason.params);
    expect(sentence).not.toContain('errors.');
    expect(sentence).not.toMatch(/\{\w+\}/);
  }
  return { at: column, line, says: reason.key };
}

/** Lai Châu with Tam Đường (Bản Bo in it), which ends on 30 June 2025, and Sìn Hồ beside it. Ids by code. */
export async function layTerritory(world: World): Promise<Record<string, number>> {
  const places: [code: string, name: string, level: PlaceRow['level'], parent: string | null, to?: string][] = [
    ['12', 'Tỉnh Lai Châu', 'province', null],
    ['106', 'Huyện Tam Đường', 'district', '12', '2025-06-30'],
    ['03415', 'Xã Bản Bo', 'commune', '106'],
    ['108', 'Huyện Sìn Hồ', 'district', '12'],
    ['D', 'Huyện Ví Dụ', 'district', '12'],
  ];
  await world.database.transaction(async () => {
    await world.database.insert(
      PlaceRow,
      places.map(([code, name, level, parent_code, to]) => ({
        code,
        name,
        level,
        parent_code,
        valid_from: FIRST_DAY,
        valid_to: to ?? LAST_DAY,
        version: 1,
      })),
    );
    await world.get(TerritoryStore).changed(null);
  });
  const rows = await world.database.rows<{ id: number; code: string }>('SELECT id, code FROM places');
  return Object.fromEntries(rows.map(({ id, code }) => [code, id]));
}

/** Everything a table holds, to be compared before and after. */
export async function rowsOf(world: World, table: string): Promise<unknown[]> {
  return world.database.rows(`SELECT * FROM ${table} ORDER BY id`);
}

/** Brings a plan in as the command line does. */
export async function importPlan(world: World, plan: unknown) {
  return world.get(PlanFile).importText(JSON.stringify(plan, null, 2));
}

/** The sentences of the error summary with the ids of their fields, without the words of the fields before them. */
export function faults(answer: supertest.Response): string[] {
  return [...answer.text.matchAll(/<li>(?:[^<]*: )?<a href="#(\w+)">([^<]+)/g)].map(
    ([, field = '', sentence = '']) => `${field}: ${sentence}`,
  );
}
