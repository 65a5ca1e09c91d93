import { placeOfHome, placeOfRecord } from '../../src/territory/home.js';
import { build, codes } from './territory-builder.js';

const BEFORE = '2025-06-30';
const AFTER = '2025-07-01';

const district = () =>
  build(
    [
      'P province -',
      'D district P ..2025-06-30',
      'A commune D ..2025-06-30',
      'B commune D ..2025-06-30',
      'N commune P 2025-07-01..',
      'R commune D ..2025-06-30',
      'Q commune P 2025-07-01..',
      'Q2 commune P 2026-01-01..',
      'L commune D',
      'W commune P 2025-07-01..',
      'F commune P 2025-07-01..',
      'C commune D ..2019-12-31',
      'C commune P 2025-07-01..',
    ],
    ['A N 2025-07-01', 'B N 2025-07-01', 'R Q 2025-07-01', 'Q Q2 2026-01-01', 'L W 2025-07-01'],
  );

describe('the place of a home on a day', () => {
  const { territory, at } = district();

  it('is the place that had the code on that day', () => {
    expect(placeOfHome(territory, 'A', BEFORE)).toEqual({ place: at('A') });
    expect(placeOfHome(territory, 'C', AFTER)).toEqual({ place: at('C', AFTER) });
  });

  it('is else where the last one before that day had gone by then', () => {
    expect(placeOfHome(territory, 'A', AFTER)).toEqual({ place: at('N') });
    expect(placeOfHome(territory, 'D', AFTER)).toEqual({ place: at('P') });
    expect(placeOfHome(territory, 'C', BEFORE)).toEqual({ place: at('D') });
  });

  it("leaves the plan's own unit where it is after its end", () => {
    expect(placeOfHome(territory, 'D', AFTER, at('D'))).toEqual({ place: at('D') });
  });

  it('is else the only predecessor, ended or not, going back from the first one after that day', () => {
    expect(placeOfHome(territory, 'Q', BEFORE)).toEqual({ place: at('R') });
    expect(placeOfHome(territory, 'Q2', BEFORE)).toEqual({ place: at('R') });
    expect(placeOfHome(territory, 'W', BEFORE)).toEqual({ place: at('L') });
  });

  it('asks which one where there are several', () => {
    const home = placeOfHome(territory, 'N', BEFORE);
    expect(home).toMatchObject({ error: 'ambiguous' });
    expect('candidates' in home && codes(home.candidates)).toEqual(['A', 'B']);
  });

  it('is an error where nothing went before, or nobody ever had the code', () => {
    expect(placeOfHome(territory, 'F', BEFORE)).toEqual({ error: 'unknown_code' });
    expect(placeOfHome(territory, 'none', BEFORE)).toEqual({ error: 'unknown_code' });
  });

  it('is an error where the last one went nowhere', () => {
    const alone = build(['P province - ..2025-06-30']);
    expect(placeOfHome(alone.territory, 'P', AFTER)).toEqual({ error: 'unknown_code' });
  });
});

describe('the place of a dated record', () => {
  const { territory, at } = district();

  it('is the one valid on that day, and no other', () => {
    expect(placeOfRecord(territory, 'A', BEFORE)).toBe(at('A'));
    expect(placeOfRecord(territory, 'A', AFTER)).toBeUndefined();
    expect(placeOfRecord(territory, 'N', BEFORE)).toBeUndefined();
  });

  it("is the plan's own unit after its end", () => {
    expect(placeOfRecord(territory, 'D', AFTER)).toBeUndefined();
    expect(placeOfRecord(territory, 'D', AFTER, at('D'))).toBe(at('D'));
    expect(placeOfRecord(territory, 'A', AFTER, at('D'))).toBeUndefined();
  });
});
