import { Injectable } from '@nestjs/common';
import { nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { EditConflict } from '../errors.js';
import { faulty } from '../interchange/import-runner.js';
import type { GoodRow, Importer, ImportRun, RowResult } from '../interchange/importer.js';
import { type Group, Groups } from '../territory/groups.js';
import { Scopes } from '../territory/scope.js';
import { HomeCheck } from './home-check.js';
import { Organisation } from './people.entities.js';
import { organisationsFile, type OrganisationValues } from './people.file.js';
import { organisationSortKey } from './sort-key.js';
import { organisationSortName } from './sort-name.js';

type Facts = Pick<Organisation, 'name' | 'sort_name' | 'sort_key' | 'group_code' | 'unit_code' | 'craft_village'>;
type Known = Facts & Pick<Organisation, 'id' | 'ref' | 'version'> & { used: number };

const FACTS = ['name', 'sort_name', 'sort_key', 'group_code', 'unit_code', 'craft_village'] as const;

const KNOWN = `SELECT o.id, o.ref, o.version, o.name, o.sort_name, o.sort_key, o.group_code, o.unit_code, o.craft_village,
  EXISTS (SELECT 1 FROM participations r WHERE r.organisation_id = o.id) AS used
  FROM organisations o WHERE o.ref IN (?)`;

/** Brings in `organisations.csv` (interchange.md). */
@Injectable()
export class OrganisationsImporter implements Importer<(typeof organisationsFile)['columns']> {
  readonly file = organisationsFile;
  readonly permission = 'import.run';

  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
    private readonly groups: Groups,
  ) {}

  async begin(present: ReadonlySet<string>): Promise<ImportRun<OrganisationValues>> {
    const homes = new HomeCheck(await this.scopes.mine());
    return new OrganisationsRun(this.database, homes, await this.groups.all(), present.has('craft_village'));
  }
}

class OrganisationsRun implements ImportRun<OrganisationValues> {
  private readonly now = nowIso();

  constructor(
    private readonly database: Database,
    private readonly homes: HomeCheck,
    private readonly groups: readonly Group[],
    private readonly hasCraftVillage: boolean,
  ) {}

  async take(rows: GoodRow<OrganisationValues>[]): Promise<RowResult[]> {
    const refs = rows.map(({ values }) => values.ref);
    const found = await this.database.rowsIn<Known>(KNOWN, refs);
    const known = new Map(found.map((row) => [row.ref, row]));
    const fresh: Partial<Organisation>[] = [];
    const results: RowResult[] = [];
    for (const row of rows) results.push(await this.takeOne(row, known.get(row.values.ref), fresh));
    if (fresh.length > 0) await this.database.insert(Organisation, fresh);
    return results;
  }

  private async takeOne(
    { line, values }: GoodRow<OrganisationValues>,
    before: Known | undefined,
    fresh: Partial<Organisation>[],
  ): Promise<RowResult> {
    const fault =
      this.homes.outside(line, values.ref, before?.unit_code) ??
      this.homes.fault(line, values.unit) ??
      this.groupFault(line, values, before);
    if (fault) return fault;
    const facts = this.facts(values, before);
    if (before) return { line, outcome: await this.change(before, facts) };
    fresh.push({ ...facts, ref: values.ref, created_at: this.now });
    return { line, outcome: 'inserted' };
  }

  private facts(values: OrganisationValues, before: Known | undefined): Facts {
    const craft = this.hasCraftVillage ? Number(values.craft_village ?? false) : (before?.craft_village ?? 0);
    return {
      name: values.name,
      sort_name: organisationSortName(values.name),
      sort_key: organisationSortKey(values.name),
      group_code: values.group,
      unit_code: values.unit,
      craft_village: craft,
    };
  }

  /** The group must count organisations; it stays the same once somebody has attended for the organisation. */
  private groupFault(line: number, { group }: OrganisationValues, before: Known | undefined): RowResult | null {
    const counting = this.groups.filter(({ counts }) => counts === 'organisations').map(({ code }) => code);
    const allowed = counting.join(', ');
    if (!this.groups.some(({ code }) => code === group)) {
      return faulty(line, 'group', group, 'organisations.group_unknown', { group, allowed });
    }
    if (!counting.includes(group)) {
      return faulty(line, 'group', group, 'organisations.group_of_persons', { group, allowed });
    }
    if (!before || before.group_code === group || Number(before.used) === 0) return null;
    return faulty(line, 'group', group, 'organisations.group_used', { group: before.group_code });
  }

  private async change(before: Known, facts: Facts): Promise<'updated' | 'unchanged'> {
    if (FACTS.every((name) => before[name] === facts[name])) return 'unchanged';
    const { id, version } = before;
    const changed = await this.database.update(Organisation, { id, version }, { ...facts, version: version + 1 });
    if (changed === 0) throw new EditConflict();
    return 'updated';
  }
}
