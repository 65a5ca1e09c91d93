import { Injectable } from '@nestjs/common';

/** What a folder tells those above it, inside the transaction of the change. */
export interface DomainEvents {
  /** Places or successions changed: the codes whose meaning on some day may now be another. `null`: any. */
  'territory.changed': { codes: string[] | null };
  /** People were merged or separated again: every activity they were on counts anew. */
  'people.merged': { person_ids: number[] };
  /** The e-mail address of people changed. */
  'people.readdressed': { person_ids: number[] };
  /** A plan's own unit or its days changed. */
  'plan.changed': { plan_id: number };
  /** Who qualifies in these activities is about to be counted anew: what rooms above derive for that is put right first. */
  'activities.counting': { activity_ids: number[] };
  /** Who qualifies in these activities was counted anew, and may be another now. */
  'activities.requalified': { activity_ids: number[] };
  /**
   * These activities, their sessions or rosters changed, and not only who was there. Which of them are courses, and all sessions
   * of them.
   */
  'activities.changed': { activity_ids: number[]; course_ids: number[]; session_ids: number[] };
  /** These activities changed, and letters of them wait: what does not hold any more is taken back. */
  'letters.unsettled': { activity_ids: readonly number[] };
  /** People who waited for a place came onto the roster: by their ids after merges. */
  'waiting.admitted': { activity_id: number; person_ids: number[] };
  /** The staff took back that somebody, by whichever record, completed a course. */
  'completions.withdrawn': { activity_id: number; person_id: number };
  /** Certificates were entered in the register, by their ids; `automatic`: nobody pressed a button. */
  'certificates.issued': { ids: number[]; automatic: boolean };
  /** Certificates were superseded or revoked. */
  'certificates.ended': { ids: number[] };
  /** Letters to these people came back. */
  'mail.returned': { person_ids: number[] };
  /** Links to own pages ended: the messages of the outbox in which they stand, whether or not these have left. */
  'mine.links_ended': { message_ids: number[] };
  /** Somebody did all that a course needs. */
  'learning.completed': { activity_id: number; person_id: number };
  /** Somebody chose what an activity has written without a press. */
  'letters.chosen': { activity_id: number };
  /** An attempt was handed in, and waits for a trainer to mark what was written. */
  'quizzes.waiting': { attempt_id: number; activity_id: number; person_id: number; part: string };
  /** An attempt at a quiz got its final score, or a trainer changed it. `person_id`: after merges. */
  'quizzes.marked': { attempt_id: number; activity_id: number; person_id: number; part: string };
}

type Handler<K extends keyof DomainEvents> = (event: DomainEvents[K]) => Promise<void>;

/** Carries news upwards without the lower folder knowing who listens. A handler that throws undoes the change. */
@Injectable()
export class Bus {
  private readonly handlers = new Map<keyof DomainEvents, Handler<never>[]>();

  /** Listens to one kind of news. */
  on<K extends keyof DomainEvents>(kind: K, handler: Handler<K>): void {
    this.handlers.set(kind, [...(this.handlers.get(kind) ?? []), handler]);
  }

  /** Tells everybody who listens, one after the other, in the caller's transaction. */
  async tell<K extends keyof DomainEvents>(kind: K, event: DomainEvents[K]): Promise<void> {
    for (const handler of this.handlers.get(kind) ?? []) await (handler as Handler<K>)(event);
  }
}
