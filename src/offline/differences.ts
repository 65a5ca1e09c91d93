import { Injectable } from '@nestjs/common';
import type { AttendanceStatus } from '../activities/activities.entities.js';
import { AttendanceSheet } from '../activities/attendance-sheet.js';
import { Corrections } from '../activities/corrections.js';
import { headcountKey, headcountsAt } from '../activities/headcount-rows.js';
import { ActivityDoor } from '../activities/open-activities.js';
import { Returns } from '../activities/returns.js';
import { WalkIns } from '../activities/walk-ins.js';
import { nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { AlreadyDone, NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { PeopleList, type ShownPerson } from '../people/people.list.js';
import { sortName } from '../people/sort-name.js';
import { Scopes } from '../territory/scope.js';
import { actor } from '../web/actor.js';
import { LIST_PAGE, offsetOf } from '../web/pager.js';
import type { Act, HeadcountAct, MarkAct, WalkInAct } from './act.js';
import { type Difference as Reason, OfflineAct } from './offline.entities.js';

/** What a device noted that does not fit to what stands there, with what is needed to decide. */
export interface OpenDifference {
  id: number;
  code: string;
  title: string;
  number: number;
  date: string;
  reason: Reason;
  act: Act;
  /** Who noted it on the device, and when. */
  noted_by: string | null;
  done_at: string;
  person: ShownPerson | null;
  /** What stands there: of a mark the status, of people without a name the count. */
  present: AttendanceStatus | number | null;
  /** Those who may be meant by a name at the door. */
  namesakes: readonly ShownPerson[];
}

/** What is decided: what stands there stays; what the device noted stands; a name at the door is somebody known. */
export type Decision = 'noted' | 'sent' | { person: number };

interface Row extends Omit<OpenDifference, 'act' | 'person' | 'present' | 'namesakes'> {
  session_id: number;
  activity_id: number;
  person_id: number | null;
  /** Null once it is decided. */
  body: string | null;
}

const LIST = `SELECT d.id, d.session_id, d.person_id, d.reason, d.body, d.done_at, a.id AS activity_id, a.code, a.title,
  s.number, s.date, u.name AS noted_by FROM offline_acts d JOIN sessions s ON s.id = d.session_id
  JOIN activities a ON a.id = s.activity_id LEFT JOIN users u ON u.id = d.user_id WHERE`;

/** The differences between devices and what stands: shown to whoever takes attendance there, and decided by them. */
@Injectable()
export class Differences {
  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly sheet: AttendanceSheet,
    private readonly returns: Returns,
    private readonly walkIns: WalkIns,
    private readonly corrections: Corrections,
    private readonly people: PeopleList,
    private readonly scopes: Scopes,
    private readonly events: EventLog,
  ) {}

  /** How many wait inside the territory. */
  async count(): Promise<number> {
    const inside = (await this.scopes.mine()).wherePlace('a.place_id');
    const row = await this.database.row<{ n: number }>(
      `SELECT COUNT(*) AS n FROM offline_acts d JOIN sessions s ON s.id = d.session_id
       JOIN activities a ON a.id = s.activity_id WHERE d.state = 'open' AND ${inside.sql}`,
      inside.params,
    );
    return Number(row?.n ?? 0);
  }

  /** A page of those that wait inside the territory, in the order of coming. */
  async page(page: number): Promise<{ differences: OpenDifference[]; total: number }> {
    const inside = (await this.scopes.mine()).wherePlace('a.place_id');
    const total = await this.count();
    const rows = await this.database.rows<Row>(
      `${LIST} d.state = 'open' AND ${inside.sql} ORDER BY d.id LIMIT ? OFFSET ?`,
      [...inside.params, LIST_PAGE, offsetOf({ page, total })],
    );
    return { differences: await this.filled(rows), total };
  }

  private async filled(rows: readonly Row[]): Promise<OpenDifference[]> {
    const acts = rows.map(({ body }) => JSON.parse(body ?? '') as Act);
    const people = await this.people.several(rows.flatMap(({ person_id }) => person_id ?? []));
    const namesakes = await this.people.firstNamesakes(acts.flatMap((act) => nameOf(act) ?? []));
    const sessions = rows.map(({ session_id }) => session_id);
    const standing = { marks: await this.sheet.noted(sessions), heads: await headcountsAt(this.database, sessions) };
    return rows.map(({ body: _, person_id, session_id, activity_id: __, ...row }, at): OpenDifference => {
      const act = acts[at] as Act;
      return {
        ...row,
        act,
        person: person_id === null ? null : (people.get(person_id) ?? null),
        present: presentOf(standing, session_id, person_id, act),
        namesakes: act.kind === 'walk_in' ? (namesakes.get(sortName(act.full_name)) ?? []) : [],
      };
    });
  }

  /** Decides one; once decided, it is gone for everybody. @throws NotFound, InvalidFields, AlreadyDone */
  async decide(id: number, decision: Decision): Promise<void> {
    const inside = (await this.scopes.mine()).wherePlace('a.place_id');
    const find = (): Promise<Row | undefined> =>
      this.database.row<Row>(`${LIST} d.id = ? AND ${inside.sql}`, [id, ...inside.params]);
    const { code } = (await find()) ?? {};
    if (code === undefined) throw new NotFound();
    await this.database.transaction(async () => {
      // What was found before the activity was locked may be decided by now.
      await this.door.activity(code);
      const row = await find();
      if (!row?.body) throw new AlreadyDone();
      const act = JSON.parse(row.body) as Act;
      if (decision !== 'noted') await this.carryOut(row, act, decision);
      const settled = {
        state: 'settled',
        body: null,
        decided_at: nowIso(),
        decided_by_id: actor()?.user_id ?? null,
      } as const;
      await this.database.update(OfflineAct, { id }, settled);
      const detail = { session: row.number, kind: act.kind, decision };
      await this.events.record({ kind: 'offline.decided', subject: { type: 'session', id: row.session_id }, detail });
    });
  }

  private async carryOut(row: Row, act: Act, decision: Exclude<Decision, 'noted'>): Promise<void> {
    if (row.reason === 'cancelled') throw new NotFound();
    if (act.kind === 'mark') return this.mark(row, act);
    if (act.kind === 'headcount') return this.headcount(row, act);
    return this.walkIn(row, act, decision);
  }

  private async mark(row: Row, { person, status }: MarkAct): Promise<void> {
    const person_id = row.person_id ?? person;
    if (row.reason === 'off_roster') await this.returns.putBack(row.code, person_id);
    await this.sheet.overrule(row.code, row.number, person_id, status);
  }

  private async headcount({ code, number }: Row, act: HeadcountAct): Promise<void> {
    const { unit, group, count, method, note } = act;
    await this.corrections.setHeadcount(code, number, { unit, group, count, method, note });
  }

  private async walkIn({ code, number }: Row, act: WalkInAct, decision: 'sent' | { person: number }): Promise<void> {
    const { id, full_name, unit, group } = act;
    if (decision === 'sent') await this.walkIns.welcome(code, number, { full_name, unit }, group, id);
    else await this.walkIns.add(code, number, decision.person, group);
  }
}

/** What stands at the sessions that differences are about. */
interface Standing {
  marks: Map<number, Map<number, AttendanceStatus>>;
  heads: Map<string, number>;
}

/** What stands where the device noted something else. */
function presentOf(
  { marks, heads }: Standing,
  session: number,
  personId: number | null,
  act: Act,
): OpenDifference['present'] {
  if (act.kind === 'mark') return marks.get(session)?.get(personId ?? act.person) ?? null;
  return act.kind === 'headcount' ? (heads.get(headcountKey(session, act.unit, act.group)) ?? null) : null;
}

function nameOf(act: Act): string | null {
  return act.kind === 'walk_in' ? act.full_name : null;
}
