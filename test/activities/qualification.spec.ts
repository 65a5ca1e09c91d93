import {
  isThere,
  Schedule,
  type ActivityRules,
  type AttendanceStatus,
  type SessionFacts,
} from '../../src/activities/qualification.js';

const TRAINING: ActivityRules = { kind: 'training', status: 'open', min_attendance: 8000 };

/** Sessions from short rows: `number date makes_up status`; the id is the number plus 100. */
function sessions(...rows: string[]): SessionFacts[] {
  return rows.map((row) => {
    const [number, date = '', makesUp = '-', status = 'held'] = row.split(' ');
    const makes_up = makesUp === '-' ? null : Number(makesUp);
    return { id: Number(number) + 100, number: Number(number), date, status: status as 'held', makes_up };
  });
}

const schedule = (rules: Partial<ActivityRules>, ...rows: string[]) =>
  new Schedule({ ...TRAINING, ...rules }, sessions(...rows));

const days = (count: number): string[] => Array.from({ length: count }, (_, i) => `${i + 1} 2025-09-0${i + 1}`);

const there = (...numbers: number[]): number[] => numbers.map((number) => number + 100);

const marks = (given: Record<number, AttendanceStatus>): Map<number, AttendanceStatus> =>
  new Map(Object.entries(given).map(([number, status]) => [Number(number) + 100, status]));

describe('being there', () => {
  it('is present or late', () => {
    expect((['present', 'late', 'excused', 'absent'] as const).map(isThere)).toEqual([true, true, false, false]);
  });
});

describe('informed', () => {
  it('dates from the first session ever attended, of a campaign or a training, whatever the session number', () => {
    const rows = ['1 2025-05-02', '2 2025-05-01', '3 2025-05-03'];
    expect(schedule({ kind: 'campaign' }, ...rows).informedOn(there(3, 1))).toBe('2025-05-02');
    expect(schedule({}, ...rows).informedOn(there(1, 2, 3))).toBe('2025-05-01');
    expect(schedule({}, ...rows).informedOn([])).toBeNull();
    expect(schedule({}, ...rows).informedOn([999])).toBeNull();
  });

  it('knows no cancelled sessions, and none of a draft or cancelled activity', () => {
    const rows = ['1 2025-05-01 - cancelled', '2 2025-05-02 - planned'];
    expect(schedule({}, ...rows).informedOn(there(1, 2))).toBe('2025-05-02');
    for (const status of ['draft', 'cancelled'] as const) {
      const none = schedule({ status }, ...rows);
      expect([none.informedOn(there(2)), none.trainedOn(there(2)), none.planned]).toEqual([null, null, 0]);
      expect(none.firstDate()).toBe('2025-05-02');
      expect(none.exists(102)).toBe(false);
    }
    for (const status of ['open', 'running', 'done'] as const) {
      expect(schedule({ status }, ...rows).informedOn(there(2))).toBe('2025-05-02');
    }
  });

  it('leaves courses to their completion', () => {
    expect(schedule({ kind: 'course' }, '1 2025-05-01').informedOn(there(1))).toBeNull();
    expect(schedule({ kind: 'course' }, '1 2025-05-01').trainedOn(there(1))).toBeNull();
  });
});

describe('the first date', () => {
  it('is the earliest that is not cancelled', () => {
    expect(schedule({}, '1 2025-05-01 - cancelled', '2 2025-05-04', '3 2025-05-03').firstDate()).toBe('2025-05-03');
    expect(schedule({}, '1 2025-05-01 - cancelled').firstDate()).toBeNull();
  });
});

describe('trained', () => {
  it('needs the smallest whole number of slots that is not below the percentage, and at least one', () => {
    const needed = (min_attendance: number, planned: number): number =>
      schedule({ min_attendance }, ...days(planned)).needed;
    expect([1, 2, 3, 4, 5, 6].map((planned) => needed(8000, planned))).toEqual([1, 2, 3, 4, 4, 5]);
    expect(needed(0, 5)).toBe(1);
    expect(needed(10000, 5)).toBe(5);
    expect(needed(3333, 3)).toBe(1);
    expect(needed(3334, 3)).toBe(2);
    expect(needed(6667, 3)).toBe(3);
  });

  it('dates from the day on which enough slots were satisfied', () => {
    const five = schedule({}, ...days(5));
    expect(five.trainedOn(there(1, 2, 3, 4, 5))).toBe('2025-09-04');
    expect(five.trainedOn(there(5, 3, 2, 1))).toBe('2025-09-05');
    expect(five.trainedOn(there(1, 2, 3))).toBeNull();
  });

  it('is of trainings only', () => {
    expect(schedule({ kind: 'campaign' }, ...days(1)).trainedOn(there(1))).toBeNull();
  });

  it('has nobody trained by nothing', () => {
    expect(schedule({ min_attendance: 0 }).trainedOn([])).toBeNull();
    expect(schedule({ min_attendance: 0 }, ...days(2)).trainedOn([])).toBeNull();
  });

  it('needs the test passed where there is one, from the day on which both are', () => {
    const tested = schedule({ has_test: true }, ...days(2));
    expect(tested.trainedOn(there(1, 2))).toBeNull();
    expect(tested.trainedOn(there(1, 2), '2025-09-09')).toBe('2025-09-09');
    expect(tested.trainedOn(there(1, 2), '2025-09-01')).toBe('2025-09-02');
    expect(tested.trainedOn(there(1), '2025-09-09')).toBeNull();
  });
});

