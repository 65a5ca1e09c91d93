import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { Database } from '../database/database.js';
import { DomainError } from '../errors.js';
import { type OwnName, OwnNames } from '../mine/own-name.js';
import type { NamedPerson } from '../people/privacy.js';
import { contextOf } from '../web/request.js';
import { LearnerAccounts } from './learner-accounts.js';
import { LearnerCookie } from './learner-cookie.js';
import { LearnerSessions } from './learner-sessions.js';

/** Somebody who learns. */
export interface Learner {
  /** Who they are now: of a record that was merged the survivor. */
  person: NamedPerson;
  /** All records of the person, the survivor's first. */
  records: number[];
  name: OwnName;
  /** By the account of the staff, or by a session of their own. */
  way: 'account' | 'session';
}

/** Nobody who learns is signed in: the way to the door of learners. */
export class LearnerNeeded extends DomainError {
  constructor(
    /** Somebody of the staff is signed in whom the register does not know as one person. */
    readonly isUnlinked: boolean,
  ) {
    super('learning.sign_in_needed', {}, 'forbidden');
  }
}

/** Finds out who learns: whose session of a learner it is, else which person the signed-in user is. */
@Injectable()
export class LearnerDoor {
  constructor(
    private readonly database: Database,
    private readonly cookie: LearnerCookie,
    private readonly sessions: LearnerSessions,
    private readonly accounts: LearnerAccounts,
    private readonly names: OwnNames,
  ) {}

  /** Who learns. @throws LearnerNeeded */
  async enter(request: Request): Promise<Learner> {
    const learner = await this.find(request);
    if (learner) return learner;
    throw new LearnerNeeded(staffOf(request) !== null);
  }

  /** As `enter`; null where nobody is signed in. */
  async find(request: Request): Promise<Learner | null> {
    const token = this.cookie.of(request);
    const session = token === undefined ? undefined : await this.sessions.find(token);
    if (session) return this.learner(session.survivor_id, 'session');
    const staff = staffOf(request);
    const person = staff && (await this.accounts.personOf(staff));
    return person === null ? null : this.learner(person, 'account');
  }

  private async learner(personId: number, way: Learner['way']): Promise<Learner | null> {
    const rows = await this.database.rows<NamedPerson>(
      `SELECT id, full_name, birth_date, birth_year, consent_on FROM people WHERE id = ? OR merged_into_id = ?
       ORDER BY CASE WHEN id = ? THEN 0 ELSE 1 END, id`,
      [personId, personId, personId],
    );
    const [person] = rows;
    if (!person) return null;
    const records = rows.map(({ id }) => id);
    return { person, records, way, name: await this.names.of({ person, records }) };
  }
}

/** The signed-in user who owes nothing; programs do not learn. */
function staffOf(request: Request): { user_id: number; email: string } | null {
  const { principal, session, owes } = contextOf(request);
  return session?.stage === 'full' && owes === null ? principal : null;
}
