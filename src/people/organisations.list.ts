import { Injectable } from '@nestjs/common';
import type { Param } from '../database/connection.js';
import { Database } from '../database/database.js';
import { LIST_PAGE, offsetOf } from '../web/pager.js';
import { Scopes } from '../territory/scope.js';
import type { Organisation } from './people.entities.js';
import type { ListFilter } from './people.list.js';
import { whereWords } from './sort-name.js';

/** An organisation as the table has it. */
export type OrganisationRow = Pick<
  Organisation,
  'id' | 'ref' | 'name' | 'sort_key' | 'group_code' | 'unit_code' | 'craft_village'
>;

/** What the list is narrowed by. */
export interface OrganisationFilter extends ListFilter {
  group: string;
}

const COLUMNS = 'o.id, o.ref, o.name, o.sort_key, o.group_code, o.unit_code, o.craft_village';

/** Reads organisations of the reader's territory. */
@Injectable()
export class OrganisationsList {
  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
  ) {}

  /** A page of the list by name, and how many there are. */
  async page(filter: OrganisationFilter, page: number): Promise<{ organisations: OrganisationRow[]; total: number }> {
    const where = await this.where(filter);
    return this.database.snapshot(async () => {
      const count = await this.database.row<{ n: number }>(
        `SELECT COUNT(*) AS n FROM organisations o WHERE ${where.sql}`,
        where.params,
      );
      const total = Number(count?.n ?? 0);
      const organisations = await this.database.rows<OrganisationRow>(
        `SELECT ${COLUMNS} FROM organisations o WHERE ${where.sql} ORDER BY o.sort_key, o.id LIMIT ? OFFSET ?`,
        [...where.params, LIST_PAGE, offsetOf({ page, total })],
      );
      return { organisations, total };
    });
  }

  /** At most `limit` organisations after a ref, ordered by ref. */
  async after(filter: OrganisationFilter, ref: string, limit: number): Promise<OrganisationRow[]> {
    const where = await this.where(filter);
    return this.database.rows<OrganisationRow>(
      `SELECT ${COLUMNS} FROM organisations o WHERE ${where.sql} AND o.ref > ? ORDER BY o.ref LIMIT ?`,
      [...where.params, ref, limit],
    );
  }

  /** All of the list, in its order, a thousand at a time. */
  async *all(filter: OrganisationFilter): AsyncGenerator<OrganisationRow> {
    const where = await this.where(filter);
    let last: Pick<OrganisationRow, 'id' | 'sort_key'> = { id: 0, sort_key: '' };
    for (;;) {
      const rows = await this.database.rows<OrganisationRow>(
        `SELECT ${COLUMNS} FROM organisations o WHERE ${where.sql}
         AND (o.sort_key > ? OR (o.sort_key = ? AND o.id > ?)) ORDER BY o.sort_key, o.id LIMIT 1000`,
        [...where.params, last.sort_key, last.sort_key, last.id],
      );
      const end = rows.at(-1);
      if (!end) return;
      last = end;
      yield* rows;
    }
  }

  /** One organisation of the reader's territory; undefined: none. */
  async one(by: { id: number } | { ref: string }): Promise<OrganisationRow | undefined> {
    const scope = await this.scopes.mine();
    const [column, value] = 'id' in by ? ['id', by.id] : ['ref', by.ref];
    const row = await this.database.row<OrganisationRow>(
      `SELECT ${COLUMNS} FROM organisations o WHERE o.${column} = ?`,
      [value],
    );
    return row && scope.coversCode(row.unit_code) ? row : undefined;
  }

  private async where({ q, placeId, group }: OrganisationFilter): Promise<{ sql: string; params: Param[] }> {
    const inside = (await this.scopes.mine()).whereCode('o.unit_code');
    const conditions: { sql: string; params: Param[] }[] = [inside];
    if (placeId !== null) conditions.push((await this.scopes.of({ place_id: placeId })).whereCode('o.unit_code'));
    const words = whereWords('o.sort_name', q);
    if (words) conditions.push(words);
    if (group !== '') conditions.push({ sql: 'o.group_code = ?', params: [group] });
    return { sql: conditions.map(({ sql }) => sql).join(' AND '), params: conditions.flatMap(({ params }) => params) };
  }
}
