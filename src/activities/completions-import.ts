import { Injectable } from '@nestjs/common';
import { today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { placeholders } from '../database/placeholders.js';
import type { ValuesOf } from '../interchange/columns-file.js';
import { faulty } from '../interchange/import-runner.js';
import type { GoodRow, Importer, ImportRun, RowResult } from '../interchange/importer.js';
import { Completion, type Participation } from './activities.entities.js';
import { DayBook, type Whose } from './day-book.js';
import { DerivedPlaces } from './derived-places.js';
import { completionsFile } from './files.js';
import { Ledger } from './ledger.js';
import { ActivityDoor, isRefused, type OpenActivities, type OpenActivity } from './open-activities.js';
import { ParticipationsImporter } from './participations-import.js';
import { candidatesOf, placeWrittenDown } from './places.js';

type Values = ValuesOf<typeof completionsFile.columns>;
type Row = GoodRow<Values>;

/** Somebody on a roster, with the codes by which a file may name them. */
interface OnCourse extends Participation {
  ref: string;
  survivor_ref: string | null;
  survivor_id: number;
  organisation: string | null;
}

type WhoseRow = Pick<OnCourse, 'activity_id' | 'person_id' | 'survivor_id' | 'group_code'>;
type KeptDay = { id: number; day: string };

/** A row of a course that is open to the actor, on a day that has come. */
interface Good {
  row: Row;
  activity: OpenActivity;
}

/** Brings in completions.csv (interchange: key `activity`, `person`, `group`): who is not on the roster is put on it. */
@Injectable()
export class CompletionsImporter implements Importer<typeof completionsFile.columns> {
  readonly file = completionsFile;
  readonly permission = 'attendance.record';

  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly roster: ParticipationsImporter,
    private readonly places: DerivedPlaces,
    private readonly ledger: Ledger,
  ) {}

  async begin(): Promise<ImportRun<Values>> {
    const open = await this.door.open();
    // A row without an organisation says nothing of it where somebody is on the roster, and lacks it where not.
    const days = new Map<number, string>();
    const enrol = await this.roster.recorder(new Set(['organisation']), open, ({ line }) => days.get(line));
    return {
      take: async (rows) => {
        for (const { line, values } of rows) days.set(line, values.date);
        const results = await this.take(rows, open, enrol);
        days.clear();
        return results;
      },
    };
  }

  private async take(
    rows: Row[],
    open: OpenActivities,
    enrol: Awaited<ReturnType<ParticipationsImporter['recorder']>>,
  ): Promise<RowResult[]> {
    await open.meet(rows.map(({ values }) => values.activity));
    const results: RowResult[] = [];
    const good: Good[] = [];
    for (const row of rows) {
      const activity = open.ofCourseRow(row);
      if (isRefused(activity)) results.push(activity.refused);
      else if (row.values.date > today()) results.push(ahead(row));
      else good.push({ row, activity });
    }
    const before = await this.onCourses(good);
    const fresh = good.filter(({ row, activity }) => !before.has(keyOf(activity.id, row.values)));
    const enrolled = await enrol(fresh.map(({ row }) => asRosterRow(row)));
    const refused = new Map(enrolled.filter((result) => 'errors' in result).map((result) => [result.line, result]));
    const sound = good.filter(({ row }) => !refused.has(row.line));
    const roster = fresh.length === 0 ? before : await this.onCourses(sound);
    return [...results, ...refused.values(), ...(await this.complete(sound, roster, open))];
  }

  private async complete(
    rows: readonly Good[],
    roster: ReadonlyMap<string, OnCourse>,
    open: OpenActivities,
  ): Promise<RowResult[]> {
    const book = new DayBook(await this.kept(rows, roster));
    const places = new Map<string, OnCourse>();
    const results = rows.map(({ row, activity }): RowResult => {
      const { line, values } = row;
      const place = roster.get(keyOf(activity.id, values));
      if (!place) throw new Error(`line ${line} was enrolled and is on no roster`);
      const refusal = disagreement(row, place) ?? placeless(row, place, activity, open);
      if (refusal) return refusal;
      const whose = whoseOf(place);
      places.set(whose.own, place);
      const outcome = book.note(whose, values.date);
      if (outcome !== 'unchanged') this.touch(activity.id);
      return { line, outcome };
    });
    const { changed, fresh } = book.writing();
    for (const { id, day } of changed) await this.database.update(Completion, { id }, { date: day });
    await this.database.insert(
      Completion,
      fresh.map(({ own, day }) => {
        const { activity_id, person_id, group_code } = places.get(own) as OnCourse;
        return { activity_id, person_id, group_code, date: day };
      }),
    );
    return results;
  }

  private touch(activityId: number): void {
    this.places.touch([activityId]);
    this.ledger.touch([activityId]);
  }

  /** Of the people that rows name those who are on the rosters, by activity, code and group: by their own record, else by one merged into it. */
  private async onCourses(rows: readonly Good[]): Promise<Map<string, OnCourse>> {
    if (rows.length === 0) return new Map();
    const activities = [...new Set(rows.map(({ activity }) => activity.id))];
    const refs = [...new Set(rows.map(({ row }) => row.values.person))];
    const found = await this.database.rowsNow<OnCourse>(
      `SELECT p.*, pe.ref, su.ref AS survivor_ref, COALESCE(pe.merged_into_id, pe.id) AS survivor_id, o.ref AS organisation
       FROM participations p JOIN people pe ON pe.id = p.person_id LEFT JOIN people su ON su.id = pe.merged_into_id
       LEFT JOIN organisations o ON o.id = p.organisation_id
       WHERE p.activity_id IN (${placeholders(activities)})
         AND (pe.ref IN (${placeholders(refs)}) OR su.ref IN (${placeholders(refs)})) ORDER BY p.id`,
      [...activities, ...refs, ...refs],
    );
    const roster = new Map<string, OnCourse>();
    const enter = (ref: string, place: OnCourse): void => {
      const key = keyOf(place.activity_id, { person: ref, group: place.group_code });
      if (!roster.has(key)) roster.set(key, place);
    };
    for (const place of found) enter(place.ref, place);
    for (const place of found) if (place.survivor_ref !== null) enter(place.survivor_ref, place);
    return roster;
  }

  /** What is kept of these people and of all their records. */
  private async kept(rows: readonly Good[], roster: ReadonlyMap<string, OnCourse>): Promise<(Whose & KeptDay)[]> {
    const people = [...new Set([...roster.values()].map(({ survivor_id }) => survivor_id))];
    if (people.length === 0) return [];
    const activities = [...new Set(rows.map(({ activity }) => activity.id))];
    const found = await this.database.rowsNow<Completion & { survivor_id: number }>(
      `SELECT c.*, COALESCE(pe.merged_into_id, pe.id) AS survivor_id FROM completions c JOIN people pe ON pe.id = c.person_id
       WHERE c.activity_id IN (${placeholders(activities)})
         AND COALESCE(pe.merged_into_id, pe.id) IN (${placeholders(people)}) ORDER BY c.id`,
      [...activities, ...people],
    );
    return found.map((each) => ({ id: each.id, day: each.date, ...whoseOf(each) }));
  }
}

