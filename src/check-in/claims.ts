import { Injectable } from '@nestjs/common';
import type { Session } from '../activities/activities.entities.js';
import { AttendanceSheet } from '../activities/attendance-sheet.js';
import { OnRosters } from '../activities/on-rosters.js';
import { ActivityDoor } from '../activities/open-activities.js';
import { Returns } from '../activities/returns.js';
import { WalkIns } from '../activities/walk-ins.js';
import { nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { AlreadyDone, DomainError, NotFound } from '../errors.js';
import { PersonNames } from '../people/person-names.js';
import type { NamedPerson } from '../people/privacy.js';
import { foldedWords } from '../people/sort-name.js';
import { actor } from '../web/actor.js';
import { CheckIn, CheckInDoor } from './check-in.entities.js';
import type { OpenSession } from './doors.js';

/** More claims than any hall holds: whoever sends more is not one of the participants. */
const MOST_CLAIMS = 500;
/** Names shown for what somebody typed: who is not among them types more. */
const MOST_FOUND = 8;
/** Letters that must be typed before any name is shown. */
export const LEAST_LETTERS = 3;

/** A name on the roster that whoever is at the door may choose. */
export interface FoundName {
  id: number;
  name: string;
}

/** A claim that waits. */
export type Claim = Pick<CheckIn, 'id' | 'person_id' | 'full_name' | 'unit_code' | 'claimed_at'>;

/** At the door nobody is signed in: names are shown there as to those with the fewest rights. */
const PASSER_BY = { role: 'viewer' } as const;

/**
 * What becomes of a claim: of somebody who was taken off the roster meanwhile `put_back`; of somebody who never was on it,
 * in which group, and who it is; null: somebody new.
 */
export type Decision = 'confirmed' | 'refused' | 'put_back' | { person: number | null; group: string };

/** Who says that they are there, and what the trainer makes of it: nothing counts before that. */
@Injectable()
export class Claims {
  constructor(
    private readonly database: Database,
    private readonly activities: ActivityDoor,
    private readonly sheet: AttendanceSheet,
    private readonly rosters: OnRosters,
    private readonly walkIns: WalkIns,
    private readonly returns: Returns,
    private readonly names: PersonNames,
  ) {}

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
    const kept = await this.names.keptBack(rows, PASSER_BY);
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

  /** Confirms everybody of the roster who waits; who was taken off it meanwhile goes on waiting. @returns how many @throws NotFound */
  async confirmAll(code: string, number: number): Promise<number> {
    return this.database.transaction(async () => {
      const session = await this.own(code, number);
      const there = await this.rosters.people(session.activity_id);
      const claims = (await this.waiting(session.id)).filter(({ person_id }) => there.has(person_id ?? 0));
      await this.present(code, session, claims);
      for (const { id } of claims) await this.settle(id, 'confirmed');
      return claims.length;
    });
  }

  /**
   * Decides a claim: somebody of the roster is there; somebody who is not on it is somebody known, or new; or it is refused.
   * @throws NotFound, InvalidFields; DomainError where somebody was taken off the roster and nobody says to put them back
   */
  async decide(code: string, number: number, claimId: number, as: Decision): Promise<void> {
    await this.database.transaction(async () => {
      const session = await this.own(code, number);
      const claim = (await this.waiting(session.id)).find(({ id }) => id === claimId);
      if (!claim) throw new AlreadyDone();
      if (as !== 'refused') await this.confirm(code, session, claim, as);
      await this.settle(claim.id, as === 'refused' ? 'refused' : 'confirmed');
    });
  }

  private async confirm(code: string, session: Session, claim: Claim, as: Exclude<Decision, 'refused'>): Promise<void> {
    const { id, person_id, full_name, unit_code } = claim;
    if (person_id !== null) {
      if (as === 'put_back') await this.returns.putBack(code, person_id);
      return this.present(code, session, [claim]);
    }
    if (as === 'confirmed' || as === 'put_back' || full_name === null || unit_code === null) throw new NotFound();
    if (as.person === null) {
      const newcomer = { full_name, unit: unit_code };
      await this.walkIns.welcome(code, session.number, newcomer, as.group, `check-in-of-claim-${id}`);
    } else await this.walkIns.add(code, session.number, as.person, as.group);
  }

  /** Who was noted otherwise by the trainer stays as noted. */
  private async present(code: string, session: Session, claims: readonly Claim[]): Promise<void> {
    const there = await this.rosters.people(session.activity_id);
    const people = claims.flatMap(({ person_id }) => person_id ?? []);
    if (people.some((id) => !there.has(id))) throw new DomainError('check_in.off_roster', {}, 'conflict');
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

  private async own(code: string, number: number): Promise<Session> {
    return this.activities.session(await this.activities.activity(code), number);
  }
}

/** Whether for each typed word there is one that begins so. */
function begins(words: readonly string[], typed: readonly string[]): boolean {
  return typed.every((start) => words.some((word) => word.startsWith(start)));
}
