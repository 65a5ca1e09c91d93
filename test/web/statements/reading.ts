import type { Role } from '../../../src/web/permissions.js';
import type { DeclaredRoute } from '../../../src/web/api/openapi.js';
import { OpenApi } from '../../../src/web/api/openapi.js';
import { may } from '../../../src/web/permissions.js';
import type { Read } from '../../support/counted.js';
import type { Story } from '../../support/story.js';
import { aboutOf, ask, type Caller, isApi, isUnsafe, nameOf } from '../rights/callers.js';

/** What one address answered, and what it read for that. */
export interface Reading {
  status: number;
  reads: Read[];
}

/** Readings by who asked for which route, as in `organizer GET /people`. */
export type Readings = Map<string, Reading>;

/** Asks for every address that a role may open. */
export async function readAll(story: Story, callers: readonly Caller[], taken: () => Read[]): Promise<Readings> {
  const routes = story.world
    .get(OpenApi)
    .routes()
    .filter((route) => !isUnsafe(route));
  const readings: Readings = new Map();
  for (const caller of callers) {
    for (const route of routes.filter((each) => opens(each, caller.role))) {
      readings.set(`${caller.role} ${nameOf(route)}`, await readingOf(story, route, caller, taken));
    }
  }
  return readings;
}

async function readingOf(story: Story, route: DeclaredRoute, caller: Caller, taken: () => Read[]): Promise<Reading> {
  const about = aboutOf(story, 'own', caller, caller);
  taken();
  const { status } = await ask(story, route, about, caller, isApi(route) ? 'token' : 'session');
  return { status, reads: taken() };
}

const opens = ({ access }: DeclaredRoute, role: Role): boolean =>
  access?.kind !== 'can' || may(role, access.permission);

/** What is kept in memory may be read anew, of a course its draft and its published version: that is no growth. */
const READ_ANEW = 2;

/** The statements that were asked more often than before, as `3 → 28 SELECT …`. */
export function oftener(before: Reading, after: Reading): string[] {
  const [few, many] = [timesOf(before.reads), timesOf(after.reads)];
  return [...many].flatMap(([sql, times]) =>
    times > (few.get(sql) ?? 0) + READ_ANEW ? [`${few.get(sql) ?? 0} → ${times} ${sql}`] : [],
  );
}

/** The statements that gave back more rows than before and more than `most`, as `3 → 183 SELECT …`. */
export function longer(before: Reading, after: Reading, most: number): string[] {
  const few = new Map<string, number>();
  for (const { sql, rows } of before.reads) few.set(sql, Math.max(rows, few.get(sql) ?? 0));
  return after.reads.flatMap(({ sql, rows }) =>
    rows > most && rows > (few.get(sql) ?? 0) ? [`${few.get(sql) ?? 0} → ${rows} ${sql}`] : [],
  );
}

function timesOf(reads: readonly Read[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const { sql } of reads) times.set(sql, (times.get(sql) ?? 0) + 1);
  return times;
}
