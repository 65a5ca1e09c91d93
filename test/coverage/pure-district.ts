import { isThere, type AttendanceStatus } from '../../src/activities/qualification.js';
import { addGroups, type PlaceFigures } from '../../src/coverage/coverage.js';
import type { Reach } from '../../src/coverage/reaches.js';
import { overlap } from '../../src/coverage/subjects.js';
import { coverRecords, type Headcount, type Presence, type Recorded } from './from-reaches.js';
import { Baselines, describedDay } from '../../src/territory/baseline.js';
import { placeOfHome, placeOfRecord } from '../../src/territory/home.js';
import { isAdministrative, type Place } from '../../src/territory/place.js';
import type { Territory } from '../../src/territory/tree.js';
import type { CoverageRequest, CoverageRow } from './brute-force/brute-force.js';
import type { District, IndicatorFile, ParticipationRow } from './brute-force/district.js';
import { completedOn, firstDayOf, recorded } from './brute-force/reaches.js';
import { known, outputRow, readActivities, readTerritory, type Activity } from './pure-rows.js';

interface OnRoster {
  id: number;
  row: ParticipationRow;
  there: number[];
}

/** The rows of a district's files straight into the pure core: no database, no application around it. */
export class PureDistrict {
  readonly territory: Territory;
  readonly own: Place;
  private readonly baselines: Baselines;
  private readonly activities: Map<string, Activity>;
  private readonly rosters: OnRoster[];
  private readonly subjects = new Map<string, number>();

  constructor(private readonly district: District) {
    this.territory = readTerritory(district);
    const { unit, start } = district.plan;
    this.own = known(this.territory.placeAt(unit, start) ?? this.territory.placesOfCode(unit)[0], unit);
    this.baselines = this.readBaselines();
    this.activities = readActivities(district);
    this.rosters = this.readRosters();
  }

  /** The rows that the coverage command would write, every value as the text of its cell. */
  rows(request: CoverageRequest): CoverageRow[] {
    const { asOf, unit } = request;
    const view = this.territory.view(asOf, this.own);
    const root = unit === undefined ? this.own : known(placeOfRecord(this.territory, unit, asOf, this.own), unit);
    const places = view.subtree(root).filter((place) => request.cohorts || isAdministrative(place.level));
    places.sort((a, b) => (a.code === b.code ? compare(a.valid_from, b.valid_from) : compare(a.code, b.code)));
    return this.indicators().flatMap((indicator) => this.rowsOf(indicator, places, root, request));
  }

  /** What the core is asked for one group of an indicator. */
  input(indicator: IndicatorFile, group: string, request: CoverageRequest, root = this.own): Recorded {
    const { start, end } = this.district.plan;
    const view = this.territory.view(request.asOf, this.own);
    return {
      view,
      root,
      planStart: start,
      planEnd: end,
      asOf: request.asOf,
      from: request.from ?? start,
      reaches: this.reaches(indicator, group),
      headcounts: indicator.measure === 'informed' ? this.headcounts(indicator, group) : [],
      presence: this.presence(group),
      baseline: (place) => this.baselines.baseline(view, place, group).value,
    };
  }

  /** The overlap between reporters at the plan's own unit, for each group of each indicator that is counted. */
  overlaps(request: CoverageRequest): ReturnType<typeof overlap<string>>[] {
    return this.indicators().flatMap((indicator) =>
      (indicator.groups ?? []).map((group) =>
        overlap(this.input(indicator, group, request), this.own, (id) => this.reporterOf(id)),
      ),
    );
  }

  /** The indicators that are computed from attendance. */
  private indicators(): IndicatorFile[] {
    const all = this.district.plan.objectives.flatMap((objective) => objective.indicators);
    return all.filter(({ measure }) => measure === 'informed' || measure === 'trained');
  }

  /** `agency:CODE`, or else `unit:CODE:VALID_FROM`. */
  private reporterOf(activityId: number): string {
    const activity = [...this.activities.values()].find(({ id }) => id === activityId);
    const { row } = known(activity, `activity ${activityId}`);
    if (row.agency) return `agency:${row.agency}`;
    const day = firstDayOf(this.district, row.code) ?? '';
    return `unit:${row.unit}:${this.territory.placeAt(row.unit, day)?.valid_from ?? ''}`;
  }

  private rowsOf(indicator: IndicatorFile, places: Place[], root: Place, request: CoverageRequest): CoverageRow[] {
    const groups = indicator.groups ?? [];
    const each = groups.map((group) => coverRecords(this.input(indicator, group, request, root)));
    const at = (place: Place) => each.map((figures) => known(figures.get(place.id), place.code));
    const row = (group: string, place: Place, figures: PlaceFigures) =>
      outputRow(this.district.plan.code, indicator, group, place, figures);
    return [
      ...places.map((place) => row('*', place, addGroups(at(place)))),
      ...groups.flatMap((group, index) => places.map((place) => row(group, place, known(at(place)[index], group)))),
    ];
  }

