import { Injectable, type OnModuleInit } from '@nestjs/common';
import { pieces } from '../database/chunks.js';
import { Ledger } from '../activities/ledger.js';
import { type DerivedPass, TestResults } from '../activities/test-results.js';
import { dayOf } from '../config/clock.js';
import { Database } from '../database/database.js';
import { placeholders } from '../database/placeholders.js';
import { Bus } from '../events/domain-events.js';
import { TAKEN } from './knowledge-tests.js';

interface PassRow {
  activity_id: number;
  survivor_id: number;
  submitted_at: string;
  taken_on: string | null;
}

/** Activities that are looked at in one statement. */
const CHUNK = 200;

/**
 * Who passed the test that a training requires: whoever is on its roster and passed the one after it. Nothing of it is noted
 * when an attempt is marked. It is derived from the attempts each time that who qualifies is counted anew, so that it does not
 * matter what came first: the requirement, the roster, the paper or a merge.
 */
@Injectable()
export class TestPasses implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly results: TestResults,
    private readonly ledger: Ledger,
    private readonly bus: Bus,
  ) {}

  onModuleInit(): void {
    this.bus.on('quizzes.marked', ({ activity_id, part }) => {
      if (part === 'after') this.ledger.touch([activity_id]);
      return Promise.resolve();
    });
    this.bus.on('activities.counting', async ({ activity_ids }) => {
      for (const ids of pieces(activity_ids, CHUNK)) await this.derive(ids);
    });
  }

  private async derive(activityIds: readonly number[]): Promise<void> {
    const { requiring, all } = await this.results.concerned(activityIds);
    if (all.length === 0) return;
    await this.results.derive(all, requiring.length === 0 ? [] : await this.passes(requiring));
  }

  /** Of several attempts of a person, by whichever record, the first that was passed: of a paper on the day on which it was taken, whenever it was typed in. */
  private async passes(activityIds: readonly number[]): Promise<DerivedPass[]> {
    const rows = await this.database.rowsNowShared<PassRow>(
      `SELECT t.activity_id, COALESCE(p.merged_into_id, p.id) AS survivor_id, t.submitted_at, k.taken_on FROM attempts t
       JOIN people p ON p.id = t.person_id LEFT JOIN knowledge_papers k ON k.attempt_id = t.id
       WHERE t.part = 'after' AND t.is_passed = 1 AND t.state = 'marked' AND ${TAKEN}
         AND t.activity_id IN (${placeholders(activityIds)})`,
      [...activityIds],
    );
    const passes = rows
      .map(({ submitted_at, taken_on, ...who }) => ({ ...who, day: taken_on ?? dayOf(new Date(submitted_at)) }))
      .sort((one, other) => (one.day < other.day ? 1 : -1));
    return [...new Map(passes.map((pass) => [`${pass.activity_id} ${pass.survivor_id}`, pass])).values()];
  }
}
