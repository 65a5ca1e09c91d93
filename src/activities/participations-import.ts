import { Injectable } from '@nestjs/common';
import { nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import type { ValuesOf } from '../interchange/columns-file.js';
import { faulty } from '../interchange/import-runner.js';
import type { GoodRow, Importer, ImportRun, RowResult } from '../interchange/importer.js';
import { Groups } from '../territory/groups.js';
import { Participation } from './activities.entities.js';
import { placeholders } from '../database/placeholders.js';
import { participationsFile } from './files.js';
import { Ledger } from './ledger.js';
import { OneOrganisation } from './one-organisation.js';
import { ActivityDoor, isRefused, type OpenActivities, type OpenActivity } from './open-activities.js';
import { candidatesOf, placeToRecord } from './places.js';
import { RosterReferences } from './roster-references.js';
import { unknownUnit } from './unknown-unit.js';

type Values = ValuesOf<typeof participationsFile.columns>;
type Row = GoodRow<Values>;

/** A row whose references were found. */
interface Entry {
  row: Row;
  activity: OpenActivity;
  person_id: number;
  organisation_id: number | null;
  /** The code of the subject's home: of the organisation where the group counts organisations. */
  home: string;
  existing: Participation | undefined;
}

/** Brings in participations.csv (interchange: key `activity`, `person`, `group`); recorded in file order. */
@Injectable()
export class ParticipationsImporter implements Importer<typeof participationsFile.columns> {
  readonly file = participationsFile;
  readonly permission = 'activity.write';

  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly groups: Groups,
    private readonly ledger: Ledger,
  ) {}

  async begin(present: ReadonlySet<string>): Promise<ImportRun<Values>> {
    const open = await this.door.open();
    const references = new RosterReferences(this.database, open.scope, await this.groups.all());
    const one = new OneOrganisation(this.database);
    return { take: (rows) => this.take(rows, present, open, references, one) };
  }

  private async take(
    rows: Row[],
    present: ReadonlySet<string>,
    open: OpenActivities,
    references: RosterReferences,
    one: OneOrganisation,
  ): Promise<RowResult[]> {
    await open.meet(rows.map(({ values }) => values.activity));
    await references.meet(rows.map(({ values }) => values));
    const activities = [...new Set(rows.flatMap(({ values }) => open.get(values.activity)?.id ?? []))];
    const people = [...new Set(rows.flatMap(({ values }) => references.person(values.person)?.id ?? []))];
    const existing = await this.existing(activities, people);
    await one.meet(activities, people);
    const results: RowResult[] = [];
    const fresh: Partial<Participation>[] = [];
    for (const row of rows) {
      const entry = entryOf(row, open, references, existing, present);
      if (isRefused(entry)) results.push(entry.refused);
      else results.push(await this.record(entry, open, one, fresh));
    }
    await this.database.insert(Participation, fresh);
    return results;
  }

  private async record(
    entry: Entry,
    open: OpenActivities,
    one: OneOrganisation,
    fresh: Partial<Participation>[],
  ): Promise<RowResult> {
    const { row, activity, existing } = entry;
    const facts = factsOf(entry, open);
    if (isRefused(facts)) return facts.refused;
    if (one.isAnother(facts)) {
      const { organisation, person } = row.values;
      return faulty(row.line, 'organisation', organisation ?? '', 'activities.merged_for_another', { ref: person });
    }
    one.take(facts);
    if (!existing) {
      fresh.push(facts);
      this.ledger.touch([activity.id]);
      return { line: row.line, outcome: 'inserted' };
    }
    const columns = ['organisation_id', 'unit_code', 'unit_given', 'place_id'] as const;
    if (columns.every((column) => facts[column] === existing[column])) return { line: row.line, outcome: 'unchanged' };
    const { organisation_id, unit_code, unit_given, place_id } = facts;
    await this.database.update(
      Participation,
      { id: existing.id },
      { organisation_id, unit_code, unit_given, place_id },
    );
    this.ledger.touch([activity.id]);
    return { line: row.line, outcome: 'updated' };
  }

  /** Those of these people that are on these rosters already, by activity, person and group. */
  private async existing(activities: number[], people: number[]): Promise<Map<string, Participation>> {
    if (activities.length === 0 || people.length === 0) return new Map();
    const sql = `SELECT * FROM participations
      WHERE activity_id IN (${placeholders(activities)}) AND person_id IN (${placeholders(people)})`;
    const found = await this.database.rowsForUpdate<Participation>(sql, [...activities, ...people]);
    return new Map(found.map((each) => [keyOf(each.activity_id, each.person_id, each.group_code), each]));
  }
}