  private reaches(indicator: IndicatorFile, group: string): Reach[] {
    const informs = indicator.measure === 'informed';
    return this.rosters.flatMap(({ id, row, there }) => {
      const activity = known(this.activities.get(row.activity), row.activity);
      if (row.group !== group || (informs && !this.informs(indicator, activity))) return [];
      const { schedule } = activity;
      const attended = informs ? schedule.informedOn(there) : schedule.trainedOn(there, this.passedOn(row));
      const date = schedule.completedOn(completedOn(this.district, row) ?? null) ?? attended;
      if (date === null) return [];
      const subject_id = this.subjectId(row);
      const place_id = this.placeOf(row, activity).id;
      return [{ participation_id: id, subject_id, place_id, date, activity_id: activity.id, kind: activity.row.kind as Reach['kind'] }]; // prettier-ignore
    });
  }

  private presence(group: string): Presence[] {
    const ofGroup = this.rosters.filter(({ row }) => row.group === group);
    return ofGroup.flatMap(({ id, there }) => there.map((session_id) => ({ session_id, participation_id: id })));
  }

  private headcounts(indicator: IndicatorFile, group: string): Headcount[] {
    return this.district.headcounts.flatMap((row) => {
      const activity = known(this.activities.get(row.activity), row.activity);
      const { id, date } = known(activity.sessions.get(row.session), row.session);
      const exists = activity.schedule.exists(id) && this.informs(indicator, activity);
      if (row.group !== group || !exists) return [];
      const place_id = known(placeOfRecord(this.territory, row.unit, date, this.own), row.unit).id;
      return [{ session_id: id, place_id, count: Number(row.count), counted: row.method !== 'estimated', date }];
    });
  }

  private informs(indicator: IndicatorFile, { row }: Activity): boolean {
    return row.kind !== 'training' || indicator.trainings_inform !== false;
  }

  private passedOn({ activity, person }: ParticipationRow): string | null {
    const days = (this.district.test_results ?? [])
      .filter((row) => row.activity === activity && this.person(row.person) === this.person(person))
      .map(({ date }) => date);
    return days.sort()[0] ?? null;
  }

  private subjectId(row: ParticipationRow): number {
    const key = this.countsOrganisations(row.group) ? `organisation ${row.organisation}` : this.person(row.person);
    const id = this.subjects.get(key) ?? this.subjects.size;
    this.subjects.set(key, id);
    return id;
  }

  /** Whom a person turned out to be. */
  private person(ref: string): string {
    const merge = this.district.merges?.find(({ from }) => from === ref);
    return merge ? this.person(merge.into) : ref;
  }

  private countsOrganisations(group: string): boolean {
    const builtIn = ['enterprise', 'cooperative', 'household'].includes(group);
    return builtIn || this.district.groups?.find(({ code }) => code === group)?.counts === 'organisations';
  }

  private placeOf(row: ParticipationRow, { row: { kind }, schedule }: Activity): Place {
    const day = known(kind === 'course' ? completedOn(this.district, row) : schedule.firstDate(), row.activity);
    if (row.unit) return known(placeOfRecord(this.territory, row.unit, day, this.own), row.unit);
    const { people, organisations } = this.district;
    const code = this.countsOrganisations(row.group)
      ? organisations.find(({ ref }) => ref === row.organisation)?.unit
      : people.find(({ ref }) => ref === row.person)?.unit;
    const home = placeOfHome(this.territory, known(code, row.person), day, this.own);
    if ('error' in home) throw new Error(`${home.error}: home ${code} of ${row.person} on ${day}`);
    return home.place;
  }

  /** The rosters, each person once per activity and group, with the sessions attended. */
  private readRosters(): OnRoster[] {
    const there = new Map<string, number[]>();
    for (const row of this.district.attendance) {
      const key = `${row.activity} ${this.person(row.person)}`;
      const session = known(this.activities.get(row.activity)?.sessions.get(row.session), row.session);
      if (isThere(row.status as AttendanceStatus)) there.set(key, [...(there.get(key) ?? []), session.id]);
    }
    const rosters = new Map<string, OnRoster>();
    for (const [id, row] of recorded(this.district).entries()) {
      const key = `${row.activity} ${this.person(row.person)}`;
      const entry = { id, row, there: there.get(key) ?? [] };
      if (!rosters.has(`${key} ${row.group}`)) rosters.set(`${key} ${row.group}`, entry);
    }
    return [...rosters.values()];
  }

  private readBaselines(): Baselines {
    const figures = this.district.baselines.map(({ unit, group, year, value }) => {
      const described = known(describedDay(this.territory, unit, Number(year), [this.own]), `${unit} in ${year}`);
      return { place_id: described.place.id, group_code: group, year: Number(year), value: Number(value) };
    });
    return new Baselines(this.territory, figures);
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
