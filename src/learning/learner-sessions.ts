import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SEEN_STEP_MS, Sessions } from '../accounts/sessions.js';
import { newToken, tokenHash } from '../accounts/tokens.js';
import { now, nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { placeholders } from '../database/placeholders.js';
import { Bus } from '../events/domain-events.js';
import { HourlySweep } from '../web/hourly-sweep.js';
import { Log } from '../web/log.js';
import { LearnerSession } from './learners.entities.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/**
 * A session ends after this long without a request: as the staff's on a device that others use too; on one's own it lasts from
 * one week to the next, since mail is slow to come in a village and what it opens is nobody else's.
 */
const IDLE_MS = { shared: 12 * HOUR, own: 8 * DAY } as const;
/** … and at the latest this long after sign-in: a course takes some weeks. */
export const LONGEST_MS = 30 * DAY;

/** How somebody signed in. */
export interface SignedIn {
  personId: number;
  way: LearnerSession['way'];
  codeId: number | null;
  isOwnDevice: boolean;
}

/** Whose session it is. */
export interface OpenLearnerSession {
  id: number;
  /** The record signed in with. */
  person_id: number;
  /** Who that is after merges. */
  survivor_id: number;
}

/** Browser sessions of those who learn without an account. */
@Injectable()
export class LearnerSessions extends HourlySweep implements OnModuleInit {
  constructor(
    database: Database,
    log: Log,
    private readonly sessions: Sessions,
    private readonly bus: Bus,
  ) {
    super(database, log, 'sessions of learners that have ended could not be removed');
  }

  /** Whoever came by a letter to an address that is theirs no more may be anybody. */
  onModuleInit(): void {
    this.bus.on('people.readdressed', ({ person_ids }) => this.endMailed(person_ids));
  }

  /** Opens a session in the caller's transaction. @returns the secret for the cookie */
  async open({ personId, way, codeId, isOwnDevice }: SignedIn): Promise<string> {
    const token = newToken();
    const at = nowIso();
    await this.database.insert(LearnerSession, [
      {
        ...{ token_hash: tokenHash(token), person_id: personId, way, code_id: codeId },
        ...{ is_own_device: isOwnDevice ? 1 : 0, made_at: at, seen_at: at },
        expires_at: new Date(now().getTime() + LONGEST_MS).toISOString(),
      },
    ]);
    return token;
  }

  /** Whose session a secret opens; undefined: nobody's (any more). */
  async find(token: string): Promise<OpenLearnerSession | undefined> {
    const row = await this.database.row<OpenLearnerSession & LearnerSession>(
      `SELECT s.id, s.person_id, s.is_own_device, s.seen_at, s.expires_at, COALESCE(p.merged_into_id, p.id) AS survivor_id
       FROM learner_sessions s JOIN people p ON p.id = s.person_id WHERE s.token_hash = ?`,
      [tokenHash(token)],
    );
    const at = now();
    if (!row || row.expires_at <= at.toISOString()) return undefined;
    const idle = at.getTime() - Date.parse(row.seen_at);
    if (idle > (row.is_own_device === 1 ? IDLE_MS.own : IDLE_MS.shared)) return undefined;
    const { id, person_id, survivor_id } = row;
    if (idle > SEEN_STEP_MS) {
      this.sessions.note(`learner session ${id}`, () =>
        this.database.update(LearnerSession, { id }, { seen_at: at.toISOString() }),
      );
    }
    return { id, person_id, survivor_id };
  }

  /** Ends the session of a secret; without one there is nothing to do. */
  async close(token: string): Promise<void> {
    await this.database.transaction(() =>
      this.database.execute('DELETE FROM learner_sessions WHERE token_hash = ?', [tokenHash(token)]),
    );
  }

  /** Ends all sessions that were opened with some codes, in the caller's transaction. */
  async closeOfCodes(codes: readonly number[]): Promise<void> {
    if (codes.length === 0) return;
    await this.database.execute(`DELETE FROM learner_sessions WHERE code_id IN (${placeholders(codes)})`, [...codes]);
  }

  /** Forgets what has ended, and mailed links that open nothing any more. */
  async sweep(): Promise<void> {
    const at = now().getTime();
    const ago = (ms: number): string => new Date(at - ms).toISOString();
    await this.database.transaction(async () => {
      await this.database.execute(
        'DELETE FROM learner_sessions WHERE expires_at <= ? OR seen_at < ? OR (is_own_device = 0 AND seen_at < ?)',
        [nowIso(), ago(IDLE_MS.own), ago(IDLE_MS.shared)],
      );
      await this.database.execute('DELETE FROM learner_links WHERE expires_at < ?', [ago(DAY)]);
    });
  }

  /** Of the people themselves and of every record that is theirs. */
  private async endMailed(personIds: readonly number[]): Promise<void> {
    if (personIds.length === 0) return;
    const marks = placeholders(personIds);
    await this.database.execute(
      `DELETE FROM learner_sessions WHERE way = 'link' AND person_id IN (SELECT id FROM people
        WHERE id IN (${marks}) OR merged_into_id IN (${marks}))`,
      [...personIds, ...personIds],
    );
  }
}