const keyOf = (activity: number, { person, group }: { person: string; group: string }): string =>
  `${activity} ${person} ${group}`;

function whoseOf({ activity_id, person_id, survivor_id, group_code }: WhoseRow): Whose {
  return { own: `${activity_id} ${person_id} ${group_code}`, survivor: `${activity_id} ${survivor_id} ${group_code}` };
}

function asRosterRow({ line, values: { activity, person, group, organisation } }: Row) {
  return { line, values: { activity, person, group, organisation, unit: null } };
}

function ahead({ line, values: { date } }: Row): RowResult {
  return faulty(line, 'date', date, 'activities.day_ahead', {});
}

/** The organisation of a completion is that of the roster. */
function disagreement({ line, values }: Row, place: OnCourse): RowResult | null {
  const { organisation, person } = values;
  if (organisation === null || organisation === place.organisation) return null;
  return faulty(line, 'organisation', organisation, 'activities.completion_for_another', { ref: person });
}

/** On the day of completion the participation must have a place. */
function placeless(
  { line, values: { date } }: Row,
  { unit_code, unit_given, place_id }: OnCourse,
  activity: OpenActivity,
  open: OpenActivities,
): RowResult | null {
  const { territory } = open;
  const kept = place_id === null ? undefined : territory.placeById(place_id);
  const reading = { territory, day: date, own: open.ownUnit(activity) };
  const home = placeWrittenDown(reading, { unit_code, given: unit_given === 1 }, kept);
  if ('place' in home) return null;
  const params = { unit: unit_code, date };
  if (home.error === 'unknown_code') return faulty(line, 'date', date, 'activities.completion_without_place', params);
  const candidates = candidatesOf(home);
  return faulty(line, 'date', date, 'activities.completion_ambiguous', { ...params, candidates });
}
