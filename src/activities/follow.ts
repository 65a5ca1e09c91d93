import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../database/database.js';
import { Bus } from '../events/domain-events.js';
import { DerivedPlaces } from './derived-places.js';
import { Ledger } from './ledger.js';

/** What must follow in activities when something below them changes, in the same transaction. */
@Injectable()
export class Follow implements OnModuleInit {
  constructor(
    private readonly bus: Bus,
    private readonly database: Database,
    private readonly places: DerivedPlaces,
    private readonly ledger: Ledger,
  ) {}

  onModuleInit(): void {
    // A place that is reached over successions depends on codes that are nowhere written down: everything is looked at.
    this.bus.on('territory.changed', async () => {
      await this.places.touchAll();
    });
    this.bus.on('plan.changed', async ({ plan_id }) => {
      this.ledger.touchPlan(plan_id, await this.places.touchAll(plan_id));
    });
    this.bus.on('people.merged', async ({ person_ids }) => {
      await this.mergedOrParted(person_ids);
      // Before it, at another node, a file with too many people to hold them (roster-references.ts) may have been committed.
      if (this.database.onGalera)
        this.database.afterCommit(() => this.ledger.followMerges(() => this.activitiesOf(person_ids)));
    });
  }

  private async activitiesOf(personIds: number[]): Promise<number[]> {
    const family = await this.database.rowsIn<{ id: number }>(
      'SELECT id FROM people WHERE merged_into_id IN (?)',
      personIds,
    );
    const ids = new Set([...personIds, ...family.map(({ id }) => id)]);
    const activities = await this.database.rowsIn<{ activity_id: number }>(
      'SELECT DISTINCT activity_id FROM participations WHERE person_id IN (?)',
      [...ids],
    );
    return [...new Set(activities.map(({ activity_id }) => activity_id))];
  }

  private async mergedOrParted(personIds: number[]): Promise<void> {
    const activityIds = await this.activitiesOf(personIds);
    this.ledger.touch(activityIds);
    // Where a participation in a course lies depends on the day of completion, which may be that of another record.
    const courses = await this.database.rowsIn<{ id: number }>(
      "SELECT id FROM activities WHERE kind = 'course' AND id IN (?)",
      activityIds,
    );
    this.places.touch(courses.map(({ id }) => id));
  }
}
