import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { ActivityStatus } from '../activities/activities.entities.js';
import { CompletionDays } from '../activities/completion-days.js';
import { Database } from '../database/database.js';
import { Bus } from '../events/domain-events.js';
import { beginsWith, keys, type LearnerKind } from '../letters/letter-kinds.js';
import { Outbox } from '../mail/outbox.js';
import { chosenOf, daysOf } from './due-days.js';
import type { DueReminder, Enrolment } from './learning.entities.js';

interface Waiting {
  id: number;
  kind: LearnerKind;
  dedupe_key: string;
  survivor_id: number;
}

type Course = { status: ActivityStatus } & Pick<DueReminder, 'reminder_days' | 'tells_overdue' | 'version'>;
type Learning = Pick<Enrolment, 'due_on' | 'completed_on'> & { survivor_id: number };

/** What a letter that waits is held against: the course as it is now, and what is left of whoever it is to. */
interface Standing {
  course: Course;
  /** The due dates of their enrolments; undefined: they are not to learn it, or have. */
  dues: readonly (string | null)[] | undefined;
}

/**
 * Letters to those who learn a course that wait while they complete it, are withdrawn or get another due date, or the course
 * ends, or nobody is to be reminded any more: they are taken back. Who is taken off the roster, or has another address:
 * letters/stray-letters.ts.
 */
@Injectable()
export class LearnerLettersEnd implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly bus: Bus,
  ) {}

  onModuleInit(): void {
    this.bus.on('letters.unsettled', ({ activity_ids }) => this.takeBack(activity_ids));
    this.bus.on('learning.completed', ({ activity_id }) => this.takeBack([activity_id]));
  }

  /** Takes back what does not hold any more, in the caller's transaction. */
  async takeBack(activityIds: readonly number[]): Promise<void> {
    for (const id of activityIds) {
      const waiting = await this.waiting(id);
      if (waiting.length === 0) continue;
      const course = await this.course(id);
      const learning = await this.learning(id);
      const gone = waiting.filter((each) => !course || !holds(each, { course, dues: learning.get(each.survivor_id) }));
      if (gone.length > 0) await this.outbox.cancel({ ids: gone.map((each) => each.id) }, 'tried');
    }
  }

  private waiting(activityId: number): Promise<Waiting[]> {
    const begun = beginsWith('o.dedupe_key', keys.ofLearners(activityId));
    return this.database.rows<Waiting>(
      `SELECT o.id, o.kind, o.dedupe_key, COALESCE(p.merged_into_id, p.id) AS survivor_id
       FROM outbox o JOIN people p ON p.id = o.person_id
       WHERE o.state IN ('waiting', 'stopped') AND ${begun.sql}`,
      begun.params,
    );
  }

  private async course(activityId: number): Promise<Course | undefined> {
    return this.database.row<Course>(
      `SELECT a.status, r.reminder_days, r.tells_overdue, r.version FROM activities a
       LEFT JOIN due_reminders r ON r.activity_id = a.id WHERE a.id = ?`,
      [activityId],
    );
  }

  /** The due dates of whoever still learns it, by the person after merges. */
  private async learning(activityId: number): Promise<Map<number, (string | null)[]>> {
    const rows = await this.database.rowsNow<Learning>(
      `SELECT e.due_on, e.completed_on, COALESCE(p.merged_into_id, p.id) AS survivor_id
       FROM enrolments e JOIN people p ON p.id = e.person_id WHERE e.activity_id = ? AND e.withdrawn_at IS NULL`,
      [activityId],
    );
    const elsewhere = await CompletionDays.read((sql, params) => this.database.rows(sql, params), [activityId]);
    const found = new Map<number, (string | null)[]>();
    for (const [id, own] of Map.groupBy(rows, ({ survivor_id }) => survivor_id)) {
      const isDone = own.some(({ completed_on }) => completed_on !== null);
      const isDoneElsewhere = elsewhere.ofPerson({ activity_id: activityId, survivor_id: id }) !== null;
      const dues = own.map(({ due_on }) => due_on);
      if (!isDone && !isDoneElsewhere) found.set(id, dues);
    }
    return found;
  }
}

/** Whether a letter says what stands, and is wanted. */
function holds({ kind, dedupe_key }: Waiting, { course, dues }: Standing): boolean {
  if (!dues || course.status === 'draft' || course.status === 'cancelled') return false;
  if (kind === 'learner_message') return true;
  const [, , due_on = '', days] = dedupe_key.split(':');
  const isAsked = daysOf(chosenOf(course.version === null ? undefined : course)).includes(Number(days));
  return isAsked && dues.includes(due_on) && course.status !== 'done';
}
