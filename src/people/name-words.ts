import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { type Person, PersonNameWord } from './people.entities.js';

/** More words of one name say nothing new. */
const MOST_WORDS = 10;
/** The column holds this many characters. */
const LONGEST = 64;

/** The words of names, which the one writer of people keeps beside them: by them people are looked up (people.lookup.ts). */
@Injectable()
export class NameWords {
  constructor(private readonly database: Database) {}

  /** Writes, in the running transaction, the words of people as the register has them now, in place of those before. */
  async write(refs: readonly string[]): Promise<void> {
    if (refs.length === 0) return;
    const people = await this.database.rowsIn<Pick<Person, 'id' | 'sort_name' | 'unit_code'>>(
      'SELECT id, sort_name, unit_code FROM people WHERE ref IN (?)',
      [...refs],
    );
    await this.forget(people.map(({ id }) => id));
    await this.database.insert(
      PersonNameWord,
      people.flatMap(({ id, sort_name, unit_code }) =>
        nameWords(sort_name).map((word) => ({ word, sort_name, unit_code, person_id: id })),
      ),
    );
  }

  private async forget(ids: readonly number[]): Promise<void> {
    const rows = await this.database.rowsIn<{ id: number }>('SELECT id FROM person_name_words WHERE person_id IN (?)', [
      ...ids,
    ]);
    if (rows.length === 0) return;
    const marks = rows.map(() => '?').join(',');
    await this.database.execute(
      `DELETE FROM person_name_words WHERE id IN (${marks})`,
      rows.map(({ id }) => id),
    );
  }
}

/** The words by which somebody is found, each once. @param sortName folded words parted by blanks (sort-name.ts) */
export function nameWords(sortName: string): string[] {
  const words = sortName.split(' ').filter((word) => word !== '');
  return [...new Set(words.map((word) => word.slice(0, LONGEST)))].slice(0, MOST_WORDS);
}
