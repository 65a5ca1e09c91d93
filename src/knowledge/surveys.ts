import { Injectable } from '@nestjs/common';
import { randomInt } from 'node:crypto';
import { ActivityDoor } from '../activities/open-activities.js';
import { today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { DomainError, EditConflict, NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { KnowledgeCodes } from './knowledge-codes.js';
import { Survey, SurveyAnswer, SurveyMark } from './knowledge.entities.js';
import {
  type PaperCounts,
  type SurveyAnswers,
  type SurveyQuestions,
  type SurveyResult,
  mayJoin,
  surveyResult,
} from './survey.js';

/** The survey of an activity, read. */
export interface SetSurvey extends Omit<Survey, 'questions' | 'on_paper'> {
  questions: SurveyQuestions;
  on_paper: PaperCounts | null;
}

const LARGEST_ID = 2_147_483_647;

/**
 * Satisfaction surveys. Who answered and what was answered are two rows written together that nothing joins: neither has the
 * other's id or a time of the day, and the ids of both are drawn by chance, so that no order is kept. No event tells of an answer.
 */
@Injectable()
export class Surveys {
  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly codes: KnowledgeCodes,
    private readonly events: EventLog,
  ) {}

  /** The survey of an activity; undefined: none is set. */
  async of(activityId: number): Promise<SetSurvey | undefined> {
    const [row] = await this.database.rowsNow<Survey>('SELECT * FROM surveys WHERE activity_id = ?', [activityId]);
    if (!row) return undefined;
    const on_paper = row.on_paper === null ? null : (JSON.parse(row.on_paper) as PaperCounts);
    return { ...row, questions: JSON.parse(row.questions) as SurveyQuestions, on_paper };
  }

  /** Whether there is one, whether it is open, and how many took part. */
  async state(activityId: number): Promise<{ isSet: boolean; isOpen: boolean; people: number }> {
    const survey = await this.of(activityId);
    if (!survey) return { isSet: false, isOpen: false, people: 0 };
    const people = (await this.answered(activityId)) + (survey.on_paper?.people ?? 0);
    return { isSet: true, isOpen: survey.is_open === 1, people };
  }

  /**
   * What came of it: of papers as they were counted, of telephones what stood there when it was closed last. While it is open
   * nothing changes: else whoever looks before and after somebody answers would see what. @throws NotFound
   */
  async result(activityId: number): Promise<SurveyResult | null> {
    return this.database.snapshot(async () => {
      const survey = await this.of(activityId);
      if (!survey) throw new NotFound();
      return surveyResult(survey.questions, await this.answers(activityId, true), survey.on_paper);
    });
  }

  /**
   * Sets the questions, and whether it can be answered by telephone. Once something was answered the questions stay.
   * @param version the one that was read, 0 for none @throws NotFound, EditConflict, DomainError
   */
  async set(code: string, version: number, questions: SurveyQuestions, open: boolean): Promise<void> {
    await this.database.transaction(async () => {
      const { id } = await this.door.activity(code);
      const known = await this.of(id);
      if ((known?.version ?? 0) !== version) throw new EditConflict();
      const isSame = known !== undefined && JSON.stringify(known.questions) === JSON.stringify(questions);
      if (known && !isSame && (await this.isBegun(known))) throw new DomainError('knowledge.survey_begun');
      const row = { questions: JSON.stringify(questions), is_open: open ? 1 : 0, version: version + 1 };
      if (known) await this.database.update(Survey, { activity_id: id, version }, row);
      else await this.database.insert(Survey, [{ activity_id: id, ...row }]);
      if (open) await this.codes.ensureRoster(id);
      else await this.show(id);
      const kind = open ? 'knowledge.survey_opened' : 'knowledge.survey_set';
      await this.events.record({ kind, subject: { type: 'activity', id }, detail: { activity: code } });
    });
  }

  /** Whether something was answered already. */
  async isBegun({ activity_id, on_paper }: Pick<SetSurvey, 'activity_id' | 'on_paper'>): Promise<boolean> {
    return on_paper !== null || (await this.answered(activity_id)) > 0;
  }

  /** Notes what was counted on paper, in place of what was noted before. @throws NotFound, EditConflict */
  async count(code: string, version: number, counted: PaperCounts): Promise<void> {
    await this.database.transaction(async () => {
      const { id } = await this.door.activity(code);
      const known = await this.of(id);
      if (!known) throw new NotFound();
      if (known.version !== version) throw new EditConflict();
      const on_paper = counted.people === 0 ? null : JSON.stringify(counted);
      await this.database.update(Survey, { activity_id: id, version }, { on_paper, version: version + 1 });
      const detail = { activity: code, people: counted.people };
      await this.events.record({ kind: 'knowledge.survey_counted', subject: { type: 'activity', id }, detail });
    });
  }

  /** Whether somebody has answered, by whichever record. */
  async hasAnswered(activityId: number, personId: number): Promise<boolean> {
    const rows = await this.database.rowsNow(
      `SELECT m.id FROM survey_marks m JOIN people p ON p.id = m.person_id
       WHERE m.activity_id = ? AND COALESCE(p.merged_into_id, p.id) = ?`,
      [activityId, personId],
    );
    return rows.length > 0;
  }

  /** Takes what somebody answers, once. Sent twice it counts once. @throws DomainError where it is closed */
  async answer(activityId: number, personId: number, answers: SurveyAnswers): Promise<void> {
    await this.database.transaction(async () => {
      // One after the other: of two at once both would find no mark.
      await this.database.rowsForUpdate('SELECT id FROM people WHERE id = ?', [personId]);
      const survey = await this.of(activityId);
      if (survey?.is_open !== 1) throw new DomainError('knowledge.survey_closed', {}, 'conflict');
      if (await this.hasAnswered(activityId, personId)) return;
      const mark = { id: await this.freeId('survey_marks'), activity_id: activityId, person_id: personId };
      await this.database.insert(SurveyMark, [mark]);
      const said = { activity_id: activityId, answered_on: today(), answers: JSON.stringify(answers) };
      await this.database.insert(SurveyAnswer, [{ id: await this.freeId('survey_answers'), ...said }]);
    });
  }

  /** Puts what came by telephone into the results, unless so few were new that one could tell them. */
  private async show(activityId: number): Promise<void> {
    const [shown, fresh] = [await this.answers(activityId, true), await this.answers(activityId, false)];
    if (fresh.length === 0 || !mayJoin(shown, fresh)) return;
    await this.database.update(SurveyAnswer, { activity_id: activityId, is_shown: 0 }, { is_shown: 1 });
  }

  /** The answers by telephone that stand in the results, or those that do not. */
  private async answers(activityId: number, isShown: boolean): Promise<SurveyAnswers[]> {
    const rows = await this.database.rowsNow<Pick<SurveyAnswer, 'answers'>>(
      'SELECT answers FROM survey_answers WHERE activity_id = ? AND is_shown = ?',
      [activityId, isShown ? 1 : 0],
    );
    return rows.map(({ answers }) => JSON.parse(answers) as SurveyAnswers);
  }

  private async answered(activityId: number): Promise<number> {
    const sql = 'SELECT COUNT(*) AS n FROM survey_answers WHERE activity_id = ?';
    const [row] = await this.database.rows<{ n: number }>(sql, [activityId]);
    return Number(row?.n ?? 0);
  }

  private async freeId(table: 'survey_marks' | 'survey_answers'): Promise<number> {
    for (;;) {
      const id = randomInt(1, LARGEST_ID);
      if ((await this.database.row(`SELECT id FROM ${table} WHERE id = ?`, [id])) === undefined) return id;
    }
  }
}
