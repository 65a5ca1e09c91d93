import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { Throttles } from '../accounts/throttles.js';
import { tokenHash } from '../accounts/tokens.js';
import { ActivityDoor } from '../activities/open-activities.js';
import { nowIso, today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { DomainError, NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { CHILD_GROUP, isUnderAge } from '../people/privacy.js';
import { actAs, actor } from '../web/actor.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { EnrolmentDesk } from './enrolment-desk.js';
import { EnrolmentLink, EnrolmentRequest } from './learning.entities.js';

/** A course that a link leads to. */
export interface JoinedCourse {
  link_id: number;
  activity_id: number;
  code: string;
  title: string;
  /** As whom people come by it. */
  groups: readonly string[];
  /** Nobody more comes in by it. */
  isFull: boolean;
}

/** What a link is for, and how long. */
export interface LinkTerms extends Pick<EnrolmentLink, 'ends_on' | 'most'> {
  /** The groups as which people come by it, one at least: what somebody counts as is not theirs to choose among all. */
  groups: readonly string[];
}

/** What somebody whom nobody knows says of themselves. */
export type Asking = Pick<
  EnrolmentRequest,
  'full_name' | 'birth_year' | 'unit_code' | 'group_code' | 'email' | 'phone'
>;

/** A link in use with its token. */
export type OpenEnrolmentLink = LinkTerms & Pick<EnrolmentLink, 'id' | 'made_at'> & { token: string };

type Found = EnrolmentLink & { code: string; title: string };

/** So many requests may wait at once: nobody fills the desk of the staff. */
const MOST_WAITING = 500;

/** Links by which people enrol themselves: known ones at a press, others once somebody of the staff has said who they are. */
@Injectable()
export class EnrolmentLinks {
  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly desk: EnrolmentDesk,
    private readonly throttles: Throttles,
    private readonly events: EventLog,
    private readonly holder: SettingsHolder,
  ) {}

  /** Makes the link of a course anew; the one before ends. */
  async make(code: string, { ends_on, most, groups }: LinkTerms): Promise<void> {
    await this.database.transaction(async () => {
      const { id } = await this.course(code);
      await this.end(id);
      const nonce = randomBytes(16).toString('base64url');
      const by = actor()?.user_id ?? null;
      const terms = { ends_on, most, group_codes: groups.join(' ') };
      const link = { activity_id: id, nonce, token_hash: tokenHash(this.tokenOf(nonce)), made_at: nowIso(), ...terms };
      await this.database.insert(EnrolmentLink, [{ ...link, author_id: by, withdrawn_at: null }]);
      await this.told('enrolment_link.made', id, { ends_on, most, groups });
    });
  }

  /** Ends it. Without one there is nothing to do. */
  async withdraw(code: string): Promise<void> {
    await this.database.transaction(async () => {
      const { id } = await this.course(code);
      if ((await this.end(id)) > 0) await this.told('enrolment_link.withdrawn', id, {});
    });
  }

  /** The link of a course, if it still opens anything. */
  async inUse(activityId: number): Promise<OpenEnrolmentLink | null> {
    const sql = 'SELECT * FROM enrolment_links WHERE activity_id = ? AND withdrawn_at IS NULL ORDER BY id DESC LIMIT 1';
    const row = await this.database.row<EnrolmentLink>(sql, [activityId]);
    if (!row || hasEnded(row)) return null;
    const { id, nonce, made_at, ends_on, most } = row;
    return { id, made_at, ends_on, most, groups: groupsOf(row), token: this.tokenOf(nonce) };
  }

  /** The course that a link leads to. @throws NotFound for one that opens nothing; guesses are counted */
  async open(token: string, address: string): Promise<JoinedCourse> {
    const found = await this.find(token);
    if (!found) {
      await this.throttles.take([{ door: 'address', caller: address }]);
      throw new NotFound('learning.join_gone');
    }
    const { id: link_id, activity_id, code, title } = found;
    return { link_id, activity_id, code, title, groups: groupsOf(found), isFull: await this.isFull(found) };
  }

  /**
   * Enrols somebody who is signed in as a learner, in one group: who learns the course already stays as they are. Where it is full
   * they wait for a place.
   * @returns the course, and whether they wait @throws NotFound; DomainError `learning.link_full`, `learning.not_of_link`
   */
  async join(token: string, person_id: number, group_code: string): Promise<{ code: string; waits: boolean }> {
    // It is the link that lets people in, wherever somebody who is also of the staff has rights.
    return actAs(null, () =>
      this.database.transaction(async () => {
        const link = await this.held(token);
        if (await this.isEnrolled(link.activity_id, person_id)) return { code: link.code, waits: false };
        requireGroup(link, group_code);
        if (await this.isFull(link)) throw new DomainError('learning.link_full');
        const people = [{ person_id, group_code, organisation_id: null }];
        const { waiting } = await this.desk.enrol(link.code, people, { way: 'link', due_on: null });
        return { code: link.code, waits: waiting > 0 };
      }),
    );
  }

  /**
   * Notes that somebody whom nobody knows asks to learn; sent twice with one form it is once. Nobody leaves the name of a child
   * here, where no representative has agreed to anything.
   * @throws NotFound; DomainError `learning.link_full`, `learning.not_of_link`, `learning.child_asks`, `accounts.too_many`
   */
  async ask(token: string, asking: Asking, { formKey, address }: { formKey: string; address: string }): Promise<void> {
    await this.throttles.take([{ door: 'address', caller: address }]);
    if (isOfChild(asking)) throw new DomainError('learning.child_asks');
    await this.database.transaction(async () => {
      const link = await this.held(token);
      requireGroup(link, asking.group_code);
      const sql = 'SELECT id FROM enrolment_requests WHERE form_key = ?';
      if (await this.database.row(sql, [formKey])) return;
      const [waiting] = await this.database.rowsNow<{ n: number }>(
        "SELECT COUNT(*) AS n FROM enrolment_requests WHERE activity_id = ? AND state = 'waiting'",
        [link.activity_id],
      );
      if (Number(waiting?.n) >= MOST_WAITING || (await this.isFull(link))) throw new DomainError('learning.link_full');
      const row = { activity_id: link.activity_id, link_id: link.id, ...asking, state: 'waiting' as const };
      await this.database.insert(EnrolmentRequest, [{ ...row, asked_at: nowIso(), form_key: formKey }]);
      const subject = { type: 'activity', id: link.activity_id };
      await this.events.record({ kind: 'enrolment_request.made', subject, byLink: true });
    });
  }

  private async find(token: string): Promise<Found | undefined> {
    const row = await this.database.row<Found>(
      `SELECT l.*, a.code, a.title FROM enrolment_links l JOIN activities a ON a.id = l.activity_id
       WHERE l.token_hash = ? AND l.withdrawn_at IS NULL AND a.kind = 'course' AND a.status IN ('open', 'running')`,
      [tokenHash(token)],
    );
    return row && !hasEnded(row) ? row : undefined;
  }

  /** The link with its course locked, so that of two who come at once both are counted. @throws NotFound */
  private async held(token: string): Promise<Found> {
    const sql = 'SELECT id, activity_id FROM enrolment_links WHERE token_hash = ?';
    const [known] = await this.database.rowsForUpdate<{ activity_id: number }>(sql, [tokenHash(token)]);
    if (known) await this.door.held(known.activity_id);
    const found = known && (await this.find(token));
    if (!found) throw new NotFound('learning.join_gone');
    return found;
  }

  /** Whether as many as may have come since it was made, with those who wait by it. */
  private async isFull({ id, activity_id, made_at, most }: Found): Promise<boolean> {
    if (most === null) return false;
    const [row] = await this.database.rowsNow<{ n: number }>(
      `SELECT (SELECT COUNT(*) FROM enrolments
                WHERE activity_id = ? AND way = 'link' AND withdrawn_at IS NULL AND enrolled_at >= ?)
         + (SELECT COUNT(*) FROM enrolment_requests WHERE link_id = ? AND state = 'waiting') AS n`,
      [activity_id, made_at, id],
    );
    return Number(row?.n ?? 0) >= most;
  }

  private async isEnrolled(activityId: number, personId: number): Promise<boolean> {
    const row = await this.database.row(
      `SELECT e.id FROM enrolments e JOIN people p ON p.id = e.person_id
       WHERE e.activity_id = ? AND e.withdrawn_at IS NULL AND COALESCE(p.merged_into_id, p.id) = ?`,
      [activityId, personId],
    );
    return row !== undefined;
  }

  private async course(code: string): Promise<{ id: number }> {
    const activity = await this.door.activity(code);
    if (activity.kind !== 'course') throw new NotFound();
    return activity;
  }

  private end(activityId: number): Promise<number> {
    const sql = 'UPDATE enrolment_links SET withdrawn_at = ? WHERE activity_id = ? AND withdrawn_at IS NULL';
    return this.database.execute(sql, [nowIso(), activityId]);
  }

  private tokenOf(nonce: string): string {
    return this.holder.secret.hash('enrolment_link', nonce);
  }

  private async told(kind: string, id: number, detail: object): Promise<void> {
    await this.events.record({ kind, subject: { type: 'activity', id }, detail });
  }
}

function groupsOf({ group_codes }: Pick<EnrolmentLink, 'group_codes'>): string[] {
  return group_codes?.split(' ').filter(Boolean) ?? [];
}

/** @throws DomainError `learning.not_of_link` */
function requireGroup(link: Pick<EnrolmentLink, 'group_codes'>, group: string): void {
  if (!groupsOf(link).includes(group)) throw new DomainError('learning.not_of_link');
}

function isOfChild({ group_code, birth_year }: Asking): boolean {
  return group_code === CHILD_GROUP || isUnderAge({ birth_date: null, birth_year }, today()) === true;
}

/** One that is for nobody was made before links said for whom they are. */
function hasEnded({ ends_on, group_codes }: Pick<EnrolmentLink, 'ends_on' | 'group_codes'>): boolean {
  return group_codes === null || (ends_on !== null && ends_on < today());
}
