import { Injectable } from '@nestjs/common';
import { today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { NotFound } from '../errors.js';
import { type Group, Groups } from '../territory/groups.js';
import { PersonNames } from '../people/person-names.js';
import type { NamedPerson } from '../people/privacy.js';
import { Scopes, type Scope } from '../territory/scope.js';
import type { Activity, AttendanceStatus, Headcount, Session } from './activities.entities.js';
import { CompletionDays } from './completion-days.js';
import { TestDays } from './test-days.js';
import { ActivityList, type Counts, type ListedActivity } from './activity-list.js';
import { scheduleOf } from './ledger-rows.js';
import { BEST_FIRST, courseStanding, type Standing } from './qualification.js';
import { Trainers } from './trainers.js';
import { headcountsVisible, rosterVisible } from './visible.js';

/** Somebody on the roster, in one group; merged records are one. */
export interface OnRoster {
  participation_id: number;
  person_id: number;
  /** Whether the reader may open the person's record. */
  open: boolean;
  /** As the reader may see it; empty where names were not asked for. */
  name: string;
  ref: string;
  /** Vietnamese order of the given name. */
  sort_key: string;
  group_code: string;
  place_id: number | null;
  unit_code: string;
  organisation_id: number | null;
  organisation: string | null;
}

/** One person with what was marked, by session id. */
export type Marks = Map<number, Map<number, AttendanceStatus>>;

/** Everything of an activity that its pages show. */
export interface ActivityRecord {
  activity: ListedActivity;
  sessions: Session[];
  roster: OnRoster[];
  marks: Marks;
  headcounts: (Headcount & { number: number })[];
  /** Of a course: who completed it. */
  completed: CompletionDays;
  standings: Map<number, Standing>;
  trainer: string | null;
  groups: readonly Group[];
}

/** A session by its number in an address. @throws NotFound */
export function sessionOf({ sessions }: ActivityRecord, number: string): Session {
  const session = sessions.find((each) => String(each.number) === number);
  if (!session) throw new NotFound();
  return session;
}

interface RosterRow extends NamedPerson, Omit<OnRoster, 'person_id' | 'name' | 'open'> {
  home: string;
}

const ROSTER = `SELECT p.id AS participation_id, su.id, su.ref, su.full_name, su.sort_key, su.birth_date, su.birth_year,
  su.consent_on, su.unit_code AS home, p.group_code, p.place_id, p.unit_code, p.organisation_id, o.name AS organisation
  FROM participations p JOIN people pe ON pe.id = p.person_id
  JOIN people su ON su.id = COALESCE(pe.merged_into_id, pe.id) LEFT JOIN organisations o ON o.id = p.organisation_id
  WHERE p.activity_id = ? AND {where} ORDER BY p.id`;

/** Reads one activity's sessions, roster, attendance and headcounts, as far as they exist for the reader. */
@Injectable()
export class ActivityRecords {
  constructor(
    private readonly database: Database,
    private readonly list: ActivityList,
    private readonly scopes: Scopes,
    private readonly names: PersonNames,
    private readonly groups: Groups,
    private readonly trainers: Trainers,
  ) {}

  /**
   * Everything of an activity as of one moment.
   * @param named with the names of the roster @throws NotFound where the activity does not exist for the reader
   */
  async whole(code: string, named: boolean): Promise<ActivityRecord> {
    return this.database.snapshot(async () => {
      const activity = await this.list.named(code);
      if (!activity) throw new NotFound();
      const sessions = await this.sessions(activity.id);
      const roster = await this.roster(activity, named);
      const marks = await this.marks(activity);
      const headcounts = await this.headcounts(activity);
      const people = new Set(roster.map(({ person_id }) => person_id));
      const read = <T>(sql: string, params: number[]): Promise<T[]> => this.database.rows<T>(sql, params);
      const completed = await CompletionDays.read(read, activity.kind === 'course' ? [activity.id] : []);
      const tested = await TestDays.read(read, activity.test_required === 1 ? [activity.id] : []);
      const facts = { sessions, marks, completed, tested };
      return {
        activity: { ...activity, ...countsOf(sessions, people.size, headcounts) },
        sessions,
        roster,
        marks,
        headcounts,
        completed,
        standings: standingsOf(activity, facts, people),
        trainer: await this.trainers.shown(activity.trainer),
        groups: await this.groups.all(),
      };
    });
  }

  /**
   * The same of an activity inside the reader's territory, which is what one may write to: whoever sees a part of the
   * roster of another one only reads it. @throws NotFound
   */
  async own(code: string, named: boolean): Promise<ActivityRecord> {
    const record = await this.whole(code, named);
    (await this.scopes.mine()).require(record.activity.place_id);
    return record;
  }

  /** @throws NotFound where the activity does not exist for the reader */
  async activity(code: string): Promise<ListedActivity> {
    const activity = await this.list.one(code);
    if (!activity) throw new NotFound();
    return activity;
  }

  /** All sessions in the order of their dates. */
  sessions(activityId: number): Promise<Session[]> {
    return this.database.rows<Session>('SELECT * FROM sessions WHERE activity_id = ? ORDER BY date, number', [
      activityId,
    ]);
  }

  /**
   * The roster in Vietnamese order of the given names, one line per person and group.
   * @param named whether the reader may see names at all
   */
  async roster(activity: Pick<Activity, 'id' | 'place_id'>, named: boolean): Promise<OnRoster[]> {
    const scope = await this.scopes.mine();
    const { sql, params } = rosterVisible(scope, activity);
    const rows = await this.database.rows<RosterRow>(ROSTER.replace('{where}', sql), [activity.id, ...params]);
    const names = named ? await this.names.of(rows) : new Map<number, string>();
    const seen = new Set<string>();
    return rows
      .filter(({ id, group_code }) => !seen.has(`${id} ${group_code}`) && seen.add(`${id} ${group_code}`))
      .map((row) => shown(row, names, scope))
      .sort((a, b) => (a.sort_key < b.sort_key ? -1 : a.sort_key > b.sort_key ? 1 : a.person_id - b.person_id));
  }

  /** The refs of the organisations that somebody of a roster came for, by their ids. */
  async organisationRefs(roster: readonly OnRoster[]): Promise<Map<number, string>> {
    const ids = new Set(roster.flatMap(({ organisation_id }) => organisation_id ?? []));
    const rows = await this.database.rowsIn<{ id: number; ref: string }>(
      'SELECT id, ref FROM organisations WHERE id IN (?)',
      [...ids],
    );
    return new Map(rows.map(({ id, ref }) => [id, ref]));
  }

  /** What was marked, by person (after merges), then session; only of people on the visible roster. */
  private async marks(activity: Activity): Promise<Marks> {
    const visible = rosterVisible(await this.scopes.mine(), activity);
    const rows = await this.database.rows<{ session_id: number; person_id: number; status: AttendanceStatus }>(
      `SELECT t.session_id, COALESCE(pe.merged_into_id, pe.id) AS person_id, t.status
       FROM sessions s JOIN attendance t ON t.session_id = s.id JOIN people pe ON pe.id = t.person_id
       WHERE s.activity_id = ? AND EXISTS (SELECT 1 FROM participations p
         WHERE p.activity_id = s.activity_id AND p.person_id = t.person_id AND ${visible.sql})`,
      [activity.id, ...visible.params],
    );
    const marks: Marks = new Map();
    for (const { session_id, person_id, status } of rows) {
      const own = marks.get(person_id) ?? new Map<number, AttendanceStatus>();
      const known = own.get(session_id);
      if (known === undefined || BEST_FIRST.indexOf(status) < BEST_FIRST.indexOf(known)) own.set(session_id, status);
      marks.set(person_id, own);
    }
    return marks;
  }

  /** Headcounts of the activity, with the number of their session. */
  private async headcounts(activity: Activity): Promise<ActivityRecord['headcounts']> {
    const visible = headcountsVisible(await this.scopes.mine(), activity);
    return this.database.rows(
      `SELECT h.*, s.number FROM headcounts h JOIN sessions s ON s.id = h.session_id
       WHERE s.activity_id = ? AND ${visible.sql} ORDER BY s.date, s.number, h.id`,
      [activity.id, ...visible.params],
    );
  }
}

/** What decides where people stand. */
type StandingFacts = Pick<ActivityRecord, 'sessions' | 'marks' | 'completed'> & { tested: TestDays };

/** Where each person stands today on the way to `trained`; empty for a campaign, which leads nowhere there. */
function standingsOf(
  activity: Activity,
  { sessions, marks, completed, tested }: StandingFacts,
  people: Iterable<number>,
): Map<number, Standing> {
  if (activity.kind === 'campaign') return new Map();
  const schedule = scheduleOf(activity, sessions);
  const day = today();
  const standingOf = (survivor_id: number): Standing => {
    const whose = { activity_id: activity.id, survivor_id };
    if (activity.kind === 'course') return courseStanding(schedule.completedOn(completed.ofPerson(whose)), day);
    return schedule.standing(marks.get(survivor_id) ?? new Map(), day, tested.of(whose));
  };
  return new Map([...new Set(people)].map((id) => [id, standingOf(id)]));
}

/** As lists count them, of what was read anyhow. */
function countsOf(sessions: readonly Session[], people: number, headcounts: ActivityRecord['headcounts']): Counts {
  const held = sessions.filter(({ status }) => status !== 'cancelled');
  const ids = new Set(held.map(({ id }) => id));
  const unnamed = headcounts.filter(({ session_id }) => ids.has(session_id));
  return {
    sessions: held.length,
    last_date: held.at(-1)?.date ?? null,
    people,
    unnamed: unnamed.reduce((sum, { count }) => sum + count, 0),
  };
}

function shown(row: RosterRow, names: ReadonlyMap<number, string>, scope: Scope): OnRoster {
  const { participation_id, id, ref, sort_key, group_code, place_id, unit_code, organisation_id, organisation } = row;
  const hidden = names.size === 0;
  return {
    participation_id,
    person_id: id,
    open: scope.coversCode(row.home),
    name: names.get(id) ?? '',
    ref: hidden ? '' : ref,
    sort_key,
    group_code,
    place_id,
    unit_code,
    organisation_id,
    organisation: hidden ? null : organisation,
  };
}
