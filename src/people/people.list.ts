import { Injectable } from '@nestjs/common';
import { today } from '../config/clock.js';
import type { Param } from '../database/connection.js';
import { Database } from '../database/database.js';
import { placeholders } from '../database/placeholders.js';
import { LIST_PAGE, offsetOf } from '../web/pager.js';
import { type Scope, Scopes } from '../territory/scope.js';
import { actor } from '../web/actor.js';
import { whereConsentMissing } from './consent-filter.js';
import { fewOfEach } from './few-of-each.js';
import type { Person } from './people.entities.js';
import { PersonNames } from './person-names.js';
import { personRights, whereNameShown } from './privacy.js';
import { sortName, whereWords } from './sort-name.js';

/** What a list of people or organisations is narrowed by: words of the name, a place with all below it. */
export interface ListFilter {
  q: string;
  placeId: number | null;
  /** `missing`: minors without a consent by which their name may be shown. */
  consent?: string;
}

/** A person as a reader may see it. What is not to be seen is null. */
export interface ShownPerson {
  id: number;
  ref: string;
  /** Initials where the full name is kept back. */
  full_name: string;
  sex: Person['sex'];
  birth_date: string | null;
  birth_year: number | null;
  unit_code: string;
  phone: string | null;
  email: string | null;
  national_id_tail: string | null;
  ethnicity: string | null;
  consent_on: string | null;
  consent_by: string | null;
  merged_into_id: number | null;
}

/** A person as the table has it, before it is decided what a reader may see. */
export type PersonRow = ShownPerson & { sort_key: string };

const UNMERGED = 'p.merged_into_id IS NULL';
/** People of one name who are asked about. */
const MOST_NAMESAKES = 6;

/** The columns of `PersonRow`; `p` is the table of people. */
export const PERSON_COLUMNS = `p.id, p.ref, p.full_name, p.sort_key, p.sex, p.birth_date, p.birth_year, p.unit_code, p.phone, p.email,
  p.national_id_tail, p.ethnicity, p.consent_on, p.consent_by, p.merged_into_id`;

