import { Injectable } from '@nestjs/common';
import { ActivityDoor } from '../activities/open-activities.js';
import { nowIso, today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { EditConflict } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { RowsRunner } from '../interchange/rows-runner.js';
import { Course, CourseVersionRow } from './courses.entities.js';

/** A new course as its form says it. */
export interface CourseInput {
  plan: string;
  title: string;
  unit: string;
  agency: string | null;
  trainer: string | null;
  language: Course['language'];
  summary: string | null;
  minutes: number | null;
}

/** What can be said of a course beside what it teaches and the facts of its activity. */
export type CourseAbout = Pick<CourseInput, 'language' | 'summary' | 'minutes'>;

/** Letters with which the codes of courses begin: khóa học. */
const PREFIX = 'KH';

/** Makes courses together with their activities, by the rules of the files. */
@Injectable()
export class CourseActivities {
  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly rows: RowsRunner,
    private readonly events: EventLog,
  ) {}

  /**
   * Makes an activity of kind course, as a draft, with an empty draft of what it teaches: once for one form.
   * @param formKey of the form; null: it comes by file
   * @param wanted the code that it gets where no activity has it @returns the code it was given
   * @throws InvalidFields with the faults at the fields of the form
   */
  create(input: CourseInput, formKey: string | null, wanted: string | null = null): Promise<string> {
    return this.database.transaction(async () => {
      await this.door.open();
      const before = formKey === null ? undefined : await this.madeBy(formKey);
      if (before) return before;
      const code = wanted !== null && (await this.isFree(wanted)) ? wanted : await this.freeCode();
      const { plan, title, unit, agency, trainer, language, summary, minutes } = input;
      await this.rows.one('activities', { code, plan, kind: 'course', title, unit, agency, trainer, status: 'draft' });
      const { id } = await this.door.activity(code);
      await this.database.insert(Course, [{ activity_id: id, language, summary, minutes, form_key: formKey }]);
      await this.database.insert(CourseVersionRow, [
        { activity_id: id, number: 1, state: 'draft', draft_slot: 1, created_at: nowIso() },
      ]);
      await this.record('course.made', id, code);
      return code;
    });
  }

  /** Changes the facts of its activity, and what a course says of itself. @throws EditConflict, NotFound, InvalidFields */
  change(code: string, version: number, input: CourseInput): Promise<void> {
    return this.database.transaction(async () => {
      const { id } = await this.door.activity(code);
      const [row] = await this.database.rowsForUpdate<Course>('SELECT * FROM courses WHERE activity_id = ?', [id]);
      if ((row?.version ?? 0) !== version) throw new EditConflict();
      const { plan, title, unit, agency, trainer, language, summary, minutes } = input;
      await this.rows.one('activities', { code, plan, kind: 'course', title, unit, agency, trainer });
      const values = { language, summary, minutes, version: version + 1 };
      if (row) await this.database.update(Course, { id: row.id }, values);
      else await this.database.insert(Course, [{ activity_id: id, ...values }]);
      await this.record('course.changed', id, code);
    });
  }

  /** The course that a form has made; undefined: none yet. */
  async madeBy(formKey: string): Promise<string | undefined> {
    const sql = 'SELECT a.code FROM courses c JOIN activities a ON a.id = c.activity_id WHERE c.form_key = ?';
    return (await this.database.row<{ code: string }>(sql, [formKey]))?.code;
  }

  /** Whether no activity of any territory has a code; locked, as below. */
  private async isFree(code: string): Promise<boolean> {
    return (await this.database.rowsForUpdate('SELECT id FROM activities WHERE code = ?', [code])).length === 0;
  }

  /** The next code of the year that no activity of any territory has: KH-2026-003. */
  private async freeCode(): Promise<string> {
    const start = `${PREFIX}-${today().slice(0, 4)}-`;
    // Locked: a code that somebody else takes at this moment must not become that activity's change.
    const rows = await this.database.rowsNow<{ code: string }>('SELECT code FROM activities WHERE code LIKE ?', [
      `${start}%`,
    ]);
    const numbers = rows.map(({ code }) => Number(code.slice(start.length))).filter(Number.isSafeInteger);
    return `${start}${String(Math.max(0, ...numbers) + 1).padStart(3, '0')}`;
  }

  private async record(kind: string, id: number, code: string): Promise<void> {
    await this.events.record({ kind, subject: { type: 'activity', id }, detail: { code } });
  }
}
