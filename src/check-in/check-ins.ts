import { Injectable } from '@nestjs/common';
import type { Activity, Session } from '../activities/activities.entities.js';
import { AttendanceSheet } from '../activities/attendance-sheet.js';
import { ActivityDoor } from '../activities/open-activities.js';
import { WalkIns } from '../activities/walk-ins.js';
import { now, nowIso, today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { DomainError, NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { foldedWords } from '../people/sort-name.js';
import { PersonNames } from '../people/person-names.js';
import { CHILD_GROUP, type NamedPerson } from '../people/privacy.js';
import { actAs, actor, type Principal } from '../web/actor.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { CheckIn, CheckInDoor } from './check-in.entities.js';
import { Tickets } from './tickets.js';

/** More claims than any hall holds: whoever sends more is not one of the participants. */
const MOST_CLAIMS = 500;
/** Names shown for what somebody typed: who is not among them types more. */
const MOST_FOUND = 8;
/** Letters that must be typed before any name is shown. */
export const LEAST_LETTERS = 3;

/** A session whose door is open, as its participants see it. */
export interface OpenSession {
  id: number;
  code: string;
  title: string;
  number: number;
  date: string;
  start: string | null;
  end: string | null;
  venue: string | null;
  place_id: number | null;
  unit_code: string;
}

/** A name on the roster that whoever is at the door may choose. */
export interface FoundName {
  id: number;
  name: string;
}

/** A claim that waits. */
export type Claim = Pick<CheckIn, 'id' | 'person_id' | 'full_name' | 'unit_code' | 'claimed_at'>;

/** At the door nobody is signed in, and a name is shown to whoever stands there: as to those with the fewest rights. */
const PASSER_BY: Principal = {
  ...{ user_id: 0, name: '', email: '', role: 'viewer', place_id: null, locale: 'vi', door: 'page' },
};

/** Checking in by oneself: a door that a trainer opens, claims that a trainer confirms. */
@Injectable()
export class CheckIns {
  readonly tickets: Tickets;

  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly sheet: AttendanceSheet,
    private readonly walkIns: WalkIns,
    private readonly names: PersonNames,
    private readonly events: EventLog,
    holder: SettingsHolder,
  ) {
    this.tickets = new Tickets(holder.secret);
  }

  /**
   * Opens the door of a session on its day.
   * @param knowing whether it was agreed to where children are on the roster @throws NotFound, DomainError
   */
  async open(code: string, number: number, knowing: boolean): Promise<void> {
    await this.database.transaction(async () => {
      const session = await this.own(code, number);
      if (session.date !== today()) throw new DomainError('check_in.not_today', { date: session.date });
      if (session.status === 'cancelled') throw new DomainError('activities.attendance_of_cancelled', {}, 'conflict');
      if (!knowing && (await this.hasChildren(session.activity_id))) throw new DomainError('check_in.children');
      const said = { opened_at: nowIso(), opened_by_id: actor()?.user_id ?? null, closed_at: null };
      const known = await this.database.update(CheckInDoor, { session_id: session.id }, said);
      if (known === 0) await this.database.insert(CheckInDoor, [{ session_id: session.id, ...said }]);
      await this.record('check_in.opened', session, {});
    });
  }

  /** Closes it; a closed one stays closed. @throws NotFound */
  async close(code: string, number: number): Promise<void> {
    await this.database.transaction(async () => {
      const session = await this.own(code, number);
      const sql = 'UPDATE check_in_doors SET closed_at = ? WHERE session_id = ? AND closed_at IS NULL';
      if ((await this.database.execute(sql, [nowIso(), session.id])) > 0)
        await this.record('check_in.closed', session, {});
    });
  }

  /** Whether the door of a session is open: it is opened by somebody, and closes with the day. */
  async isOpen(session: Pick<Session, 'id' | 'date'>): Promise<boolean> {
    if (session.date !== today()) return false;
    const sql = 'SELECT id FROM check_in_doors WHERE session_id = ? AND closed_at IS NULL';
    return (await this.database.row(sql, [session.id])) !== undefined;
  }

  /** Whether children are on the roster of an activity: its doors are closed unless somebody says so. */
  async hasChildren(activityId: number): Promise<boolean> {
    const sql = 'SELECT id FROM participations WHERE activity_id = ? AND group_code = ? LIMIT 1';
    return (await this.database.row(sql, [activityId, CHILD_GROUP])) !== undefined;
  }

  /** The session of a pass, while its door is open. @throws NotFound */
  async behind(pass: string): Promise<OpenSession> {
    const id = this.tickets.sessionOfPass(pass, now());
    const session = await this.database.row<OpenSession & Pick<Session, 'status'>>(
      `SELECT s.id, a.code, a.title, s.number, s.date, s.start, s.end, s.venue, s.status, a.place_id, a.unit_code
       FROM sessions s JOIN activities a ON a.id = s.activity_id WHERE s.id = ? AND a.status <> 'cancelled'`,
      [id ?? 0],
    );
    if (!session || session.status === 'cancelled' || !(await this.isOpen(session)))
      throw new NotFound('check_in.closed');
    return session;
  }

  /** Names of the roster with words that begin as typed, of those that may be shown to anybody; none for too few letters. */
  async find(session: OpenSession, typed: string): Promise<FoundName[]> {
    const words = foldedWords(typed);
    if (words.join('').length < LEAST_LETTERS) return [];
    const rows = await this.database.rows<NamedPerson>(
      `SELECT DISTINCT su.id, su.full_name, su.birth_date, su.birth_year, su.consent_on
       FROM participations p JOIN sessions s ON s.activity_id = p.activity_id JOIN people pe ON pe.id = p.person_id
       JOIN people su ON su.id = COALESCE(pe.merged_into_id, pe.id) WHERE s.id = ? ORDER BY su.id`,
      [session.id],
    );
    const kept = await actAs(PASSER_BY, () => this.names.keptBack(rows));
    const meant = rows.filter(({ id, full_name }) => !kept.has(id) && begins(foldedWords(full_name), words));
    return meant.slice(0, MOST_FOUND).map(({ id, full_name }) => ({ id, name: full_name }));
  }

  /** Notes that somebody of the roster says that they are there; once for each. @throws NotFound, DomainError */
  async claim(session: OpenSession, personId: number, typed: string, formKey: string): Promise<void> {
    const found = (await this.find(session, typed)).some(({ id }) => id === personId);
    if (!found) throw new NotFound();
    await this.keep(session, { person_id: personId, full_name: null, unit_code: null, form_key: formKey });
  }

  /** Notes that somebody is there who is not on the roster; once for one form. @throws DomainError */
  async arrive(session: OpenSession, full_name: string, unit_code: string, formKey: string): Promise<void> {
    await this.keep(session, { person_id: null, full_name, unit_code, form_key: formKey });
  }

  /** The claims of a session that wait, in the order of coming. */
  async waiting(sessionId: number): Promise<Claim[]> {
    return this.database.rows<Claim>(
      `SELECT c.id, COALESCE(pe.merged_into_id, pe.id) AS person_id, c.full_name, c.unit_code, c.claimed_at
       FROM check_ins c LEFT JOIN people pe ON pe.id = c.person_id
       WHERE c.session_id = ? AND c.state = 'waiting' ORDER BY c.id`,
      [sessionId],
    );
  }

  /** Confirms everybody of the roster who waits. @returns how many @throws NotFound */
  async confirmAll(code: string, number: number): Promise<number> {
    return this.database.transaction(async () => {
      const session = await this.own(code, number);
      const claims = (await this.waiting(session.id)).filter(({ person_id }) => person_id !== null);
      await this.present(code, session, claims);
      for (const { id } of claims) await this.settle(id, 'confirmed');
      return claims.length;
    });
  }

  /**
   * Decides a claim: somebody of the roster is there; somebody who is not on it is somebody known, or new; or it is refused.
   * @throws NotFound, InvalidFields
   */
  async decide(code: string, number: number, claimId: number, as: Decision): Promise<void> {
    await this.database.transaction(async () => {
      const session = await this.own(code, number);
      const claim = (await this.waiting(session.id)).find(({ id }) => id === claimId);
      if (!claim) throw new NotFound();
      if (as !== 'refused') await this.confirm(code, session, claim, as);
      await this.settle(claim.id, as === 'refused' ? 'refused' : 'confirmed');
    });
  }

  private async confirm(code: string, session: Session, claim: Claim, as: Exclude<Decision, 'refused'>): Promise<void> {
    const { id, person_id, full_name, unit_code } = claim;
    if (person_id !== null) return this.present(code, session, [claim]);
    if (as === 'confirmed' || full_name === null || unit_code === null) throw new NotFound();
    if (as.person === null) {
      const newcomer = { full_name, unit: unit_code };
      await this.walkIns.welcome(code, session.number, newcomer, as.group, `check-in-of-claim-${id}`);
    } else await this.walkIns.add(code, session.number, as.person, as.group);
  }

  /** Who was noted otherwise by the trainer stays as noted. */
  private async present(code: string, session: Session, claims: readonly Claim[]): Promise<void> {
    const roster = await this.database.rows<{ person_id: number }>(
      `SELECT DISTINCT COALESCE(pe.merged_into_id, pe.id) AS person_id
       FROM participations p JOIN people pe ON pe.id = p.person_id WHERE p.activity_id = ?`,
      [session.activity_id],
    );
    const there = new Set(roster.map(({ person_id }) => person_id));
    const people = claims.flatMap(({ person_id }) => (person_id !== null && there.has(person_id) ? [person_id] : []));
    const decisions = [...new Set(people)].map((person_id) => ({ person_id, seen: null, status: 'present' as const }));
    await this.sheet.record(code, session.number, decisions);
  }

  private async settle(id: number, state: 'confirmed' | 'refused'): Promise<void> {
    const decided = { decided_at: nowIso(), decided_by_id: actor()?.user_id ?? null };
    await this.database.update(CheckIn, { id }, { state, full_name: null, unit_code: null, ...decided });
  }

  private async keep(session: OpenSession, said: Pick<CheckIn, 'person_id' | 'full_name' | 'unit_code' | 'form_key'>) {
    await this.database.transaction(async () => {
      const [held] = await this.database.rowsForUpdate<CheckInDoor>(
        'SELECT * FROM check_in_doors WHERE session_id = ? AND closed_at IS NULL',
        [session.id],
      );
      if (!held) throw new NotFound('check_in.closed');
      const claims = await this.database.rows<Pick<CheckIn, 'person_id' | 'form_key'>>(
        'SELECT person_id, form_key FROM check_ins WHERE session_id = ?',
        [session.id],
      );
      const again = claims.some(
        ({ person_id, form_key }) =>
          form_key === said.form_key || (said.person_id !== null && person_id === said.person_id),
      );
      if (again) return;
      if (claims.length >= MOST_CLAIMS) throw new DomainError('check_in.too_many', {}, 'too_many');
      const fresh = { claimed_at: nowIso(), state: 'waiting', decided_at: null, decided_by_id: null } as const;
      await this.database.insert(CheckIn, [{ session_id: session.id, ...said, ...fresh }]);
    });
  }

  private async own(code: string, number: number): Promise<Session & Pick<Activity, 'id'>> {
    return this.door.session(await this.door.activity(code), number);
  }

  private async record(kind: string, { id, number }: Session, detail: object): Promise<void> {
    await this.events.record({ kind, subject: { type: 'session', id }, detail: { session: number, ...detail } });
  }
}

/** What becomes of a claim: of somebody who is not on the roster, in which group, and who it is; null: somebody new. */
export type Decision = 'confirmed' | 'refused' | { person: number | null; group: string };

/** Whether for each typed word there is one that begins so. */
function begins(words: readonly string[], typed: readonly string[]): boolean {
  return typed.every((start) => words.some((word) => word.startsWith(start)));
}
