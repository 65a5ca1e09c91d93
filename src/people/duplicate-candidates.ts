import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { Scope } from '../territory/scope.js';
import { type Reason, reasonsOf, strengthOf, type Traits } from './likeness.js';

/** Two records that may be one person: the one recorded first, the other, and what says so. */
export interface Candidates {
  a: Traits;
  b: Traits;
  reasons: Reason[];
}

/** So many namesakes, or people of one telephone, say nothing: the number is a school's, the name is everybody's. */
const MOST_SHARING = 10;
/** Records of one sign that are looked at for one page; whoever has more of them narrows the list to a place. */
const MOST_ROWS = 6000;
/** Records with the same initials at one home that are compared each with each. */
const MOST_ALIKE = 400;
/** From so many homes on a sign is looked up for all at once. */
const MANY_HOMES = 50;
/** Records that are looked at beside one. */
const MOST_BESIDE = 400;

type Row = Traits & { name_initials: string };

/** How records that agree in something are found: an index over the columns, and which groups in it are worth a look. */
interface Finder {
  reason: Reason;
  columns: readonly Exclude<keyof Row, 'id'>[];
  having: string;
}

const SHARED = `COUNT(*) BETWEEN 2 AND ${MOST_SHARING}`;
const HOME = ['unit_code', 'name_initials'] as const;
const FINDERS: readonly Finder[] = [
  { reason: 'national_id', columns: ['national_id_hash'], having: SHARED },
  { reason: 'phone', columns: ['phone'], having: SHARED },
  { reason: 'similar', columns: [...HOME, 'birth_year'], having: 'COUNT(*) > 1' },
  // Those of whom no year is known, and whoever may be one of them.
  { reason: 'similar', columns: HOME, having: 'COUNT(*) > 1 AND COUNT(g.birth_year) < COUNT(*)' },
  { reason: 'name_year', columns: ['sort_name', 'birth_year'], having: SHARED },
];

const SELECT = `SELECT p.id, p.sort_name, p.name_initials, p.birth_year, p.unit_code, p.phone, p.national_id_hash`;

/**
 * Finds records that may be one person. Nothing of it is kept: each sign is looked up where an index has it, and what it
 * brings is judged by likeness.ts.
 */
@Injectable()
export class DuplicateCandidates {
  constructor(private readonly database: Database) {}

  /**
   * Pairs of a territory, the strongest first.
   * @param reason only those with this sign
   * @returns the pairs, and whether there may be more than were looked at
   */
  async within(scope: Scope, reason: Reason | null): Promise<{ pairs: Candidates[]; more: boolean }> {
    const found = new Map<string, Candidates>();
    let more = false;
    for (const finder of FINDERS.filter((each) => reason === null || each.reason === reason)) {
      const { rows, isCut } = await this.read(finder, scope);
      const groups = groupsOf(finder, rows);
      for (const group of groups.slice(0, isCut ? -1 : undefined)) judge(group.slice(0, MOST_ALIKE), found);
      more ||= isCut || groups.some(({ length }) => length > MOST_ALIKE);
    }
    const pairs = [...found.values()].filter(({ reasons }) => reason === null || reasons.includes(reason));
    return { pairs: pairs.sort(strongestFirst), more };
  }

  /** The records that may be the same person as one, the strongest signs first. */
  async beside(scope: Scope, id: number): Promise<Candidates[]> {
    const one = await this.database.row<Row>(`${SELECT} FROM people p WHERE p.id = ?`, [id]);
    if (!one) return [];
    const asked = FINDERS.map(({ columns }) => columns.map((name) => ({ name, value: one[name] })));
    const known = asked.filter((columns) => columns.every(({ value }) => value !== null));
    const rows = await this.database.rows<Row>(
      `${known.map((columns) => besideBy(columns.map(({ name }) => name))).join(' UNION ')} LIMIT ${MOST_BESIDE}`,
      known.flatMap((columns) => columns.map(({ value }) => value)),
    );
    return rows
      .filter((row) => row.id !== id && scope.coversCode(row.unit_code))
      .map((row) => pairOf(one, row))
      .filter(({ reasons }) => reasons.length > 0)
      .sort(strongestFirst);
  }

