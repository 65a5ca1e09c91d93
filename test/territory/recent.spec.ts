import { setClock } from '../../src/config/clock.js';
import { Baselines } from '../../src/territory/baseline.js';
import { Recent } from '../../src/territory/recent.js';
import { Scopes } from '../../src/territory/scope.js';
import type { TerritoryStore } from '../../src/territory/territory.store.js';
import { reform } from './territory-builder.js';

/** So many days, one after the other. */
const days = (count: number): string[] =>
  Array.from({ length: count }, (_, n) => new Date(Date.UTC(2000, 0, 1 + n)).toISOString().slice(0, 10));

describe('what is kept of what was asked for', () => {
  it('is what was asked for lately', () => {
    const made: string[] = [];
    const recent = new Recent<string>(2);
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) {
      recent.recall(key, () => {
        made.push(key);
        return key;
      });
      recent.trim();
    }
    expect([made, recent.size]).toEqual([['a', 'b', 'c', 'b'], 2]);
  });

  it('is not every day of a territory, and its trees stay the same', () => {
    const { territory, at } = reform();
    const first = territory.view('1999-12-31');
    expect(territory.view('1999-12-31')).toBe(first);
    for (const day of days(1000)) territory.view(day);
    const again = territory.view('1999-12-31');
    expect(again).not.toBe(first);
    expect(again.subtree(at('P'))).toEqual(first.subtree(at('P')));
  });

  it('is not every baseline', () => {
    const { territory, at } = reform();
    const baselines = new Baselines(territory, [{ place_id: at('A').id, group_code: 'g', year: 1900, value: 7 }]);
    const of = (year: number): object => baselines.baseline(territory.view(`${year}-06-01`), at('A'), 'g');
    const first = of(1901);
    expect(of(1901)).toBe(first);
    for (let group = 0; group < 1000; group += 1) baselines.baseline(territory.view('1950-01-01'), at('A'), `${group}`);
    expect(of(1901)).not.toBe(first);
    expect(of(1901)).toEqual(first);
  });

  it('is of today alone for territories of people', async () => {
    const { territory, at } = reform();
    const scopes = new Scopes({ territory: async () => territory } as TerritoryStore);
    const on = (day: string) => {
      setClock(() => new Date(`${day}T05:00:00Z`));
      return scopes.of({ place_id: at('A').id });
    };
    const first = await on('2025-01-01');
    expect(await on('2025-01-01')).toBe(first);
    expect(await on('2025-01-02')).not.toBe(first);
    expect(await on('2025-01-01')).not.toBe(first);
    setClock();
  });
});
