import { agesOn, isMinor, needsOwn, standing, stateOf } from '../../src/people/consent-state.js';

const DAY = '2026-03-15';
const born = (birth_date: string | null, birth_year: number | null = null) => ({ birth_date, birth_year });
const given = {
  ...{ representative: 'Vàng A Sử', given_on: '2026-01-05', own_on: null, withdrawn_on: null },
  ...{ participation: 1, photograph: 0, certificate: 0 },
};

describe('the age of somebody', () => {
  it('is exact with a birth date, and changes on the birthday', () => {
    expect(agesOn(born('2019-03-15'), DAY)).toEqual({ least: 7, most: 7 });
    expect(agesOn(born('2019-03-16'), DAY)).toEqual({ least: 6, most: 6 });
  });

  it('is one of two with a year, and unknown without any', () => {
    expect(agesOn(born(null, 2019), DAY)).toEqual({ least: 6, most: 7 });
    expect(agesOn(born(null, 2026), DAY)).toEqual({ least: 0, most: 0 });
    expect(agesOn(born(null), DAY)).toBeNull();
  });

  it('makes a minor of whoever may be under 18; where nothing is known a roster of children does', () => {
    expect(isMinor(agesOn(born('2008-03-16'), DAY), false)).toBe(true);
    expect(isMinor(agesOn(born('2008-03-15'), DAY), true)).toBe(false);
    expect(isMinor(agesOn(born(null, 2008), DAY), false)).toBe(true);
    expect(isMinor(agesOn(born(null, 2007), DAY), false)).toBe(false);
    expect([isMinor(null, true), isMinor(null, false)]).toEqual([true, false]);
  });

  it('asks for the own consent of whoever may be seven', () => {
    expect(needsOwn(agesOn(born('2019-03-16'), DAY))).toBe(false);
    expect(needsOwn(agesOn(born(null, 2019), DAY))).toBe(true);
    expect(needsOwn(null)).toBe(true);
  });
});

describe('a consent', () => {
  it('stands for each purpose on its own', () => {
    expect(stateOf('participation', [given], false)).toBe('given');
    expect(stateOf('photograph', [given], false)).toBe('none');
    expect(stateOf('participation', [given], true)).toBe('own_missing');
    expect(stateOf('participation', [given, { ...given, own_on: '2026-01-06' }], true)).toBe('given');
    expect(stateOf('participation', [{ ...given, withdrawn_on: '2026-02-01' }], false)).toBe('none');
  });

  it('shows a name from the day on which the last of those who must has agreed', () => {
    expect(standing([given], false)).toEqual({ consent_on: '2026-01-05', consent_by: 'Vàng A Sử' });
    expect(standing([given], true)).toBeNull();
    expect(standing([{ ...given, own_on: '2026-02-07' }], true)?.consent_on).toBe('2026-02-07');
    expect(standing([{ ...given, own_on: '2025-12-01' }], true)?.consent_on).toBe('2026-01-05');
    expect(standing([{ ...given, participation: 0, photograph: 1 }], false)).toBeNull();
    expect(standing([{ ...given, withdrawn_on: '2026-02-01' }], false)).toBeNull();
  });
});
