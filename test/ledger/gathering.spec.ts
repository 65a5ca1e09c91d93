import { gather, type HeadsAt, type Present } from '../../src/ledger/gathering.js';

const PERIOD = { start: '2021-01-01', end: '2025-12-31' };
const heads = (session_id: number, place_id: number, count: number, counted = true, date = '2025-03-01'): HeadsAt => ({
  ...{ session_id, place_id, count, counted, date, group_code: 'parent' },
});
const present = (session_id: number, subject_id: number, place_id: number): Present => ({
  ...{ session_id, subject_id, place_id, group_code: 'parent' },
});
const shown = (rows: ReturnType<typeof gather>): string[] =>
  rows.map(({ session_id, place_id, heads: all, size }) => `${session_id} ${place_id} ${all} ${size}`);

describe('how large a session was', () => {
  it('is its counted heads and those there, each once and where they are counted', () => {
    const there = [present(1, 7, 10), present(1, 7, 10), present(1, 8, 11)];
    expect(shown(gather([heads(1, 10, 30)], there, PERIOD))).toEqual(['1 10 30 31', '1 11 0 1']);
  });

  it('is not known where heads were only guessed; the guess is kept', () => {
    expect(shown(gather([heads(1, 10, 300, false)], [present(1, 7, 10)], PERIOD))).toEqual(['1 10 300 0']);
    const both = [heads(1, 10, 300, false), heads(1, 11, 5)];
    expect(shown(gather(both, [present(1, 7, 10)], PERIOD))).toEqual(['1 10 300 1', '1 11 5 5']);
  });

  it('says at each place how large the whole session was', () => {
    const totals = (rows: ReturnType<typeof gather>): string[] => rows.map((row) => `${row.place_id} ${row.total}`);
    expect(totals(gather([heads(1, 10, 30)], [present(1, 7, 10)], PERIOD))).toEqual(['10 31']);
    expect(totals(gather([heads(1, 10, 30)], [present(1, 7, 11)], PERIOD))).toEqual(['10 31', '11 31']);
    const guessed = [heads(1, 10, 300, false), heads(1, 11, 5), heads(2, 11, 7)];
    expect(totals(gather(guessed, [], PERIOD))).toEqual(['10 5', '11 5', '11 7']);
  });

  it('counts the groups of one session apart', () => {
    const child: HeadsAt = { ...heads(1, 10, 4), group_code: 'child' };
    const rows = gather([heads(1, 10, 30), child], [{ ...present(1, 7, 10), group_code: 'child' }], PERIOD);
    expect(rows.map(({ group_code, size }) => `${group_code} ${size}`)).toEqual(['parent 30', 'child 5']);
  });

  it('is nothing outside the plan, and nobody without counted heads', () => {
    expect(gather([heads(1, 10, 30, true, '2026-01-01')], [present(1, 7, 10)], PERIOD)).toEqual([]);
    expect(gather([], [present(1, 7, 10)], PERIOD)).toEqual([]);
  });
});
