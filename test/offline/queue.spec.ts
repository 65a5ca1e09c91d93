import fc from 'fast-check';
import {
  type Act,
  everybody,
  headcount,
  kept,
  mark,
  marksOf,
  type PackedSession,
  sent,
  type Stamp,
  STATUSES,
  tally,
} from '../../client/offline/queue.js';
import { act } from '../../src/offline/act.js';
import { doneAt } from '../../src/offline/device-clock.js';
import type { PackedSession as SentSession } from '../../src/offline/packets.js';

const session: PackedSession = {
  ...{ id: 7, code: 'T', number: 1, title: 'Kỹ năng', when: '', date: '2025-05-01', group: 'parent', unit: 'C' },
  people: [1, 2, 3].map((id) => ({ id, name: `Người ${id}`, from: 'C', mark: id === 3 ? 'late' : null })),
  headcounts: [{ unit: 'C', group: 'parent', count: 5 }],
  ...{ walk_in_groups: [], groups: [], places: [] },
};
let made = 0;
const stamp = (): Stamp => ({ id: `act-${(made += 1)}`, at: '2025-05-01T00:00:00Z', user: 1 });

describe('what is noted on a device', () => {
  it('stands on what was taken along, and says what stood there', () => {
    const acts: Act[] = [];
    for (const [person, status] of [
      [1, 'present'],
      [1, 'absent'],
      [3, 'late'],
      [3, 'excused'],
    ] as const) {
      const act = mark(session, acts, person, status, stamp());
      if (act) acts.push(act);
    }
    expect(acts.map((act) => act.kind === 'mark' && [act.person, act.seen, act.status])).toEqual([
      [1, null, 'present'],
      [1, 'present', 'absent'],
      [3, 'late', 'excused'],
    ]);
    expect(everybody(session, acts, stamp).map(({ person }) => person)).toEqual([2]);
    expect(tally(marksOf(session, acts))).toEqual({ present: 0, late: 0, excused: 1, absent: 1 });
  });

  it('has for each person the last word, and a chain of what was seen, whatever was pressed', () => {
    const press = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.constantFrom(...STATUSES));
    fc.assert(
      fc.property(fc.array(press, { maxLength: 30 }), (presses) => {
        const acts: Act[] = [];
        const last = new Map<number, string>([[3, 'late']]);
        for (const [person, status] of presses) {
          const act = mark(session, acts, person, status, stamp());
          expect(act === null).toBe(last.get(person) === status);
          if (act) expect(act.seen).toBe(last.get(person) ?? null);
          if (act) acts.push(act);
          last.set(person, status);
        }
        expect(new Map(marksOf(session, acts))).toEqual(last);
      }),
    );
  });

  it('knows the number of people without a name that it replaces', () => {
    const said = { unit: 'C', group: 'parent', count: 8, method: 'counted', note: null } as const;
    const first = headcount(session, [], said, stamp());
    expect([first.seen, headcount(session, [first], { ...said, count: 9 }, stamp()).seen]).toEqual([5, 8]);
    expect(headcount(session, [], { ...said, group: 'child' }, stamp()).seen).toBeNull();
  });

  it('keeps a session on the device while something unsent is about it, and no longer', () => {
    const act = mark(session, [], 1, 'present', stamp());
    expect(kept([], [session], act ? [act] : [])).toEqual([session]);
    expect(kept([], [session], [])).toEqual([]);
    expect(kept([{ ...session, title: 'Mới' }], [session], act ? [act] : [])).toEqual([{ ...session, title: 'Mới' }]);
  });

  it('is what the server packs, and is read by it as it is sent', () => {
    // The two sides are compiled apart: that what one packs is what the other unpacks is held here, by the types.
    const packed: SentSession = session;
    const unpacked: PackedSession = packed;
    const said = { unit: 'C', group: 'parent', count: 8, method: 'counted', note: null } as const;
    const id = (): Stamp => ({ ...stamp(), id: `act-of-a-device-${(made += 1)}` });
    const acts: Act[] = [
      ...everybody(unpacked, [], id),
      headcount(unpacked, [], said, id()),
      { ...id(), kind: 'walk_in', session: 7, full_name: 'Người Mới', unit: 'C', group: 'parent' },
    ];
    expect(acts.map((each) => act.safeParse(sent(each)).success)).toEqual([true, true, true, true]);
  });

  it('is sent without whose it is: that is for the server to know', () => {
    const act = mark(session, [], 1, 'present', stamp());
    expect(Object.keys(sent({ ...(act as Act), seq: 4 }))).toEqual(
      expect.not.arrayContaining(['seq', 'user', 'refused']),
    );
  });
});

describe('the clock of a device', () => {
  const RECEIVED = '2025-05-01T05:00:00.000Z';
  const noted = (at: string, sentAt: string): string => doneAt(at, sentAt, RECEIVED, '2025-04-24');

  it('tells how long before the sending something was, in whatever year it believes to be', () => {
    expect(noted('2031-05-01T00:00:00Z', '2031-05-01T02:00:00Z')).toBe('2025-05-01T03:00:00.000Z');
    expect(noted('2024-04-25T00:00:00Z', '2024-05-01T00:00:00Z')).toBe('2025-04-25T05:00:00.000Z');
  });

  it('that was set right in between makes nothing later than its coming, nor older than its session on the device', () => {
    // It was ahead, a day or a year.
    expect(noted('2025-05-02T00:00:00Z', '2025-05-01T05:00:00Z')).toBe(RECEIVED);
    expect(noted('2026-05-01T02:00:00Z', '2025-05-01T05:00:00Z')).toBe(RECEIVED);
    // It was behind, a year or all years.
    expect(noted('2024-05-01T02:00:00Z', '2025-05-01T05:00:00Z')).toBe(RECEIVED);
    expect(noted('1970-01-01T00:00:00Z', '2025-05-01T05:00:00Z')).toBe(RECEIVED);
  });
});