/** Reads people of the reader's territory, each with what the reader may see: the one source of pages, files and answers. */
@Injectable()
export class PeopleList {
  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
    private readonly names: PersonNames,
  ) {}

  /** A page of the list in Vietnamese order of the given name, and how many there are. */
  async page(filter: ListFilter, page: number): Promise<{ people: ShownPerson[]; total: number }> {
    const where = await this.where(filter);
    return this.database.snapshot(async () => {
      // What the index of the list has not is counted without it: else each record is looked up by itself.
      const sql =
        filter.consent === 'missing' ? where.sql.replace(UNMERGED, 'COALESCE(p.merged_into_id, 0) = 0') : where.sql;
      const count = await this.database.row<{ n: number }>(`SELECT COUNT(*) AS n FROM people p WHERE ${sql}`, [
        ...where.params,
      ]);
      const total = Number(count?.n ?? 0);
      const rows = await this.database.rows<PersonRow>(
        `SELECT ${PERSON_COLUMNS} FROM people p WHERE ${where.sql} ORDER BY p.sort_key, p.id LIMIT ? OFFSET ?`,
        [...where.params, LIST_PAGE, offsetOf({ page, total })],
      );
      return { people: await this.shown(rows), total };
    });
  }

  /** At most `limit` people after a ref, ordered by ref: for programs. A cursor of names would tell names. */
  async after(filter: ListFilter, ref: string, limit: number): Promise<ShownPerson[]> {
    const where = await this.where(filter);
    const rows = await this.database.rows<PersonRow>(
      `SELECT ${PERSON_COLUMNS} FROM people p WHERE ${where.sql} AND p.ref > ? ORDER BY p.ref LIMIT ?`,
      [...where.params, ref, limit],
    );
    return this.shown(rows);
  }

  /** Everybody of the list, in its order, a thousand at a time. */
  async *all(filter: ListFilter): AsyncGenerator<ShownPerson> {
    const where = await this.where(filter);
    let last: Pick<PersonRow, 'id' | 'sort_key'> = { id: 0, sort_key: '' };
    for (;;) {
      const rows = await this.database.rows<PersonRow>(
        `SELECT ${PERSON_COLUMNS} FROM people p WHERE ${where.sql}
         AND (p.sort_key > ? OR (p.sort_key = ? AND p.id > ?)) ORDER BY p.sort_key, p.id LIMIT 1000`,
        [...where.params, last.sort_key, last.sort_key, last.id],
      );
      const end = rows.at(-1);
      if (!end) return;
      last = { id: end.id, sort_key: end.sort_key };
      yield* await this.shown(rows);
    }
  }

  /** One person of the reader's territory, also one that was merged into another; undefined: none. */
  async one(by: { id: number } | { ref: string }): Promise<ShownPerson | undefined> {
    const scope = await this.scopes.mine();
    const [column, value] = 'id' in by ? ['id', by.id] : ['ref', by.ref];
    const rows = await this.database.rows<PersonRow>(`SELECT ${PERSON_COLUMNS} FROM people p WHERE p.${column} = ?`, [
      value,
    ]);
    return (await this.shown(rows.filter((row) => scope.coversCode(row.unit_code))))[0];
  }

  /** People by id, as far as they exist for the reader. */
  async several(ids: readonly number[]): Promise<Map<number, ShownPerson>> {
    const scope = await this.scopes.mine();
    // Not to be read by the index of all that are not merged, which the engine else prefers to the few keys.
    const rows = await this.database.rowsIn<PersonRow>(
      `SELECT ${PERSON_COLUMNS} FROM people p WHERE COALESCE(p.merged_into_id, 0) = 0 AND p.id IN (?)`,
      [...new Set(ids)],
    );
    const people = await this.shown(rows.filter((row) => scope.coversCode(row.unit_code)));
    return new Map(people.map((person) => [person.id, person]));
  }

  /**
   * People who have one of the names, whatever its marks and case, by the name as it is searched by: those whose name may
   * be read, in the order in which they came.
   */
  async namesakes(fullNames: readonly string[]): Promise<Map<string, ShownPerson[]>> {
    const scope = await this.scopes.mine();
    const named = personRights(actor()).childName ? null : whereNameShown(today());
    const rows = await this.database.rowsIn<PersonRow>(
      `SELECT ${PERSON_COLUMNS} FROM people p WHERE COALESCE(p.merged_into_id, 0) = 0${named ? ` AND ${named.sql}` : ''}
       AND p.sort_name IN (?) ORDER BY p.id`,
      [...new Set(fullNames.map(sortName))],
      named?.params,
    );
    const people = await this.shown(rows.filter(({ unit_code }) => scope.coversCode(unit_code)));
    return Map.groupBy(people, ({ full_name }) => sortName(full_name));
  }

  /**
   * The first few who have each of the names, by the name as it is searched by: to be asked about before somebody new of
   * that name is registered. Some names of this country have thousands.
   */
  async firstNamesakes(fullNames: readonly string[]): Promise<Map<string, ShownPerson[]>> {
    const names = [...new Set(fullNames.map(sortName))];
    if (names.length === 0) return new Map();
    const inside = (await this.scopes.mine()).whereCode('p.unit_code');
    const named = personRights(actor()).childName ? null : whereNameShown(today());
    const where = `p.sort_name IN (${placeholders(names)}) AND COALESCE(p.merged_into_id, 0) = 0
      AND ${inside.sql}${named ? ` AND ${named.sql}` : ''}`;
    const rows = await this.database.rows<PersonRow>(
      fewOfEach(PERSON_COLUMNS, ['sort_name'], { where, count: names.length, most: MOST_NAMESAKES }),
      [...names, ...inside.params, ...(named?.params ?? [])],
    );
    rows.sort((a, b) => a.id - b.id);
    return Map.groupBy(await this.shown(rows), ({ full_name }) => sortName(full_name));
  }

  /** Those of one name. */
  async namesakesOf(fullName: string): Promise<ShownPerson[]> {
    return (await this.firstNamesakes([fullName])).get(sortName(fullName)) ?? [];
  }

  private async where({ q, placeId, consent }: ListFilter): Promise<{ sql: string; params: Param[] }> {
    const inside = (await this.scopes.mine()).whereCode('p.unit_code');
    const conditions = [UNMERGED, inside.sql];
    const params: Param[] = [...inside.params];
    const below = placeId === null ? null : (await this.below(placeId)).whereCode('p.unit_code');
    const words = whereWords('p.sort_name', q);
    // Whoever may not read a name may not find out by searching whose initials they are.
    const named = words && !personRights(actor()).childName ? whereNameShown(today()) : null;
    const agreed = consent === 'missing' ? whereConsentMissing(today()) : null;
    for (const condition of [below, words, named, agreed]) {
      if (!condition) continue;
      conditions.push(condition.sql);
      params.push(...condition.params);
    }
    return { sql: conditions.join(' AND '), params };
  }

  private below(placeId: number): Promise<Scope> {
    return this.scopes.of({ place_id: placeId });
  }

  /** People that were read with their columns, as the reader may see them. */
  async shown(rows: readonly PersonRow[]): Promise<ShownPerson[]> {
    const names = await this.names.of(rows);
    const { contact, ethnicity } = personRights(actor());
    return rows.map(({ sort_key: _, ...row }) => ({
      ...row,
      full_name: names.get(row.id) ?? '',
      ...(contact ? {} : NO_CONTACT),
      ...(ethnicity ? {} : { ethnicity: null }),
    }));
  }
}

const NO_CONTACT = {
  birth_date: null,
  birth_year: null,
  phone: null,
  email: null,
  national_id_tail: null,
  consent_on: null,
  consent_by: null,
};
