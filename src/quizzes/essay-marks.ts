import { Injectable } from '@nestjs/common';
import type { Activity } from '../activities/activities.entities.js';
import { Database } from '../database/database.js';
import { DomainError, NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { Scopes } from '../territory/scope.js';
import { actor } from '../web/actor.js';
import { AttemptClosing, markedOf } from './attempt-closing.js';
import { askedOf, type AskedQuestion } from './attempt-questions.js';
import { AttemptStore, type HeldAttempt } from './attempts.store.js';

/** What a trainer gives for something that was written. */
export interface EssayMark {
  position: number;
  /** Hundredths of a point. */
  points_hundredths: number;
  /** Read by the learner. */
  remark: string | null;
  /** The points that stood there when the trainer looked; null: none. */
  seen: number | null;
}

/** Marking what learners wrote: by a trainer, once or again, and never without an event. */
@Injectable()
export class EssayMarks {
  constructor(
    private readonly database: Database,
    private readonly store: AttemptStore,
    private readonly closing: AttemptClosing,
    private readonly scopes: Scopes,
    private readonly events: EventLog,
  ) {}

  /**
   * Marks essays of an attempt that was handed in; the attempt has its score when none is left. The same marks again change nothing.
   * @throws NotFound; DomainError `attempts.not_to_mark`, `attempts.points`, `attempts.marked_meanwhile`
   */
  async mark(id: number, marks: readonly EssayMark[]): Promise<void> {
    const scope = await this.scopes.mine();
    await this.database.transaction(async () => {
      const attempt = await this.store.lockedWithActivity(id);
      if (!attempt) throw new NotFound();
      const activity = await this.database.row<Pick<Activity, 'place_id'>>(
        'SELECT place_id FROM activities WHERE id = ?',
        [attempt.activity_id],
      );
      scope.require(activity?.place_id ?? null);
      const questions = askedOf(await this.store.answers(id));
      const changed = marks.filter((given) => this.changes(attempt, questions, given));
      if (changed.length > 0) await this.write(attempt, questions, changed);
    });
  }

  /** Whether it says something new. */
  private changes({ state }: HeldAttempt, questions: readonly AskedQuestion[], given: EssayMark): boolean {
    const asked = questions.find(({ position }) => position === given.position);
    if (state === 'open' || asked?.question.kind !== 'essay' || asked.answer === null) {
      throw new DomainError('attempts.not_to_mark', { number: given.position });
    }
    const { points_hundredths: points } = given;
    if (!Number.isInteger(points) || points < 0 || points > asked.points * 100) {
      throw new DomainError('attempts.points', { of: asked.points });
    }
    const stands = asked.points_hundredths;
    if (stands === points && asked.remark === given.remark) return false;
    if (stands !== given.seen && stands !== points) throw new DomainError('attempts.marked_meanwhile', {}, 'conflict');
    return true;
  }

  private async write(attempt: HeldAttempt, questions: readonly AskedQuestion[], marks: readonly EssayMark[]) {
    const before = new Map(questions.map((each) => [each.position, each]));
    const marked_by_id = actor()?.user_id ?? null;
    await this.store.put(
      attempt.id,
      ['points_hundredths', 'remark', 'marked_by_id'],
      marks.map(({ position, points_hundredths, remark }) => ({ position, points_hundredths, remark, marked_by_id })),
    );
    const changes = marks.map(({ position, points_hundredths: after }) => ({
      ...{ position, before: before.get(position)?.points_hundredths ?? null, after },
    }));
    await this.events.record({
      kind: changes.some((change) => change.before !== null) ? 'attempt.remarked' : 'attempt.marked',
      subject: { type: 'activity', id: attempt.activity_id },
      detail: { attempt: attempt.id, changes },
    });
    await this.closing.settle(attempt, markedOf(askedOf(await this.store.answers(attempt.id))));
  }
}
