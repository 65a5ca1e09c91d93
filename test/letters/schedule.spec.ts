import type { Session } from '../../src/activities/activities.entities.js';
import { changesSince, fingerprint, isNews, scheduleOf } from '../../src/letters/schedule.js';

const session = (number: number, date: string, more: Partial<Session> = {}): Session => ({
  ...{ id: number, activity_id: 1, number, date, start: '08:00', end: '11:00', venue: 'Hội trường' },
  ...{ makes_up: null, status: 'planned', version: 1, ...more },
});
const TWO = scheduleOf('open', [session(1, '2025-07-01'), session(2, '2025-07-08')], 'C');

describe('the schedule that people are told', () => {
  it('is without cancelled sessions, by date, and the same whatever its sessions were called or held', () => {
    const other = scheduleOf(
      'running',
      [
        session(2, '2025-07-08', { id: 9, version: 4 }),
        session(1, '2025-07-01', { status: 'held' }),
        session(3, '2025-07-15', { status: 'cancelled' }),
      ],
      'C',
    );
    expect(other).toEqual(TWO);
    expect(fingerprint(other)).toBe(fingerprint(TWO));
  });

  it.each([
    ['another day', { date: '2025-07-09' }],
    ['another time', { start: '09:00' }],
    ['another venue', { venue: null }],
    ['a cancelled session', { status: 'cancelled' as const }],
  ])('is another with %s', (_, more) => {
    const other = scheduleOf('open', [session(1, '2025-07-01'), session(2, '2025-07-08', more)], 'C');
    expect(fingerprint(other)).not.toBe(fingerprint(TWO));
  });
});

describe('what has changed since', () => {
  it('names each session that was moved, added or cancelled', () => {
    const now = scheduleOf('open', [session(1, '2025-07-02'), session(3, '2025-07-15')], 'C');
    const [one, two] = TWO.sessions;
    expect(changesSince(TWO, now, '2025-06-20')).toEqual([
      { kind: 'moved', before: one, after: now.sessions[0] },
      { kind: 'added', before: null, after: now.sessions[1] },
      { kind: 'cancelled', before: two, after: null },
    ]);
    expect(changesSince(TWO, TWO, '2025-06-20')).toEqual([]);
  });

  it('leaves out what is over, before and after', () => {
    const now = scheduleOf('open', [session(1, '2025-07-02'), session(2, '2025-07-08')], 'C');
    expect(changesSince(TWO, now, '2025-07-02')).toHaveLength(1);
    expect(changesSince(TWO, now, '2025-07-03')).toEqual([]);
    const brought = scheduleOf('open', [session(1, '2025-07-20'), session(2, '2025-07-08')], 'C');
    expect(changesSince(TWO, brought, '2025-07-10')).toHaveLength(1);
  });
});

describe('whether there is news', () => {
  const at = (status: 'open' | 'cancelled', place = 'C') =>
    scheduleOf(status, [session(1, '2025-07-01'), session(2, '2025-07-08')], place);

  it('is of a cancellation, or its end, only while a session is still to come', () => {
    expect(isNews(at('open'), at('cancelled'), '2025-07-08')).toBe(true);
    expect(isNews(at('open'), at('cancelled'), '2025-07-09')).toBe(false);
    expect(isNews(at('cancelled'), at('open'), '2025-07-08')).toBe(true);
    expect(isNews(at('cancelled'), at('open'), '2025-07-09')).toBe(false);
    expect(isNews(at('cancelled'), scheduleOf('cancelled', [], 'C'), '2025-07-01')).toBe(false);
  });

  it('is of another place, where the one that was told is known', () => {
    expect(changesSince(at('open'), at('open', 'A'), '2025-07-08')).toEqual([
      { kind: 'place', before: 'C', after: 'A' },
    ]);
    expect(isNews(at('open'), at('open', 'A'), '2025-07-09')).toBe(false);
    const { sessions, isCancelled } = at('open');
    expect(isNews({ sessions, isCancelled }, at('open', 'A'), '2025-07-08')).toBe(false);
  });
});
