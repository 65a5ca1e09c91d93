import { mayReview, resultsOf } from '../../src/quizzes/attempt-results.js';
import { handedIn, isOver, momentOf, secondsLeft } from '../../src/quizzes/attempt-time.js';
import type { Quiz } from '../../src/quizzes/quiz.js';
import { hundredthsIn } from '../../src/quizzes/marking.form.js';

const quiz: Quiz = {
  ...{ items: [], pass_mark: 50, attempts: 3, minutes: null },
  ...{ shuffle_questions: false, shuffle_answers: false, review: 'attempt' },
};
const row = (id: number, score: number | null, submitted_at: string | null = '2025-05-01T18:00:00.000Z') => ({
  ...{ id, score, submitted_at, started_at: '2025-05-01T03:00:00.000Z', ends_at: null },
  ...{
    state: submitted_at === null ? ('open' as const) : ('marked' as const),
    is_passed: (score ?? 0) >= 5000 ? 1 : 0,
  },
});

describe('what follows from attempts', () => {
  it('is the best one, how many are left, and the day in Viet Nam of the first that passed', () => {
    const late = row(2, 6000, '2025-05-01T18:00:00.000Z');
    const results = resultsOf(quiz, [row(1, 9000, '2025-05-03T01:00:00.000Z'), late]);
    expect(results).toMatchObject({ best: 9000, left: 1, passed_on: '2025-05-02', no_more: null, open: null });
    expect(resultsOf(quiz, [])).toMatchObject({ best: null, left: 3, passed_on: null, no_more: null });
    expect(resultsOf({ ...quiz, attempts: null }, [late])).toMatchObject({ left: null, no_more: null });
  });

  it('refuses another one when none is left, nothing can be gained, or right answers were shown', () => {
    expect(resultsOf(quiz, [row(1, 0), row(2, 0), row(3, 0)]).no_more).toBe('none_left');
    expect(resultsOf(quiz, [row(1, 10_000)]).no_more).toBe('nothing_to_gain');
    const end = { ...quiz, review: 'end' as const };
    expect(resultsOf(end, [row(1, 4999)]).no_more).toBeNull();
    expect(resultsOf(end, [row(1, 5000)]).no_more).toBe('answers_shown');
    expect(resultsOf(end, [row(1, 5000)], 8000).no_more).toBeNull();
  });

  it('counts nothing that was handed in before it was taken back, but goes on with what is open', () => {
    const since = '2025-05-02T00:00:00.000Z';
    const full = [row(1, 10_000), row(2, 0), row(3, 0)];
    const fresh = resultsOf(quiz, full, 0, since);
    expect(fresh).toMatchObject({ best: null, left: 3, passed_on: null, waits: false, no_more: null });
    expect(fresh.attempts.map(({ id, number, counts }) => [id, number, counts])).toEqual([
      [1, 1, false],
      [2, 2, false],
      [3, 3, false],
    ]);
    const again = resultsOf(quiz, [...full, row(4, 6000, '2025-05-03T00:00:00.000Z'), row(5, null, null)], 0, since);
    expect(again).toMatchObject({ best: 6000, left: 1, passed_on: '2025-05-03', open: 5 });
    expect(again.attempts.slice(3).map(({ number, counts }) => [number, counts])).toEqual([
      [1, true],
      [2, true],
    ]);
    expect(mayReview({ review: 'end' }, resultsOf({ ...quiz, review: 'end' }, full, 0, since))).toBe(false);
  });

  it('shows right answers as the quiz says, never while one is open', () => {
    const done = resultsOf(quiz, [row(1, 4000)]);
    const open = resultsOf(quiz, [row(1, 4000), row(2, null, null)]);
    const last = resultsOf({ ...quiz, attempts: 2 }, [row(1, 4000), row(2, null, null)]);
    expect([mayReview({ review: 'attempt' }, done), mayReview({ review: 'attempt' }, open)]).toEqual([true, false]);
    expect([mayReview({ review: 'end' }, done), mayReview({ review: 'end' }, last)]).toEqual([false, false]);
    expect(mayReview({ review: 'end' }, resultsOf({ ...quiz, attempts: 1 }, [row(1, 4000)]))).toBe(true);
    expect(mayReview({ review: 'never' }, done)).toBe(false);
  });
});

describe('the time of an attempt', () => {
  const times = { started_at: '2025-05-01T03:00:00.000Z', ends_at: '2025-05-01T03:10:00.000Z' };

  it('ends a little later than it says, and counts as handed in at its end at the latest', () => {
    expect(isOver(times, '2025-05-01T03:10:15.000Z')).toBe(false);
    expect(isOver(times, '2025-05-01T03:10:15.001Z')).toBe(true);
    expect(isOver({ ...times, ends_at: null }, '2035-05-01T03:10:15.001Z')).toBe(false);
    expect(handedIn(times, '2025-05-01T04:00:00.000Z')).toBe(times.ends_at);
    expect(handedIn(times, '2025-05-01T01:00:00.000Z')).toBe(times.started_at);
    expect(secondsLeft(times, '2025-05-01T03:09:59.400Z')).toBe(1);
    expect(secondsLeft(times, '2025-05-01T03:11:00.000Z')).toBe(0);
  });

  it('goes on from the latest moment where the clock was set back', () => {
    expect(momentOf(times, '2025-05-01T03:00:01.250Z', 0)).toBe(12);
    expect(momentOf(times, '2025-05-01T02:00:00.000Z', 500)).toBe(500);
  });
});

describe('points as they are typed', () => {
  it('are hundredths, by comma or point', () => {
    expect(['1,5', '1.25', '2', '0', '1,'].map(hundredthsIn)).toEqual([150, 125, 200, 0, null]);
  });
});
