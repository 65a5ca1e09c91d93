import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { PersonNames } from '../people/person-names.js';
import type { NamedPerson } from '../people/privacy.js';
import { actor } from '../web/actor.js';
import { may } from '../web/permissions.js';

/** A subject as a reader may see it; `name` is null where names are not for this reader. */
export interface NamedSubject {
  kind: 'person' | 'organisation';
  id: number;
  ref: string;
  name: string | null;
  unit_code: string;
}

interface PersonRow extends NamedPerson {
  ref: string;
  unit_code: string;
}

/** Finds the names of subjects, as the person acting may see them. */
@Injectable()
export class SubjectNames {
  constructor(
    private readonly database: Database,
    private readonly names: PersonNames,
  ) {}

  /** Whether the person acting sees names of people at all. */
  mayRead(): boolean {
    const reader = actor();
    return reader === null || may(reader.role, 'person.read');
  }

  /** People by id; without the permission nothing is read at all. */
  async people(ids: readonly number[]): Promise<Map<number, NamedSubject>> {
    if (!this.mayRead() || ids.length === 0) return new Map();
    const rows = await this.database.rowsIn<PersonRow>(
      'SELECT id, ref, full_name, birth_date, birth_year, consent_on, unit_code FROM people WHERE id IN (?)',
      [...new Set(ids)],
    );
    const shown = await this.names.of(rows);
    return new Map(
      rows.map(({ id, ref, unit_code }) => [id, { kind: 'person', id, ref, name: shown.get(id) ?? null, unit_code }]),
    );
  }

  /** Organisations by id. */
  async organisations(ids: readonly number[]): Promise<Map<number, NamedSubject>> {
    if (ids.length === 0) return new Map();
    const rows = await this.database.rowsIn<{ id: number; ref: string; name: string; unit_code: string }>(
      'SELECT id, ref, name, unit_code FROM organisations WHERE id IN (?)',
      [...new Set(ids)],
    );
    return new Map(rows.map((row) => [row.id, { kind: 'organisation', ...row }]));
  }
}
