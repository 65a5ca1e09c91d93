import { RosterRemovals } from '../../src/activities/roster-removals.js';
import { WaitingEntry } from '../../src/activities/waiting.entities.js';
import { CheckIn } from '../../src/check-in/check-in.entities.js';
import { nowIso } from '../../src/config/clock.js';
import { type JsonRow, RowsRunner } from '../../src/interchange/rows-runner.js';
import { OfflineActs } from '../../src/offline/offline-acts.js';
import type { World } from './world.js';

async function id(world: World, sql: string, param: string): Promise<number> {
  const row = await world.database.row<{ id: number }>(sql, [param]);
  return Number(row?.id);
}

const PERSON = 'SELECT id FROM people WHERE ref = ?';

/** Somebody who was on the roster of a commune's activity and is not any more, and waits for a place. */
export async function changedRoster(
  world: World,
  mark: string,
): Promise<{ line: number; removal: number; waiting: number }> {
  const [activity, person] = [`A-${mark}`, `M-${mark}`];
  const row: JsonRow = { activity, person, group: 'parent', unit: '', organisation: '' };
  await world.get(RowsRunner).run('participations', [row]);
  const entry = {
    activity_id: await id(world, 'SELECT id FROM activities WHERE code = ?', activity),
    person_id: await id(world, PERSON, person),
    ...{ group_code: 'parent', organisation_id: null, waiting_since: nowIso() },
  };
  return {
    line: await id(
      world,
      'SELECT p.id FROM participations p JOIN people e ON e.id = p.person_id WHERE e.ref = ?',
      `P-${mark}`,
    ),
    removal: await world.get(RosterRemovals).removeByRef(activity, person, 'parent'),
    waiting: await world.database.transaction(() => world.database.insertOne(WaitingEntry, entry)),
  };
}

/** Somebody who said at the door that they are there, and waits to be confirmed. */
export async function arrived(world: World, mark: string): Promise<{ claim: number }> {
  const sql = 'SELECT s.id FROM sessions s JOIN activities a ON a.id = s.activity_id WHERE a.code = ?';
  const claim = {
    ...{ session_id: await id(world, sql, `A-${mark}`), person_id: null, full_name: 'Người đến', unit_code: null },
    ...{ form_key: `form-of-${mark}-arrival`, claimed_at: nowIso(), state: 'waiting' as const, decided_at: null },
  };
  const made = world.database.transaction(() => world.database.insertOne(CheckIn, { ...claim, decided_by_id: null }));
  return { claim: await made };
}

/** Somebody whom a device without a network saw as somebody else than is noted. */
export async function differed(world: World, mark: string): Promise<{ difference: number }> {
  const session = await id(
    world,
    'SELECT s.id FROM sessions s JOIN activities a ON a.id = s.activity_id WHERE a.code = ?',
    `A-${mark}`,
  );
  const [at, person] = [nowIso(), await id(world, PERSON, `P-${mark}`)];
  const act = { id: `device-act-of-${mark}`, session, at, kind: 'mark', person, seen: null, status: 'absent' };
  await world.get(OfflineActs).take([act], at);
  return {
    difference: await id(world, 'SELECT MAX(id) AS id FROM offline_acts WHERE session_id = ?', String(session)),
  };
}
