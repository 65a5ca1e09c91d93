import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { NotFound } from '../errors.js';
import { ActivityLetters, type ToldActivity } from '../letters/activity-letters.js';
import { Addressees } from '../letters/addressees.js';
import type { LearnerKind } from '../letters/letter-kinds.js';
import { Scopes } from '../territory/scope.js';
import { belowPlace, type EnrolmentFilter, shownLearners } from './enrolment-filter.js';
import { EnrolmentRecords, type EnrolmentRecord } from './enrolment-records.js';
import type { ReachedLearner } from './learner-letters.js';

/** Whom of a course something is written to; each is reached by mail or on paper. */
export interface MessageRound {
  record: EnrolmentRecord;
  told: ToldActivity;
  people: ReachedLearner[];
  /** How many are not on the roster any more: what they learn does not count, and they are not written to. */
  offRoster: number;
}

const EVERYBODY: EnrolmentFilter = { stand: 'all', place: '', group: '' };

/** Those who learn a course and have something left to do, with the way by which they are reached. */
@Injectable()
export class MessageRounds {
  constructor(
    private readonly database: Database,
    private readonly records: EnrolmentRecords,
    private readonly letters: ActivityLetters,
    private readonly addressees: Addressees,
    private readonly scopes: Scopes,
  ) {}

  /** @throws NotFound outside the territory of whoever acts */
  ofEverybody(code: string, kind: LearnerKind): Promise<MessageRound> {
    return this.of(code, EVERYBODY, kind);
  }

  /** Those whom a filter keeps. @throws NotFound outside the territory of whoever acts */
  async of(code: string, filter: EnrolmentFilter, kind: LearnerKind): Promise<MessageRound> {
    return this.database.snapshot(async () => {
      const record = await this.records.of(code);
      const told = await this.letters.told(record.activity.id);
      if (!told) throw new NotFound();
      const open = shownLearners(record, filter, await belowPlace(this.scopes, filter)).filter(
        ({ enrolment, progress }) => enrolment.completed_on === null && progress.required > 0,
      );
      const learners = new Map(open.map((learner) => [learner.person.id, learner]));
      const people = (await this.addressees.of(told.activity, kind)).flatMap((person): ReachedLearner[] => {
        const learner = learners.get(person.id);
        return learner ? [{ learner, person }] : [];
      });
      return { record, told, people, offRoster: learners.size - people.length };
    });
  }
}
