import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Activity,
  Attendance,
  Participation,
  Qualification,
  Session,
} from '../../src/activities/activities.entities.js';
import { nowIso } from '../../src/config/clock.js';
import { ImportRunner, type ImportOptions } from '../../src/interchange/import-runner.js';
import type { ImportReport } from '../../src/interchange/report.js';
import { FileRegistry } from '../../src/interchange/registry.js';
import { csvLine } from '../../src/interchange/writer.js';
import { Plan } from '../../src/plans/plans.entities.js';
import { FIRST_DAY, LAST_DAY } from '../../src/territory/place.js';
import { PlaceRow } from '../../src/territory/territory.entities.js';
import { World } from '../support/world.js';

/** Ids of the places of the cast. */
export interface Places {
  district: number;
  banBo: number;
  thenSin: number;
}

/** A world with a district and two communes: Bản Bo (03405) and Thèn Sin (03394). */
export async function districtWorld(env: Record<string, string> = {}): Promise<{ world: World; places: Places }> {
  const world = await World.create(env);
  const place = (code: string, name: string, level: PlaceRow['level'], parent_code: string | null): Promise<number> =>
    world.database.insertOne(PlaceRow, { code, name, level, parent_code, valid_from: FIRST_DAY, valid_to: LAST_DAY });
  const places = await world.database.transaction(async () => {
    await place('12', 'Tỉnh Lai Châu', 'province', null);
    const district = await place('106', 'Huyện Tam Đường', 'district', '12');
    const banBo = await place('03405', 'Xã Bản Bo', 'commune', '106');
    return { district, banBo, thenSin: await place('03394', 'Xã Thèn Sin', 'commune', '106') };
  });
  return { world, places };
}

/** Imports a file of these lines. */
export async function load(
  world: World,
  kind: string,
  lines: string[],
  options: ImportOptions = {},
): Promise<ImportReport> {
  const folder = mkdtempSync(join(tmpdir(), 'lan-toa-file-'));
  try {
    writeFileSync(join(folder, 'file.csv'), `${lines.join('\n')}\n`);
    return await world.get(ImportRunner).run(kind, join(folder, 'file.csv'), `${kind}.csv`, options);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the export of a kind writes, header first. */
export async function exported(world: World, kind: string): Promise<string> {
  const exporter = world.get(FileRegistry).exporter(kind);
  if (!exporter) throw new Error(`nobody exports ${kind}`);
  let text = csvLine(exporter.header);
  for await (const row of exporter.rows()) text += csvLine(row);
  return text;
}

/** The reasons of a report as `line column key`. */
export const reasons = (report: ImportReport): string[] =>
  report.rejected.map(({ line, column, reason }) => `${line} ${column} ${reason.key}`);

export async function idOf(world: World, table: 'people' | 'organisations', ref: string): Promise<number> {
  const row = await world.database.row<{ id: number }>(`SELECT id FROM ${table} WHERE ref = ?`, [ref]);
  if (!row) throw new Error(`nobody is called ${ref}`);
  return row.id;
}

/** A training of one session on 10 June 2025 at a place. @returns its id */
export async function training(world: World, code: string, title: string, placeId: number): Promise<number> {
  return world.database.transaction(async () => {
    const plan = await world.database.row<{ id: number }>('SELECT id FROM plans WHERE code = ?', ['P']);
    const plan_id = plan?.id ?? (await world.database.insertOne(Plan, somePlan(placeId)));
    const activity_id = await world.database.insertOne(Activity, {
      ...{ code, plan_id, title, kind: 'training', unit_code: '106', status: 'running' },
      ...{ first_date: '2025-06-10', place_id: placeId },
    });
    await world.database.insert(Session, [{ activity_id, number: 1, date: '2025-06-10', status: 'held' }]);
    return activity_id;
  });
}

function somePlan(place_id: number): Partial<Plan> {
  const title = 'Kế hoạch';
  return {
    ...{ code: 'P', title_vi: title, title_en: title, unit_code: '106', place_id, legal_basis: '[]' },
    ...{ start: '2021-01-01', end: '2025-12-31' },
  };
}

/**
 * Puts a person on the roster of a training and marks them present; with `trained` also as having qualified. Written past the
 * rules, also in the plan's period and territory: what a recount would give is not looked at then.
 */
export async function enrol(
  world: World,
  activity_id: number,
  who: { ref: string; group: string; place: number; organisation?: string; trained?: boolean },
): Promise<void> {
  world.isRecorded = false;
  const person_id = await idOf(world, 'people', who.ref);
  const organisation_id = who.organisation ? await idOf(world, 'organisations', who.organisation) : null;
  const session = await world.database.row<{ id: number }>('SELECT id FROM sessions WHERE activity_id = ?', [
    activity_id,
  ]);
  await world.database.transaction(async () => {
    const participation_id = await world.database.insertOne(Participation, {
      ...{ activity_id, person_id, group_code: who.group, organisation_id, unit_code: '106', unit_given: 0 },
      ...{ place_id: who.place, recorded_at: nowIso() },
    });
    await world.database.insert(Attendance, [{ session_id: session?.id ?? 0, person_id, status: 'present' }]);
    if (!who.trained) return;
    await world.database.insert(Qualification, [
      {
        ...{ participation_id, activity_id, plan_id: 1, kind: 'training', measure: 'trained' },
        ...{ group_code: who.group, subject_id: person_id, place_id: who.place, date: '2025-06-10' },
      },
    ]);
  });
}
