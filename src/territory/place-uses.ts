import { Injectable } from '@nestjs/common';
import type { Param } from '../database/connection.js';
import { Database } from '../database/database.js';
import { DomainError } from '../errors.js';
import type { Place } from './place.js';
import { inList } from './scope.js';
import type { Territory } from './tree.js';

/** Tables that record something at a place: the code as it was written down, and the place derived from it if it is kept. */
const RECORDS = [
  { table: 'activities', code: 'unit_code', derived: true },
  { table: 'participations', code: 'unit_code', derived: true },
  { table: 'headcounts', code: 'unit_code', derived: true },
  { table: 'baselines', code: 'unit_code', derived: true },
  { table: 'plans', code: 'unit_code', derived: true },
  { table: 'people', code: 'unit_code', derived: false },
  { table: 'organisations', code: 'unit_code', derived: false },
] as const;

type Recorded = (typeof RECORDS)[number];

/** The last id of each table at some moment, by its name; a row with a later id came after it. */
export type Marks = Readonly<Partial<Record<string, number>>>;

/** Whether something is recorded at places that are to be removed. Tables of the folders above are read by plain queries. */
@Injectable()
export class PlaceUses {
  constructor(private readonly database: Database) {}

  /** The marks of this moment. */
  async marks(): Promise<Marks> {
    const tables = ['places', ...RECORDS.map(({ table }) => table)];
    const sql = tables.map((table) => `SELECT '${table}' AS kind, MAX(id) AS id FROM ${table}`).join(' UNION ALL ');
    const rows = await this.database.rows<{ kind: string; id: number | null }>(sql);
    return Object.fromEntries(rows.map(({ kind, id }) => [kind, Number(id ?? 0)]));
  }

  /**
   * What stands against removing places, as a refusal; undefined: nothing. Records that only followed a reform to a
   * place go back from it, so they do not count: those count that name its code and came after `since`, and where no
   * other place has the code, all that name it.
   * @param since {} : since ever
   */
  async obstacle(territory: Territory, gone: readonly Place[], since: Marks = {}): Promise<DomainError | undefined> {
    const ids = new Set(gone.map(({ id }) => id));
    const lost = new Set(gone.map(({ code }) => code).filter((code) => isLost(territory, code, ids)));
    const child = territory.places.find((place) => {
      const parent = ids.has(place.id) ? undefined : territory.parentOf(place);
      return parent && ids.has(parent.id) && (lost.has(parent.code) || place.id > (since.places ?? 0));
    });
    if (child) return new DomainError('territory.used_places', { child: child.name, code: child.code });
    return (await this.recorded(gone, [...lost], since)) ?? (await this.rights(gone));
  }

  private async recorded(gone: readonly Place[], lost: string[], since: Marks): Promise<DomainError | undefined> {
    const parts = RECORDS.map((each) => uses(each, gone, lost, since[each.table] ?? 0));
    const rows = await this.database.rows<{ kind: string; code: string; n: number }>(
      parts.map(({ sql }) => sql).join(' UNION ALL '),
      parts.flatMap(({ params }) => params),
    );
    const [first] = rows;
    if (!first) return undefined;
    const name = gone.find(({ code }) => code === first.code)?.name ?? first.code;
    return new DomainError(`territory.used_${first.kind}`, { name, code: first.code, count: Number(first.n) });
  }

  private async rights(gone: readonly Place[]): Promise<DomainError | undefined> {
    const at = inList(
      'place_id',
      gone.map(({ id }) => id),
    );
    const user = await this.database.row<{ name: string; place_id: number }>(
      `SELECT name, place_id FROM users WHERE ${at.sql} ORDER BY id LIMIT 1`,
      at.params,
    );
    const place = gone.find(({ id }) => id === user?.place_id);
    return user && new DomainError('territory.used_users', { user: user.name, name: place?.name ?? '' });
  }
}

function isLost(territory: Territory, code: string, ids: ReadonlySet<number>): boolean {
  return territory.placesOfCode(code).every(({ id }) => ids.has(id));
}

function uses(
  { table, code, derived }: Recorded,
  gone: readonly Place[],
  lost: string[],
  mark: number,
): { sql: string; params: Param[] } {
  const here = inList(
    code,
    gone.map((place) => place.code),
  );
  const there = inList(
    'place_id',
    gone.map(({ id }) => id),
  );
  const orphaned = inList(code, lost);
  const placed = derived ? ` AND ${there.sql}` : '';
  return {
    sql: `SELECT '${table}' AS kind, ${code} AS code, COUNT(*) AS n FROM ${table}
      WHERE (id > ? AND ${here.sql}${placed}) OR ${orphaned.sql} GROUP BY ${code}`,
    params: [mark, ...here.params, ...(derived ? there.params : []), ...orphaned.params],
  };
}