describe('slots', () => {
  it('are one for a session and all that make up for it, directly or through another', () => {
    const made = schedule(
      { min_attendance: 10000 },
      '1 2025-09-01',
      '2 2025-09-02',
      '3 2025-09-03 1',
      '4 2025-09-04 3',
    );
    expect(made.planned).toBe(2);
    expect(made.trainedOn(there(2, 4))).toBe('2025-09-04');
    expect(made.trainedOn(there(1, 3, 4))).toBeNull();
  });

  it('hold together where a session was cancelled, and exist while one of their sessions does', () => {
    const made = schedule({ min_attendance: 10000 }, '1 2025-09-01 - cancelled', '2 2025-09-02 1', '3 2025-09-03 1');
    expect(made.planned).toBe(1);
    expect(made.trainedOn(there(3))).toBe('2025-09-03');
    const through = schedule({}, '1 2025-09-01', '2 2025-09-02 1 cancelled', '3 2025-09-03 2');
    expect(through.planned).toBe(1);
    expect(schedule({}, '1 2025-09-01 - cancelled', '2 2025-09-02 1 cancelled', '3 2025-09-03').planned).toBe(1);
  });

  it('take a make-up that comes before, and end in a circle or at a number that is not there', () => {
    expect(schedule({}, '1 2025-09-05', '2 2025-09-01 1').planned).toBe(1);
    expect(schedule({}, '1 2025-09-01 2', '2 2025-09-02 1', '3 2025-09-03 3', '4 2025-09-04 9').planned).toBe(3);
  });
});

describe('the standing of a participant', () => {
  const five = schedule({}, ...days(5));

  it('is possible until more slots were missed than may be', () => {
    const twice = { 1: 'present', 2: 'late', 3: 'absent' } as const;
    const counts = { satisfied: 2, needed: 4, planned: 5 };
    expect(five.standing(marks(twice), '2025-09-03')).toEqual({ state: 'possible', missed: 1, ...counts });
    expect(five.standing(marks(twice), '2025-09-04')).toEqual({ state: 'possible', missed: 1, ...counts });
    expect(five.standing(marks(twice), '2025-09-05')).toEqual({ state: 'no_longer', missed: 2, ...counts });
  });

  it('closes a session of the day once it is marked', () => {
    const given = { 1: 'present', 2: 'present', 3: 'absent', 4: 'excused' } as const;
    expect(five.standing(marks(given), '2025-09-04').state).toBe('no_longer');
  });

  it('is reached with enough of them', () => {
    const given = { 1: 'present', 2: 'present', 3: 'present', 4: 'present' } as const;
    expect(five.standing(marks(given), '2025-09-03').state).toBe('possible');
    expect(five.standing(marks(given), '2025-09-04')).toMatchObject({ state: 'reached', satisfied: 4, missed: 0 });
  });

  it('keeps a missed slot open while a make-up lies ahead', () => {
    const rows = ['1 2025-09-01', '2 2025-09-02', '3 2025-09-08 1'];
    const made = schedule({ min_attendance: 10000 }, ...rows);
    const given = { 1: 'absent', 2: 'present' } as const;
    expect(made.standing(marks(given), '2025-09-07').state).toBe('possible');
    expect(made.standing(marks(given), '2025-09-09').state).toBe('no_longer');
    const cancelled = schedule({ min_attendance: 10000 }, ...rows.slice(0, 2), '3 2025-09-08 1 cancelled');
    expect(cancelled.standing(marks(given), '2025-09-07').state).toBe('no_longer');
  });

  it('counts nothing that comes after another day, where one is given', () => {
    const until = (day: string): string => five.standing(marks({ 1: 'present' }), '2025-09-02', null, day).state;
    expect([until('2025-09-04'), until('2025-09-03')]).toEqual(['possible', 'no_longer']);
    const tested = schedule({ has_test: true }, ...days(1));
    const by = (day: string): string => tested.standing(marks({ 1: 'present' }), '2025-09-09', null, day).state;
    expect([by('2025-09-09'), by('2025-09-08')]).toEqual(['possible', 'no_longer']);
  });

  it('waits for the test', () => {
    const tested = schedule({ has_test: true }, ...days(1));
    expect(tested.standing(marks({ 1: 'present' }), '2025-09-09').state).toBe('possible');
    expect(tested.standing(marks({ 1: 'present' }), '2025-09-09', '2025-09-09').state).toBe('reached');
  });
});
