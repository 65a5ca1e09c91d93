import { Injectable } from '@nestjs/common';
import { nowIso, today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { EditConflict } from '../errors.js';
import type { GoodRow, Importer, ImportRun, RowResult } from '../interchange/importer.js';
import { rowError } from '../interchange/row-error.js';
import { Scopes } from '../territory/scope.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { HomeCheck } from './home-check.js';
import { Person } from './people.entities.js';
import { peopleFile, peopleFileWithoutEthnicity, type PersonValues } from './people.file.js';
import { changes, type Fault, type PersonFacts, personFacts, personFaults } from './person-record.js';

/** The purpose for which national IDs are hashed (secret.ts): the hash serves to recognise one, and for nothing else. */
const NATIONAL_ID = 'national-id';

type Known = PersonFacts & Pick<Person, 'id' | 'ref' | 'version'>;

const KNOWN = `SELECT id, ref, version, full_name, sort_name, sort_key, sex, birth_date, birth_year, unit_code, phone, email,
  national_id_hash, national_id_tail, ethnicity, consent_on, consent_by FROM people WHERE ref IN (?)`;

/** Brings in `people.csv` (interchange.md). A record that was merged into another is updated itself. */
@Injectable()
export class PeopleImporter implements Importer<(typeof peopleFile)['columns']> {
  /** Where ethnicity is not kept its column is one nobody knows: reported and ignored. */
  readonly file: typeof peopleFile;
  readonly permission = 'import.run';

  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
    private readonly holder: SettingsHolder,
  ) {
    this.file = holder.settings.ethnicity ? peopleFile : peopleFileWithoutEthnicity;
  }

  async begin(present: ReadonlySet<string>): Promise<ImportRun<PersonValues>> {
    const homes = new HomeCheck(await this.scopes.mine());
    const hashId = (digits: string): string => this.holder.secret.hash(NATIONAL_ID, digits);
    return new PeopleRun(this.database, homes, present, hashId);
  }
}

/** One file: a query for the known, one insert for the new per batch. */
class PeopleRun implements ImportRun<PersonValues> {
  private readonly day = today();
  private readonly now = nowIso();

  constructor(
    private readonly database: Database,
    private readonly homes: HomeCheck,
    private readonly present: ReadonlySet<string>,
    private readonly hashId: (digits: string) => string,
  ) {}

  async take(rows: GoodRow<PersonValues>[]): Promise<RowResult[]> {
    const refs = rows.map(({ values }) => values.ref);
    const found = await this.database.rowsIn<Known>(KNOWN, refs);
    const known = new Map(found.map((row) => [row.ref, row]));
    const fresh: Partial<Person>[] = [];
    const results: RowResult[] = [];
    for (const row of rows) results.push(await this.takeOne(row, known.get(row.values.ref), fresh));
    if (fresh.length > 0) await this.database.insert(Person, fresh);
    return results;
  }

  private async takeOne(
    { line, values }: GoodRow<PersonValues>,
    before: Known | undefined,
    fresh: Partial<Person>[],
  ): Promise<RowResult> {
    const outside = this.homes.fault(line, values.ref, values.unit, before?.unit_code);
    if (outside) return outside;
    const facts = personFacts(values, this.present, before, this.hashId);
    const faults = personFaults(values, facts, this.day);
    if (faults.length > 0) return { line, errors: faults.map((fault) => asRowError(line, fault)) };
    if (before) return { line, outcome: await this.change(before, facts) };
    fresh.push({ ...facts, ref: values.ref, created_at: this.now });
    return { line, outcome: 'inserted' };
  }

  private async change({ id, version, ...before }: Known, facts: PersonFacts): Promise<'updated' | 'unchanged'> {
    const patch = changes(before, facts);
    if (Object.keys(patch).length === 0) return 'unchanged';
    const changed = await this.database.update(Person, { id, version }, { ...patch, version: version + 1 });
    if (changed === 0) throw new EditConflict();
    return 'updated';
  }
}

function asRowError(line: number, { column, value, key, params = {} }: Fault) {
  return rowError(line, column, value, { key, params });
}
