import { Injectable } from '@nestjs/common';
import { nowIso, today } from '../config/clock.js';
import { filled } from '../database/chunks.js';
import { Database } from '../database/database.js';
import type { ValuesOf } from '../interchange/columns-file.js';
import { faulty } from '../interchange/import-runner.js';
import type { Importer, ImportRun, RowResult } from '../interchange/importer.js';
import { Groups } from '../territory/groups.js';
import { Participation } from './activities.entities.js';
import { placeholders } from '../database/placeholders.js';
import { participationsFile } from './files.js';
import { Ledger } from './ledger.js';
import { OneOrganisation } from './one-organisation.js';
import { CompletionDays } from './completion-days.js';
import { DerivedPlaces } from './derived-places.js';
import { ActivityDoor, isRefused, type OpenActivities } from './open-activities.js';
import { type Entry, type RosterFileRow, whereOf } from './participation-places.js';
import { courseDay } from './place-differences.js';
import { RosterReferences } from './roster-references.js';

type Values = ValuesOf<typeof participationsFile.columns>;
/** On which day somebody is placed who is recorded by a row of a course; undefined: today, as whoever has not completed. */
export type DayOf = (row: RosterFileRow) => string | undefined;

/** What rows are recorded with. */
interface Recording {
  open: OpenActivities;
  references: RosterReferences;
  one: OneOrganisation;
  dayOf: DayOf;
}

type Recorded = Participation & { survivor_id: number };

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
    private readonly places: DerivedPlaces,
  ) {}

  async begin(present: ReadonlySet<string>): Promise<ImportRun<Values>> {
    const open = await this.door.open();
    return { take: await this.recorder(present, open) };
  }

  /**
   * Records rows on the rosters of activities that the running transaction has opened.
   * @param dayOf for rows of courses: the day of the completion that they are recorded for
   */
  async recorder(
    present: ReadonlySet<string>,
    open: OpenActivities,
    dayOf: DayOf = () => undefined,
  ): Promise<ImportRun<Values>['take']> {
    const references = new RosterReferences(this.database, open.scope, await this.groups.all());
    const one = new OneOrganisation(this.database);
    return (rows) => this.take(rows, present, { open, references, one, dayOf });
  }

  private async take(rows: RosterFileRow[], present: ReadonlySet<string>, recording: Recording): Promise<RowResult[]> {
    const { open, references, one } = recording;
    await open.meet(rows.map(({ values }) => values.activity));
    await references.meet(rows.map(({ values }) => values));
    const activities = [...new Set(rows.flatMap(({ values }) => open.get(values.activity)?.id ?? []))];
    if (references.areTooMany) this.database.afterCommit(() => this.ledger.followMerges(() => activities));
    const people = [...new Set(rows.flatMap(({ values }) => references.person(values.person)?.id ?? []))];
    const existing = await this.existing(activities, people);
    const courses = coursesOf(rows, open);
    const completed = await CompletionDays.read((sql, params) => this.database.rowsNow(sql, params), courses);
    await one.meet(activities, people);
    const results: RowResult[] = [];
    const fresh: Partial<Participation>[] = [];
    for (const row of rows) {
      const entry = entryOf(row, recording, existing, completed, present);
      if (isRefused(entry)) results.push(entry.refused);
      else results.push(await this.record(entry, open, one, fresh));
    }
    await this.database.insert(Participation, fresh);
    // Where somebody completed already by another record, the place is that of this day.
    this.places.touch(courses);
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
  private async existing(activities: number[], people: number[]): Promise<Map<string, Recorded>> {
    if (activities.length === 0 || people.length === 0) return new Map();
    const [a, p] = [filled(activities), filled(people)];
    const sql = `SELECT p.*, COALESCE(pe.merged_into_id, pe.id) AS survivor_id
      FROM participations p JOIN people pe ON pe.id = p.person_id
      WHERE activity_id IN (${placeholders(a)}) AND person_id IN (${placeholders(p)})`;
    const found = await this.database.rowsNow<Recorded>(sql, [...a, ...p]);
    return new Map(found.map((each) => [keyOf(each.activity_id, each.person_id, each.group_code), each]));
  }
}

const keyOf = (activity: number, person: number, group: string): string => `${activity} ${person} ${group}`;

function entryOf(
  row: RosterFileRow,
  { open, references, dayOf }: Recording,
  existing: ReadonlyMap<string, Recorded>,
  completed: CompletionDays,
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
  const day = activity.kind === 'course' ? courseDayOf(row, known, completed, dayOf) : activity.first_date;
  return { row, activity, person_id: person.id, organisation_id: organisation.id, home, existing: known, day };
}

function courseDayOf(row: RosterFileRow, known: Recorded | undefined, completed: CompletionDays, dayOf: DayOf): string {
  return known ? courseDay(known, completed) : (dayOf(row) ?? today());
}

/** Ids of the courses of a batch. */
function coursesOf(rows: readonly RosterFileRow[], open: OpenActivities): number[] {
  const activities = rows.flatMap(({ values }) => open.get(values.activity) ?? []);
  return [...new Set(activities.filter(({ kind }) => kind === 'course').map(({ id }) => id))];
}

/** The participation as it should be, or why it cannot be. */
function factsOf(entry: Entry, open: OpenActivities): Omit<Participation, 'id'> | { refused: RowResult } {
  const { row, activity, person_id, organisation_id, existing } = entry;
  const where = whereOf(entry, open);
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
