import { Injectable } from '@nestjs/common';
import { today } from '../config/clock.js';
import type { Param } from '../database/connection.js';
import { Database } from '../database/database.js';
import { inList, type Scope, Scopes } from '../territory/scope.js';
import { actor } from '../web/actor.js';
import { nameInitials, similarNames } from './likeness.js';
import { PeopleList, PERSON_COLUMNS, type PersonRow, type ShownPerson } from './people.list.js';
import { PersonNames } from './person-names.js';
import { personRights, whereNotKnownChild } from './privacy.js';
import { foldedWords, sortName, whereWords } from './sort-name.js';

/** People shown at once; whoever is looked for and not among them is found with another letter. */
const MOST_SHOWN = 10;
/** Records read to choose those from: some are found twice, by two words, or are a child's. */
const MOST_READ = 40;
/** Words of a search; more of them narrow nothing. */
const MOST_WORDS = 6;
/** A word that so many names have is not what a search begins with. */
const FREQUENT = 300;
/** Records of one home with the same initials that are compared with a name. */
const MOST_COMPARED = 1000;
/** Letters from which on a search is one. */
const FEWEST_LETTERS = 2;
/** Behind every letter and digit of a folded word. */
const BEHIND_ALL = '\u{10ffff}';

type Found = PersonRow & { sort_name: string };

const COLUMNS = `${PERSON_COLUMNS}, p.sort_name`;

interface Condition {
  sql: string;
  params: Param[];
}

/**
 * Finds people while somebody types: the first few, without counting or sorting all (that does people.list.ts). Each
 * search begins with the word of it that the fewest names have, or where all are frequent with the homes of the territory:
 * an index has both.
 */
@Injectable()
export class PeopleLookup {
  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
    private readonly people: PeopleList,
    private readonly names: PersonNames,
  ) {}

  /**
   * People of the reader's territory whose name has, for each word looked for, a word that begins with it; marks, case and
   * order do not matter. Whose name may not be read is not found. Who has the words as they are comes first.
   * @returns at most ten, and whether there are more
   */
  async find(search: string): Promise<{ people: ShownPerson[]; more: boolean }> {
    const words = [...new Set(foldedWords(search))].slice(0, MOST_WORDS);
    if (words.join('').length < FEWEST_LETTERS) return { people: [], more: false };
    const scope = await this.scopes.mine();
    const start = await this.rarest(words, scope);
    if (start === null) return { people: [], more: false };
    const rows = await (start === undefined ? this.byHome(words, scope) : this.byWord(start, words, scope));
    const found = await this.readable(rows);
    const best = found.sort((a, b) => closeness(b, words) - closeness(a, words));
    return { people: await this.shown(best), more: best.length > MOST_SHOWN || rows.length === MOST_READ };
  }

  /**
   * People who somebody of this name may be: of the same name anywhere in the reader's territory, and of a similar one
   * (likeness.ts) at the same home. @param home code of a home; empty: not known
   */
  async like(fullName: string, home: string): Promise<ShownPerson[]> {
    const name = sortName(fullName);
    if (foldedWords(fullName).length < 2) return [];
    const inside = (await this.scopes.mine()).whereCode('p.unit_code');
    const also = both(inside, this.named());
    const select = `SELECT * FROM (SELECT ${COLUMNS} FROM people p WHERE`;
    const end = `AND COALESCE(p.merged_into_id, 0) = 0 AND ${also.sql} LIMIT`;
    const rows = await this.database.rows<Found>(
      `${select} p.sort_name = ? ${end} ${MOST_READ}) a
       UNION ${select} p.unit_code = ? AND p.name_initials = ? ${end} ${MOST_COMPARED}) b`,
      [name, ...also.params, home, nameInitials(name), ...also.params],
    );
    const alike = await this.readable(rows.filter(({ sort_name }) => similarNames(name, sort_name)));
    return this.shown(alike.sort((a, b) => Number(b.sort_name === name) - Number(a.sort_name === name)));
  }

  /** The word that the fewest names have; undefined: all are frequent, and homes are the shorter way; null: one has nobody. */
  private async rarest(words: readonly string[], scope: Scope): Promise<string | null | undefined> {
    if (words.length === 1 && scope.everywhere) return words[0];
    const counts = await this.database.rows<{ at: number; n: number }>(
      words
        .map((_, at) => `SELECT ${at} AS at, COUNT(*) AS n FROM (${WORD_RANGE} LIMIT ${FREQUENT}) w${at}`)
        .join(' UNION ALL '),
      words.flatMap(rangeOf),
    );
    const [fewest] = counts.map(({ at, n }) => ({ at: Number(at), n: Number(n) })).sort((a, b) => a.n - b.n);
    if (!fewest || fewest.n === 0) return null;
    return fewest.n === FREQUENT && !scope.everywhere ? undefined : words[fewest.at];
  }

  private byWord(start: string, words: readonly string[], scope: Scope): Promise<Found[]> {
    const rest = words.filter((word) => word !== start);
    const where = both(whereWords('w.sort_name', rest.join(' ')), scope.whereCode('w.unit_code'), this.named());
    return this.database.rows<Found>(
      `SELECT ${COLUMNS} FROM person_name_words w JOIN people p ON p.id = w.person_id
       WHERE w.word >= ? AND w.word < ? AND ${where.sql} AND COALESCE(p.merged_into_id, 0) = 0
       ORDER BY w.word, w.sort_name LIMIT ${MOST_READ}`,
      [...rangeOf(start), ...where.params],
    );
  }

  private byHome(words: readonly string[], scope: Scope): Promise<Found[]> {
    const homes = inList('p.unit_code', [...scope.coveredCodes()]);
    const where = both(homes, whereWords('p.sort_name', words.join(' ')), this.named());
    return this.database.rows<Found>(
      `SELECT ${COLUMNS} FROM people p WHERE ${where.sql} AND COALESCE(p.merged_into_id, 0) = 0 LIMIT ${MOST_READ}`,
      where.params,
    );
  }

  /** Whoever may not read a name may not find out by searching whose initials they are. */
  private named(): Condition | null {
    return personRights(actor()).childName ? null : whereNotKnownChild(today());
  }

  /** Each once, without those whose name is kept back. */
  private async readable(rows: readonly Found[]): Promise<Found[]> {
    const each = [...new Map(rows.map((row) => [row.id, row])).values()];
    const keptBack = await this.names.keptBack(each);
    return each.filter(({ id }) => !keptBack.has(id));
  }

  private shown(found: readonly Found[]): Promise<ShownPerson[]> {
    return this.people.shown(found.slice(0, MOST_SHOWN).map(({ sort_name: _, ...row }) => row));
  }
}

const WORD_RANGE = 'SELECT 1 AS one FROM person_name_words WHERE word >= ? AND word < ?';

/** Where the words that begin with this one lie. */
function rangeOf(word: string): [string, string] {
  return [word, word + BEHIND_ALL];
}

function both(...conditions: readonly (Condition | null)[]): Condition {
  const given = conditions.filter((each) => each !== null);
  return {
    sql: given.map(({ sql }) => sql).join(' AND ') || '1 = 1',
    params: given.flatMap(({ params }) => params),
  };
}

/** How well a name fits: each word that it has as it was typed, the given name twice. */
function closeness({ sort_name }: Found, words: readonly string[]): number {
  const own = sort_name.split(' ');
  const whole = words.filter((word) => own.includes(word)).length;
  return whole + (words.includes(own[0] ?? '') ? 1 : 0);
}
