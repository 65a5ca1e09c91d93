import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { pagesById, type Readable } from '../interchange/by-id.js';
import type { Exporter } from '../interchange/importer.js';
import type { CsvValue } from '../interchange/writer.js';
import { Scopes } from '../territory/scope.js';
import { actor } from '../web/actor.js';
import { asReader } from '../web/as-reader.js';
import type { Person } from './people.entities.js';
import { PersonNames } from './person-names.js';
import { personRights } from './privacy.js';

/**
 * Writes `people.csv`. A national ID is not among the columns, since nobody has it any more: an absent column leaves
 * alone what is known, an empty one would clear it. Nor is ethnicity, which is sensitive. Records merged into another are
 * left out: files that name people name the one they were merged into.
 */
@Injectable()
export class PeopleExporter implements Exporter {
  readonly kind = 'people';
  readonly header = [
    'ref',
    'full_name',
    'sex',
    'birth_date',
    'birth_year',
    'unit',
    'phone',
    'email',
    'consent_on',
    'consent_by',
  ];

  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
    private readonly names: PersonNames,
  ) {}

  rows(): AsyncIterable<readonly CsvValue[]> {
    return asReader(this.all());
  }

  private async *all(): AsyncGenerator<readonly CsvValue[]> {
    const { contact } = personRights(actor());
    for await (const page of pagesById<Person>(this.database, await this.table())) {
      const names = await this.names.of(page);
      for (const person of page) yield cells(person, names.get(person.id) ?? '', contact);
    }
  }

  private async table(): Promise<Readable> {
    const inside = (await this.scopes.mine()).whereCode('unit_code');
    return {
      select: `SELECT id, ref, full_name, sex, birth_date, birth_year, unit_code, phone, email, consent_on, consent_by
        FROM people`,
      id: 'id',
      where: { sql: `merged_into_id IS NULL AND ${inside.sql}`, params: inside.params },
    };
  }
}

/** One row; what a reader may not see is empty. */
function cells(person: Person, name: string, contact: boolean): CsvValue[] {
  const { ref, sex, birth_date, birth_year, unit_code, phone, email, consent_on, consent_by } = person;
  const kept = contact
    ? { birth_date, birth_year, phone, email, consent_on, consent_by }
    : { birth_date: null, birth_year: null, phone: null, email: null, consent_on: null, consent_by: null };
  return [
    ref,
    name,
    sex,
    kept.birth_date,
    // The date says the year: written once it cannot disagree.
    kept.birth_date === null ? kept.birth_year : null,
    unit_code,
    kept.phone,
    kept.email,
    kept.consent_on,
    kept.consent_by,
  ];
}
