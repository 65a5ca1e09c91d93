import { daysOf, minutesOf, validUntil } from '../../src/certificates/certificate-facts.js';
import { stateOf } from '../../src/certificates/certificate-state.js';

type Gathering = Parameters<typeof minutesOf>[0][number];

const session = (number: number, more: Partial<Gathering> = {}): Gathering => ({
  ...{ number, date: `2025-03-0${number}`, start: '08:00', end: '11:30', status: 'held', makes_up: null },
  ...more,
});

describe('the length of a training', () => {
  it('is the sum over its slots: what makes up for another session adds nothing', () => {
    expect(minutesOf([session(1), session(2)])).toBe(420);
    expect(minutesOf([session(1), session(2), session(3, { makes_up: 2 }), session(4, { makes_up: 3 })])).toBe(420);
  });

  it('takes the make-up where the session itself was cancelled', () => {
    const cancelled = session(2, { status: 'cancelled' });
    expect(minutesOf([session(1), cancelled, session(3, { makes_up: 2, end: '09:00' })])).toBe(270);
    expect(minutesOf([session(1), cancelled])).toBe(210);
  });

  it('is unknown where a session has no times: half a sum would be a wrong one', () => {
    expect(minutesOf([session(1), session(2, { end: null })])).toBeNull();
    expect(minutesOf([session(1, { start: '10:00', end: '10:00' })])).toBeNull();
    expect(minutesOf([])).toBeNull();
  });

  it('ends also where make-ups go round in a circle', () => {
    expect(minutesOf([session(1, { makes_up: 2 }), session(2, { makes_up: 1 })])).not.toBeNaN();
  });
});

describe('the days of a training', () => {
  it('leave cancelled sessions out', () => {
    expect(daysOf([session(3), session(1, { status: 'cancelled' }), session(2)])).toEqual({
      from: '2025-03-02',
      to: '2025-03-03',
    });
    expect(daysOf([session(1, { status: 'cancelled' })])).toBeNull();
  });
});

describe('the last day of a certificate', () => {
  it.each([
    ['2025-06-20', 12, '2026-06-19'],
    ['2025-06-20', 1, '2025-07-19'],
    ['2025-01-31', 1, '2025-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-28'],
    ['2025-03-01', 12, '2026-02-28'],
    ['2025-12-31', 24, '2027-12-30'],
  ])('issued on %s for %i months is %s', (day, months, last) => {
    expect(validUntil(day, months)).toBe(last);
  });

  it('does not come where no months are said', () => {
    expect(validUntil('2025-06-20', null)).toBeNull();
  });
});

describe('the state of a certificate', () => {
  it('is valid up to its last day, that day included; what has ended stays ended', () => {
    const one = { valid_until: '2026-06-19' };
    expect(stateOf(one, null, '2026-06-19')).toBe('valid');
    expect(stateOf(one, null, '2026-06-20')).toBe('expired');
    expect(stateOf(one, { kind: 'revoked' }, '2027-01-01')).toBe('revoked');
    expect(stateOf({ valid_until: null }, { kind: 'superseded' }, '2025-01-01')).toBe('superseded');
    expect(stateOf({ valid_until: null }, null, '2099-01-01')).toBe('valid');
  });
});
