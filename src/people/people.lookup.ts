import { Injectable } from '@nestjs/common';
import { today } from '../config/clock.js';
import type { Param } from '../database/connection.js';
import { Database } from '../database/database.js';
import { placeholders } from '../database/placeholders.js';
import { inList, type Scope, Scopes } from '../territory/scope.js';
import { actor } from '../web/actor.js';
import { fewOfEach } from './few-of-each.js';
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
/** Homes that are asked about at once: frequent words are found among them, and the statement stays short. */
const HOMES_AT_ONCE = 32;
/** Records of one home with the same initials that are compared with a name. */
const MOST_COMPARED = 1000;
/** Letters from which on a search is one. */
const FEWEST_LETTERS = 2;
/** Behind every letter and digit of a folded word. */
const BEHIND_ALL = '\u{10ffff}';

type Found = PersonRow & { sort_name: string };

const COLUMNS = `${PERSON_COLUMNS}, p.sort_name`;
const UNMERGED = { sql: 'COALESCE(p.merged_into_id, 0) = 0', params: [] };

interface Condition {
  sql: string;
  params: Param[];
}

/**
 * Finds people while somebody types: the first few, without counting or sorting all (that does people.list.ts). Each
 * search begins with the word of it that the fewest names have. Where the territory has few homes, or all words are
 * frequent, it goes through the homes instead, some at once, until it has enough.
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
    const rows = await this.rows(words, scope);
    const found = await this.readable(rows);
    const best = found.sort((a, b) => closeness(b, words) - closeness(a, words));
    return { people: await this.shown(best), more: best.length > MOST_SHOWN || rows.length === MOST_READ };
  }

  /**
   * People who somebody of this name may be: of the same name anywhere in the reader's territory, and of a similar one
   * (likeness.ts) at the same home. @param home code of a home; empty: not known
   */
  async like(fullName: string, home: string): Promise<ShownPerson[]> {
    return (await this.likeEach([{ full_name: fullName, unit_code: home }]))[0] ?? [];
  }

  /** The same of several at once, each with its own people. */
  async likeEach(asked: readonly { full_name: string; unit_code: string }[]): Promise<ShownPerson[][]> {
    const names = asked.map((each) => (foldedWords(each.full_name).length < 2 ? null : sortName(each.full_name)));
    const scope = await this.scopes.mine();
    const same = await this.sameNames([...new Set(names.filter((name) => name !== null))], scope);
    const near = await this.sameInitials(
      asked.flatMap(({ unit_code: home }, at) => {
        const name = names[at] ?? null;
        return name === null || !scope.coversCode(home) ? [] : [{ home, initials: nameInitials(name) }];
      }),
    );
    const readable = await this.readable([...same, ...near]);
    const shown = new Map((await this.people.shown(readable)).map((person) => [person.id, person]));
    return asked.map(({ unit_code: home }, at) => {
      const name = names[at] ?? null;
      if (name === null) return [];
      const mayBe = ({ sort_name, unit_code }: Found): boolean =>
        sort_name === name || (unit_code === home && similarNames(name, sort_name));
      const alike = readable.filter(mayBe).sort((a, b) => Number(b.sort_name === name) - Number(a.sort_name === name));
      return alike.slice(0, MOST_SHOWN).flatMap(({ id }) => shown.get(id) ?? []);
    });
  }

  private async sameNames(names: readonly string[], scope: Scope): Promise<Found[]> {
    if (names.length === 0) return [];
    const same = { sql: `p.sort_name IN (${placeholders(names)})`, params: [...names] };
    const { sql, params } = both(UNMERGED, same, scope.whereCode('p.unit_code'), this.named());
    const few = { where: sql, count: names.length, most: MOST_READ };
    return this.database.rows<Found>(fewOfEach(COLUMNS, ['sort_name'], few), params);
  }

  private async sameInitials(asked: readonly { home: string; initials: string }[]): Promise<Found[]> {
    const each = [...new Map(asked.map((one) => [`${one.home} ${one.initials}`, one])).values()];
    if (each.length === 0) return [];
    const near = {
      sql: `(${each.map(() => '(p.unit_code = ? AND p.name_initials = ?)').join(' OR ')})`,
      params: each.flatMap(({ home, initials }) => [home, initials]),
    };
    const { sql, params } = both(UNMERGED, near, this.named());
    const few = { where: sql, count: each.length, most: MOST_COMPARED };
    return this.database.rows<Found>(fewOfEach(COLUMNS, ['unit_code', 'name_initials'], few), params);
  }

  private async rows(words: readonly string[], scope: Scope): Promise<Found[]> {
    const homes = scope.everywhere ? null : [...scope.coveredCodes()];
    // Most people of this country are known by the last word of their name.
    const last = words.at(-1) ?? '';
    if (homes !== null && homes.length <= HOMES_AT_ONCE) return this.amongHomes(last, words, homes);
    if (homes === null && words.length === 1) return this.byWord(last, words, MOST_READ);
    const { word, n } = await this.rarest(words);
    if (n === 0) return [];
    if (homes === null) return this.byWord(word, words, MOST_READ);
    if (n === FREQUENT) return this.throughHomes(word, words, homes);
    // So few that it is cheaper to leave out those of other homes here than to name all homes in the statement.
    const everywhere = await this.byWord(word, words, FREQUENT);
    return everywhere.filter(({ unit_code }) => scope.coversCode(unit_code)).slice(0, MOST_READ);
  }

  /** The word that the fewest names have, and how many these are, as far as FREQUENT. */
  private async rarest(words: readonly string[]): Promise<{ word: string; n: number }> {
    const counts = await this.database.rows<{ at: number; n: number }>(
      words
        .map((_, at) => `SELECT ${at} AS at, COUNT(*) AS n FROM (${WORD_RANGE} LIMIT ${FREQUENT}) w${at}`)
        .join(' UNION ALL '),
      words.flatMap(rangeOf),
    );
    const found = counts.map(({ at, n }) => ({ word: words[Number(at)] ?? '', n: Number(n) }));
    return found.reduce((fewest, each) => (each.n <= fewest.n ? each : fewest));
  }

  private byWord(start: string, words: readonly string[], most: number): Promise<Found[]> {
    const where = both(this.others(start, words), this.named());
    return this.database.rows<Found>(
      `SELECT ${COLUMNS} FROM person_name_words w JOIN people p ON p.id = w.person_id
       WHERE w.word >= ? AND w.word < ? AND ${where.sql} AND COALESCE(p.merged_into_id, 0) = 0
       ORDER BY w.word, w.sort_name LIMIT ${most}`,
      [...rangeOf(start), ...where.params],
    );
  }

  /** Through all homes until enough are found, more of them at once each time: of rare names few are asked about often. */
  private async throughHomes(start: string, words: readonly string[], homes: readonly string[]): Promise<Found[]> {
    const found: Found[] = [];
    for (let at = 0, size = HOMES_AT_ONCE; at < homes.length && found.length < MOST_READ; at += size, size *= 2) {
      found.push(...(await this.amongHomes(start, words, homes.slice(at, at + size))));
    }
    return found.slice(0, MOST_READ);
  }

  private amongHomes(start: string, words: readonly string[], homes: readonly string[]): Promise<Found[]> {
    const where = both(this.others(start, words), inList('w.unit_code', [...homes]), this.named());
    return this.database.rows<Found>(
      `SELECT ${COLUMNS} FROM person_name_words w JOIN people p ON p.id = w.person_id
       WHERE w.word >= ? AND w.word < ? AND ${where.sql} AND COALESCE(p.merged_into_id, 0) = 0 LIMIT ${MOST_READ}`,
      [...rangeOf(start), ...where.params],
    );
  }

  /** That a name has the words with which the search does not begin. */
  private others(start: string, words: readonly string[]): Condition | null {
    return whereWords('w.sort_name', words.filter((word) => word !== start).join(' '));
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
