import { Injectable } from '@nestjs/common';
import { nowIso, today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { EditConflict } from '../errors.js';
import { Bus } from '../events/domain-events.js';
import { faulty } from '../interchange/import-runner.js';
import type { GoodRow, Importer, ImportRun, RowResult } from '../interchange/importer.js';
import { rowError } from '../interchange/row-error.js';
import { Scopes } from '../territory/scope.js';
import { actor } from '../web/actor.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { withdrawalsOf, withdrawnFaults } from './consent-withdrawals.js';
import { HomeCheck } from './home-check.js';
import { Person } from './people.entities.js';
import { peopleFile, peopleFileWithoutEthnicity, type PersonValues } from './people.file.js';
import { NameWords } from './name-words.js';
import { PersonNames } from './person-names.js';
import { changes, type Fault, type PersonFacts, personFacts, personFaults } from './person-record.js';
import { personRights } from './privacy.js';

/** The purpose for which national IDs are hashed (secret.ts): the hash serves to recognise one, and for nothing else. */
const NATIONAL_ID = 'national-id';

type Known = PersonFacts & Pick<Person, 'id' | 'ref' | 'version'>;

const KNOWN = `SELECT id, ref, version, full_name, sort_name, sort_key, name_initials, sex, birth_date, birth_year, unit_code, phone, email,
  national_id_hash, national_id_tail, ethnicity, consent_on, consent_by FROM people WHERE ref IN (?)`;

/**
 * Brings in `people.csv` (interchange.md). A record that was merged into another is updated itself. Nobody destroys, or
 * finds out by trying, what they may not see: a record whose name is kept back from them is not theirs to change.
 */
@Injectable()
export class PeopleImporter implements Importer<(typeof peopleFile)['columns']> {
  /** Where ethnicity is not kept its column is one nobody knows: reported and ignored. */
  readonly file: typeof peopleFile;
  readonly permission = 'import.run';

  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
    private readonly holder: SettingsHolder,
    private readonly names: PersonNames,
    private readonly words: NameWords,
    private readonly bus: Bus,
  ) {
    this.file = holder.settings.ethnicity ? peopleFile : peopleFileWithoutEthnicity;
  }

  async begin(present: ReadonlySet<string>): Promise<ImportRun<PersonValues>> {
    const homes = new HomeCheck(await this.scopes.mine());
    const hashId = (digits: string): string => this.holder.secret.hash(NATIONAL_ID, digits);
    return new PeopleRun(this.database, this.bus, homes, this.names, this.words, present, hashId);
  }
}

/** One file: a query for the known, one insert for the new per batch. */
class PeopleRun implements ImportRun<PersonValues> {
  private readonly day = today();
  private readonly now = nowIso();
  /** Of the known of a batch, when consent was withdrawn. */
  private withdrawn: ReadonlyMap<number, string> = new Map();
  /** Of the known of a batch, whose name or home became another. */
  private readonly renamed: string[] = [];
  /** Of the known of a batch, whose e-mail address became another. */
  private readonly readdressed: number[] = [];
  /** Of a record that is there, ethnicity is changed only by somebody who sees it. */
  private readonly presentInKnown: ReadonlySet<string>;

  constructor(
    private readonly database: Database,
    private readonly bus: Bus,
    private readonly homes: HomeCheck,
    private readonly names: PersonNames,
    private readonly words: NameWords,
    private readonly present: ReadonlySet<string>,
    private readonly hashId: (digits: string) => string,
  ) {
    const { ethnicity } = personRights(actor());
    this.presentInKnown = ethnicity ? present : new Set([...present].filter((column) => column !== 'ethnicity'));
  }

  async take(rows: GoodRow<PersonValues>[]): Promise<RowResult[]> {
    const refs = rows.map(({ values }) => values.ref);
    const found = await this.database.rowsIn<Known>(KNOWN, refs);
    const known = new Map(found.map((row) => [row.ref, row]));
    const keptBack = await this.names.keptBack(found);
    this.withdrawn = await withdrawalsOf(
      this.database,
      found.map(({ id }) => id),
    );
    const fresh: Partial<Person>[] = [];
    const results: RowResult[] = [];
    for (const row of rows) {
      const before = known.get(row.values.ref);
      results.push(this.closed(row, before, keptBack) ?? (await this.takeOne(row, before, fresh)));
    }
    if (fresh.length > 0) await this.database.insert(Person, fresh);
    await this.words.write([...fresh.map(({ ref }) => ref ?? ''), ...this.renamed.splice(0)]);
    const person_ids = this.readdressed.splice(0);
    if (person_ids.length > 0) await this.bus.tell('people.readdressed', { person_ids });
    return results;
  }

  /** Whatever such a row says, the answer is the same: one that depended on it would tell what is recorded. */
  private closed(
    { line, values: { ref } }: GoodRow<PersonValues>,
    before: Known | undefined,
    keptBack: ReadonlySet<number>,
  ): RowResult | null {
    const outside = this.homes.outside(line, ref, before?.unit_code);
    if (outside || !before || !keptBack.has(before.id)) return outside;
    return faulty(line, 'ref', ref, 'people.name_kept_back');
  }

  private async takeOne(
    { line, values }: GoodRow<PersonValues>,
    before: Known | undefined,
    fresh: Partial<Person>[],
  ): Promise<RowResult> {
    const wrongHome = this.homes.fault(line, values.unit);
    if (wrongHome) return wrongHome;
    const facts = personFacts(values, before ? this.presentInKnown : this.present, before, this.hashId);
    const faults = personFaults(values, facts, this.day);
    if (before) faults.push(...withdrawnFaults(before, facts, this.withdrawn.get(before.id)));
    if (faults.length > 0) return { line, errors: faults.map((fault) => asRowError(line, fault)) };
    if (before) return { line, outcome: await this.change(before, facts) };
    fresh.push({ ...facts, ref: values.ref, created_at: this.now });
    return { line, outcome: 'inserted' };
  }

  /**
   * A national ID is written and never read: the answer tells only what changed of its last digits, or whoever tries all
   * numbers would know the right one by `unchanged`.
   */
  private async change({ id, version, ref, ...before }: Known, facts: PersonFacts): Promise<'updated' | 'unchanged'> {
    const patch = changes(before, facts);
    if (Object.keys(patch).length === 0) return 'unchanged';
    const changed = await this.database.update(Person, { id, version }, { ...patch, version: version + 1 });
    if (changed === 0) throw new EditConflict();
    if ('sort_name' in patch || 'unit_code' in patch) this.renamed.push(ref);
    if ('email' in patch) this.readdressed.push(id);
    const told = Object.keys(patch).filter((name) => name !== 'national_id_hash');
    return told.length === 0 ? 'unchanged' : 'updated';
  }
}

function asRowError(line: number, { column, value, key, params = {} }: Fault) {
  return rowError(line, column, value, { key, params });
}
