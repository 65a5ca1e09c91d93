import type { Database } from '../database/database.js';
import { faulty } from '../interchange/import-runner.js';
import type { RowResult } from '../interchange/importer.js';
import { holdPeople } from '../people/held-people.js';
import type { Scope } from '../territory/scope.js';

interface Named {
  id: number;
  ref: string;
  unit_code: string;
}

interface OrganisationFacts extends Named {
  group_code: string;
}

/** What a row of a roster refers to. */
interface RosterRow {
  line: number;
  values: { group: string; organisation: string | null };
}

/**
 * People of one file who are held against being merged at another node: a file of very many would share a slot with somebody
 * at work all the time, and begin again each time.
 */
const MOST_HELD = 500;

/** The people, organisations and groups that a roster speaks of, read batch by batch; who is foreign is not there. */
export class RosterReferences {
  private people = new Map<string, Named>();
  private organisations = new Map<string, OrganisationFacts>();
  private readonly counts: ReadonlyMap<string, 'persons' | 'organisations'>;
  private held = 0;

  constructor(
    private readonly database: Database,
    private readonly scope: Scope,
    groups: readonly { code: string; counts: 'persons' | 'organisations' }[],
  ) {
    this.counts = new Map(groups.map(({ code, counts }) => [code, counts]));
  }

  /** Whether there were too many people on a cluster for all of them to be held. */
  get areTooMany(): boolean {
    return this.database.onGalera && this.held > MOST_HELD;
  }

  /** Reads what the rows of one batch refer to. */
  async meet(rows: { person: string; organisation: string | null }[]): Promise<void> {
    const people = [...new Set(rows.map(({ person }) => person))];
    const organisations = [...new Set(rows.flatMap(({ organisation }) => organisation ?? []))];
    const inside = <T extends Named>(found: T[]): Map<string, T> =>
      new Map(found.filter(({ unit_code }) => this.scope.coversCode(unit_code)).map((each) => [each.ref, each]));
    this.people = inside(
      await this.database.rowsIn<Named>('SELECT id, ref, unit_code FROM people WHERE ref IN (?)', people),
    );
    await this.hold([...this.people.values()]);
    this.organisations = inside(
      await this.database.rowsIn<OrganisationFacts>(
        'SELECT id, ref, unit_code, group_code FROM organisations WHERE ref IN (?)',
        organisations,
      ),
    );
  }

  private async hold(people: readonly Named[]): Promise<void> {
    this.held += people.length;
    if (this.areTooMany) return;
    await holdPeople(
      this.database,
      people.map(({ id }) => id),
    );
  }

  /** A person of the batch. */
  person(ref: string): Named | undefined {
    return this.people.get(ref);
  }

  /**
   * The organisation that a row counts for, with its home: needed where the group counts organisations, and of that
   * group; refused where it counts persons.
   * @param kept the one recorded, where the file says nothing of organisations
   */
  organisationOf(
    row: RosterRow,
    kept: number | null,
  ): { id: number | null; home: string | null } | { refused: RowResult } {
    const { line, values } = row;
    const { group, organisation } = values;
    const refuse = (column: string, value: string | null, key: string): { refused: RowResult } => ({
      refused: faulty(line, column, value, `activities.${key}`, { group, ref: organisation ?? '' }),
    });
    const counts = this.counts.get(group);
    if (counts === undefined) return refuse('group', group, 'unknown_group');
    if (counts === 'persons') {
      return organisation === null
        ? { id: null, home: null }
        : refuse('organisation', organisation, 'organisation_not_wanted');
    }
    if (organisation === null) {
      return kept === null ? refuse('organisation', '', 'organisation_needed') : { id: kept, home: null };
    }
    const found = this.organisations.get(organisation);
    if (!found) return refuse('organisation', organisation, 'unknown_organisation');
    if (found.group_code !== group) return refuse('organisation', organisation, 'organisation_of_other_group');
    return { id: found.id, home: found.unit_code };
  }
}
