import { Injectable } from '@nestjs/common';
import { AttemptStore } from './attempts.store.js';
import type { Count } from './count.js';
import { stillPossible } from './not-counted.js';
import { SubjectReachesStore } from './subject-reaches.store.js';

/** Tells how many are on their way to be trained. */
@Injectable()
export class StillPossible {
  constructor(
    private readonly attempts: AttemptStore,
    private readonly subjects: SubjectReachesStore,
  ) {}

  /** By indicator, how many subjects at the place of the count are not counted yet and can still be, in trainings that go on. */
  async of(count: Count): Promise<Map<string, number>> {
    const { scope, asked } = count;
    const indicators = scope.indicators.filter(({ measure }) => measure === 'trained');
    const groups = [...new Set(indicators.flatMap((indicator) => indicator.groups))];
    const possible = new Map<string, number>();
    if (groups.length === 0) return possible;
    const attempts = await this.attempts.attempts(count, 'trained', groups, true);
    for (const indicator of indicators) {
      for (const group of indicator.groups) {
        const own = (attempts.get(group) ?? []).filter(({ place_id }) => asked.view.holds(asked.root, place_id));
        const subjects = own.map(({ subject_id }) => subject_id);
        const reached = await this.subjects.reached(count, indicator, group, subjects);
        const found = stillPossible(count, indicator, own, reached);
        possible.set(indicator.code, (possible.get(indicator.code) ?? 0) + found);
      }
    }
    return possible;
  }
}
