import { Injectable } from '@nestjs/common';
import { today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { DomainError, EditConflict, NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { type JsonRow, RowsRunner } from '../interchange/rows-runner.js';
import { Activity, Session } from './activities.entities.js';
import { DerivedPlaces } from './derived-places.js';
import { headcountsOfGroup } from './headcount-rows.js';
import { Ledger } from './ledger.js';
import { MakeUps } from './make-ups.js';
import { ActivityDoor } from './open-activities.js';

/** What may be changed of an activity that is there; undefined leaves it as it is. */
export type ActivityPatch = Partial<
  Pick<Activity, 'title' | 'status' | 'min_attendance' | 'capacity' | 'test_required'>
>;

/** What may be changed of a session. */
export type SessionPatch = Partial<Pick<Session, 'date' | 'start' | 'end' | 'venue' | 'makes_up' | 'status'>>;

/**
 * Corrections of one activity (counting method §7): every figure is afterwards as if it had been so from the start. The
 * rules are those of the files: rows go through the same importers.
 */
@Injectable()
export class Corrections {
  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly places: DerivedPlaces,
    private readonly ledger: Ledger,
    private readonly events: EventLog,
    private readonly rows: RowsRunner,
  ) {}

  /** Changes an activity. @param version the one that was read. @throws EditConflict, NotFound */
  async changeActivity(code: string, version: number, patch: ActivityPatch): Promise<void> {
    await this.database.transaction(async () => {
      const { id } = await this.door.activity(code);
      const [before] = await this.database.rowsForUpdate<Activity>('SELECT * FROM activities WHERE id = ?', [id]);
      if (patch.test_required === 1 && before?.kind !== 'training') {
        throw new DomainError('activities.test_of_training_only', { code });
      }
      const changed = await this.database.update(Activity, { id, version }, { ...patch, version: version + 1 });
      if (changed === 0) throw new EditConflict();
      await this.record('activity.changed', 'activity', id, { code, before: partOf(before, patch), after: patch });
      this.follow(id);
    });
  }

  /** Moves, cancels or renames a session as of a version; what is derived from its day follows. @throws EditConflict, NotFound */
  async changeSession(code: string, number: number, version: number, patch: SessionPatch): Promise<void> {
    await this.database.transaction(async () => {
      const activity = await this.door.activity(code);
      const session = await this.door.session(activity, number);
      const { start, end } = { ...session, ...patch };
      if (start !== null && end !== null && start >= end)
        throw new DomainError('activities.end_before_start', { start });
      await this.settleMakeUp(session, patch);
      const { id } = session;
      const after = { ...patch, ...(await this.statusMoved(session, patch)) };
      const changed = await this.database.update(Session, { id, version }, { ...after, version: version + 1 });
      if (changed === 0) throw new EditConflict();
      const detail = { activity: code, number, before: partOf(session, after), after };
      await this.record('session.changed', 'session', id, detail);
      this.follow(activity.id);
    });
  }

  /** What a session that is not cancelled is on a day: one that is still to come was not held, whatever was noted. */
  async statusOn({ id, status }: Pick<Session, 'id' | 'status'>, date: string): Promise<'held' | 'planned'> {
    if (date > today()) return 'planned';
    const noted = await this.database.row('SELECT id FROM attendance WHERE session_id = ? LIMIT 1', [id]);
    return status === 'held' || noted !== undefined ? 'held' : 'planned';
  }

  /** Sets a headcount of a session, as a row of headcounts.csv without activity and session. */
  async setHeadcount(code: string, number: number, row: JsonRow & { group: string }): Promise<void> {
    await this.database.transaction(async () => {
      const session = await this.door.session(await this.door.activity(code), number);
      await this.tellHeadcounts('headcount.recorded', session, code, row.group, () =>
        this.rows.one('headcounts', { ...row, activity: code, session: number }),
      );
    });
  }

  /** Takes the mark of a person at a session back, by whichever record, as if nothing had been noted. */
  async removeMark(code: string, number: number, ref: string): Promise<void> {
    await this.database.transaction(async () => {
      const activity = await this.door.activity(code);
      const session = await this.door.session(activity, number);
      const removed = await this.database.execute(
        `DELETE FROM attendance WHERE session_id = ? AND person_id IN (SELECT pe.id FROM people pe
           LEFT JOIN people su ON su.id = pe.merged_into_id WHERE pe.ref = ? OR su.ref = ?)`,
        [session.id, ref, ref],
      );
      if (removed === 0) throw new NotFound();
      await this.record('attendance.removed', 'session', session.id, { activity: code, session: number, person: ref });
      this.ledger.touch([activity.id]);
    });
  }

  /** Takes a headcount back. */
  async removeHeadcount(code: string, number: number, unit: string, group: string): Promise<void> {
    await this.database.transaction(async () => {
      const session = await this.door.session(await this.door.activity(code), number);
      // By the code of the place, or by the one that was written when the place had another.
      await this.tellHeadcounts('headcount.removed', session, code, group, async () => {
        const removed = await this.database.execute(
          `DELETE FROM headcounts WHERE session_id = ? AND group_code = ?
           AND (unit_code = ? OR place_id IN (SELECT id FROM places WHERE code = ?))`,
          [session.id, group, unit, unit],
        );
        if (removed === 0) throw new NotFound();
      });
      this.ledger.touch([session.activity_id]);
    });
  }

  /** An act on the headcounts of a group, told by what stood before and stands after of each place where that differs. */
  private async tellHeadcounts(
    kind: string,
    { id, number }: Session,
    activity: string,
    group: string,
    act: () => Promise<unknown>,
  ): Promise<void> {
    const old = await headcountsOfGroup(this.database, id, group);
    await act();
    const now = await headcountsOfGroup(this.database, id, group);
    for (const unit of new Set([...old.keys(), ...now.keys()])) {
      const [before, after] = [old.get(unit) ?? null, now.get(unit) ?? null];
      if (JSON.stringify(before) === JSON.stringify(after)) continue;
      await this.record(kind, 'session', id, { activity, session: number, unit, group, before, after });
    }
  }

  /** @throws DomainError where the session cannot make up for what the change says */
  private async settleMakeUp({ activity_id, number }: Session, { makes_up }: SessionPatch): Promise<void> {
    if (makes_up === null || makes_up === undefined) return;
    const recorded = await this.database.rows<Session>('SELECT * FROM sessions WHERE activity_id = ?', [activity_id]);
    new MakeUps(recorded).settle([{ activity_id, number, makes_up }], (_, fault) => {
      throw new DomainError(`activities.makes_up_${fault}`, { number: String(makes_up), session: String(number) });
    });
  }

  /** A session that is moved to another day becomes what it is there, unless that is said. */
  private async statusMoved(session: Session, { date, status }: SessionPatch): Promise<SessionPatch> {
    if (date === undefined || date === session.date) return {};
    if (status !== undefined || session.status === 'cancelled') return {};
    const moved = await this.statusOn(session, date);
    return moved === session.status ? {} : { status: moved };
  }

  private follow(activityId: number): void {
    this.places.touch([activityId]);
    this.ledger.touch([activityId]);
  }

  private async record(kind: string, type: string, id: number, detail: object): Promise<void> {
    await this.events.record({ kind, subject: { type, id }, detail });
  }
}

/** Of what was there the part that a change speaks of. */
function partOf<T extends object>(before: T | undefined, patch: Partial<T>): Partial<T> {
  const keys = Object.keys(patch) as (keyof T)[];
  return Object.fromEntries(keys.map((key) => [key, before?.[key] ?? null])) as Partial<T>;
}
