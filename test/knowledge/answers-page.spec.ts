import { peopleAtOnce, usualDay } from '../../src/knowledge/answers.page.js';

const sessions = [
  { date: '2025-12-22', status: 'cancelled' },
  { date: '2025-12-29', status: 'held' },
  { date: '2025-12-23', status: 'held' },
  { date: '2026-01-02', status: 'planned' },
  { date: '2026-01-09', status: 'planned' },
] as const;

describe('the usual day of a paper', () => {
  it.each([
    ['before', '2026-01-05', '2025-12-23'],
    ['after', '2026-01-05', '2025-12-29'],
    ['after', '2025-12-24', '2025-12-23'],
    ['before', '2025-12-20', '2025-12-20'],
    ['after', '2025-12-20', '2025-12-20'],
  ] as const)('%s, typed in on %s, is %s', (moment, today, day) => {
    expect(usualDay(moment, sessions, today)).toBe(day);
  });

  it('is that of the last session whose day has come where none is noted as held', () => {
    expect(usualDay('after', sessions.slice(3), '2026-01-05')).toBe('2026-01-02');
  });

  it('is today where there is no session', () => {
    expect(usualDay('after', [], '2026-01-05')).toBe('2026-01-05');
  });
});

describe('the screen on which papers are typed in', () => {
  it.each([4, 20, 50, 3000])('never brings more fields than a form may: %d questions', (questions) => {
    // Each answer, what was typed before, and what stands beside the grid.
    expect(2 * questions * peopleAtOnce(questions) + 10).toBeLessThan(20_000);
    expect(peopleAtOnce(questions)).toBeGreaterThan(0);
  });
});
