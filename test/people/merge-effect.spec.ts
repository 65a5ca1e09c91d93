import type { Took } from '../../src/people/history.js';
import { mergeEffect } from '../../src/people/merge-effect.js';

const took = (more: Partial<Took>): Took => ({
  ...{ participation_id: 1, plan_id: 1, activity_code: 'A', activity_title: 'A', activity_status: 'done' },
  ...{ activity_open: true, first_date: '2025-06-10', group_code: 'teacher', place_id: 1, unit_code: '106' },
  ...{ there: 1, sessions: 1, informed_on: null, trained_on: null, person: null, organisation: null },
  ...more,
});
const PERSONS = new Set(['teacher', 'parent']);
const REACHED = { trained_on: '2025-06-10' };

describe('what merging two people does', () => {
  it('counts an activity of both once, and shared only in one group', () => {
    const one = [took({}), took({ activity_code: 'B' })];
    const other = [took({}), took({ activity_code: 'B', group_code: 'parent' }), took({ activity_code: 'C' })];
    expect(mergeEffect(one, other, PERSONS)).toEqual({ activities: 3, shared: 1, countedTwice: [] });
  });

  it('counts twice whoever reached one measure of one plan in one group by both records', () => {
    const twice = (one: Partial<Took>, other: Partial<Took>): string[] =>
      mergeEffect([took({ ...REACHED, ...one })], [took({ ...REACHED, ...other })], PERSONS).countedTwice;
    expect(twice({}, { activity_code: 'B' })).toEqual(['teacher']);
    expect(twice({}, { group_code: 'parent' })).toEqual([]);
    expect(twice({}, { plan_id: 2 })).toEqual([]);
    expect(twice({}, { trained_on: null, informed_on: '2025-06-10' })).toEqual([]);
  });

  it('leaves alone groups in which organisations count', () => {
    const household = { ...REACHED, group_code: 'household' };
    expect(mergeEffect([took(household)], [took(household)], PERSONS).countedTwice).toEqual([]);
  });
});