  /** Two records, and what says that they are one person. */
  async ofPair(one: number, other: number): Promise<Candidates | undefined> {
    const [a, b] = await this.database.rows<Row>(`${SELECT} FROM people p WHERE p.id IN (?, ?)`, [one, other]);
    return a && b && pairOf(a, b);
  }

  /** The groups are found in an index, as many as a page can take, then their records are read. */
  private async read({ columns, having }: Finder, scope: Scope): Promise<{ rows: Row[]; isCut: boolean }> {
    const hidden = hiddenOf(columns, scope);
    const inside = scope.whereCode(hidden === 'home' ? hide('unit_code') : 'g.unit_code');
    const keys = columns.map((name) => (hidden === 'keys' ? hide(name) : `g.${name}`));
    const rows = await this.database.rows<Row>(
      `${SELECT} FROM (
         SELECT ${keys.map((key, at) => `${key} AS ${columns[at]}`).join(', ')} FROM people g
         WHERE COALESCE(g.merged_into_id, 0) = 0 AND ${columns.map((name) => `g.${name} IS NOT NULL`).join(' AND ')}
           AND ${inside.sql}
         GROUP BY ${keys.join(', ')} HAVING ${having} ORDER BY ${keys.join(', ')} LIMIT ${MOST_ROWS / 2 + 1}
       ) k LEFT JOIN people p ON ${columns.map((name) => `p.${name} = k.${name}`).join(' AND ')}
       WHERE COALESCE(p.merged_into_id, 0) = 0 LIMIT ${MOST_ROWS + 1}`,
      inside.params,
    );
    return { rows: rows.filter(({ unit_code }) => scope.coversCode(unit_code)), isCut: rows.length > MOST_ROWS };
  }
}

/**
 * What the engine is not to choose an index by. In a few homes their people are read; where there are many, the whole index
 * of a sign is read sooner. Neither is it to go by `merged_into_id`, which nearly all records have alike, nor to begin with
 * the records instead of with the groups (hence the outer join, which finds all the same).
 */
function hiddenOf(columns: Finder['columns'], scope: Scope): 'keys' | 'home' | null {
  if (scope.everywhere || columns[0] === 'unit_code') return null;
  return scope.coveredCodes().size > MANY_HOMES ? 'home' : 'keys';
}

function hide(name: string): string {
  return `COALESCE(g.${name}, ${name === 'birth_year' ? '0' : "''"})`;
}

function besideBy(columns: readonly string[]): string {
  return `${SELECT} FROM people p WHERE ${columns.map((name) => `p.${name} = ?`).join(' AND ')}
    AND p.merged_into_id IS NULL`;
}

/** Records that agree in the columns, in the order in which they came. */
function groupsOf({ columns }: Finder, rows: readonly Row[]): Row[][] {
  return [...Map.groupBy(rows, (row) => columns.map((name) => row[name]).join(' ')).values()];
}

/** Compares each with each, and adds the pairs for which something speaks. */
function judge(group: readonly Row[], found: Map<string, Candidates>): void {
  group.forEach((one, at) => {
    for (const other of group.slice(at + 1)) {
      const pair = pairOf(one, other);
      if (pair.reasons.length > 0) found.set(`${pair.a.id} ${pair.b.id}`, pair);
    }
  });
}

function pairOf(one: Traits, other: Traits): Candidates {
  const [a, b] = one.id < other.id ? [one, other] : [other, one];
  return { a, b, reasons: reasonsOf(a, b) };
}

function strongestFirst(one: Candidates, other: Candidates): number {
  const order = one.a.sort_name < other.a.sort_name ? -1 : one.a.sort_name > other.a.sort_name ? 1 : 0;
  return strengthOf(other.reasons) - strengthOf(one.reasons) || order || one.a.id - other.a.id || one.b.id - other.b.id;
}