const keyOf = (activity: number, person: number, group: string): string => `${activity} ${person} ${group}`;

function entryOf(
  row: Row,
  open: OpenActivities,
  references: RosterReferences,
  existing: ReadonlyMap<string, Participation>,
  present: ReadonlySet<string>,
): Entry | { refused: RowResult } {
  const { line, values } = row;
  const activity = open.ofRow(row);
  if (isRefused(activity)) return activity;
  const person = references.person(values.person);
  if (!person) {
    return { refused: faulty(line, 'person', values.person, 'activities.unknown_person', { ref: values.person }) };
  }
  const known = existing.get(keyOf(activity.id, person.id, values.group));
  const kept = present.has('organisation') ? null : (known?.organisation_id ?? null);
  const organisation = references.organisationOf(row, kept);
  if (isRefused(organisation)) return organisation;
  const home = organisation.home ?? person.unit_code;
  return { row, activity, person_id: person.id, organisation_id: organisation.id, home, existing: known };
}

/** The participation as it should be, or why it cannot be. A place that is written down stays unless the row says another. */
function factsOf(entry: Entry, open: OpenActivities): Omit<Participation, 'id'> | { refused: RowResult } {
  const { row, activity, person_id, organisation_id, existing } = entry;
  const where = existing && staysPut(entry, existing) ? writtenDown(existing) : placed(entry, open);
  if (isRefused(where)) return where;
  return {
    activity_id: activity.id,
    person_id,
    group_code: row.values.group,
    organisation_id,
    ...where,
    recorded_at: existing?.recorded_at ?? nowIso(),
  };
}

type Where = Pick<Participation, 'unit_code' | 'unit_given' | 'place_id'>;

/** The row says no unit, and the place is not the home of an organisation that is another one now. */
function staysPut({ row, organisation_id }: Entry, existing: Participation): boolean {
  const followsOrganisation = existing.unit_given === 0 && existing.organisation_id !== organisation_id;
  return row.values.unit === null && !followsOrganisation;
}

function placed(entry: Entry, open: OpenActivities): Where | { refused: RowResult } {
  const { row, existing, home } = entry;
  const { unit } = row.values;
  const place = placeOf(entry, open);
  if (isRefused(place)) return place;
  // The same place said in other words, as an export does, changes nothing.
  const known = existing && unit !== null && place.id !== null && place.id === existing.place_id;
  return known
    ? writtenDown(existing)
    : { unit_code: unit ?? home, unit_given: unit === null ? 0 : 1, place_id: place.id };
}

function writtenDown({ unit_code, unit_given, place_id }: Participation): Where {
  return { unit_code, unit_given, place_id };
}

/** The place on the activity's first date (counting method §3); null while there is no session. */
function placeOf({ row, activity, home }: Entry, open: OpenActivities): { id: number | null } | { refused: RowResult } {
  const { line, values } = row;
  const unit = values.unit ?? home;
  const { territory, scope } = open;
  const refuse = (key: string, params: Record<string, string>): { refused: RowResult } => ({
    refused: faulty(line, 'unit', unit, key, { unit, ...params }),
  });
  const unknown = (): { refused: RowResult } => ({ refused: unknownUnit(open, line, unit) });
  if (territory.placesOfCode(unit).length === 0) return unknown();
  const day = activity.first_date;
  if (day === null) return scope.coversCode(unit) ? { id: null } : unknown();
  const reading = { territory, day, own: open.ownUnit(activity) };
  const found = placeToRecord(reading, { unit_code: unit, given: values.unit !== null });
  if ('candidates' in found) return refuse('activities.ambiguous_home', { date: day, candidates: candidatesOf(found) });
  if ('error' in found) return scope.coversCode(unit) ? refuse('activities.unit_not_on_day', { date: day }) : unknown();
  return scope.covers(found.place.id) ? found.place : unknown();
}
