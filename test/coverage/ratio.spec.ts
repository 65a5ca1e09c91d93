import { formatPercent, isOverBaseline, missing, percentTenths, status } from '../../src/coverage/ratio.js';

describe('percent', () => {
  const percent = (part: number, whole: number | null): string => formatPercent(percentTenths(part, whole));

  it('has one decimal, half up', () => {
    expect([percent(2, 10), percent(4, 30), percent(5, 30), percent(0, 7)]).toEqual(['20.0', '13.3', '16.7', '0.0']);
    expect([percent(1, 2000), percent(1, 2001), percent(691, 1000), percent(6995, 10000)]).toEqual([
      '0.1', '0.0', '69.1', '70.0',
    ]); // prettier-ignore
  });

  it('may exceed 100', () => {
    expect(percent(15, 10)).toBe('150.0');
    expect([isOverBaseline(11, 10), isOverBaseline(10, 10), isOverBaseline(1, 0), isOverBaseline(1, null)]).toEqual([
      true, false, false, false,
    ]); // prettier-ignore
  });

  it('is empty without a baseline, or one of 0', () => {
    expect([percent(5, null), percent(5, 0), percentTenths(0, 0)]).toEqual(['', '', null]);
  });

  it('is exact for the largest figures', () => {
    expect(percent(99_999_999, 100_000_000)).toBe('100.0');
    expect(percent(99_949_999, 100_000_000)).toBe('99.9');
    expect(percent(99_950_000, 100_000_000)).toBe('100.0');
  });
});

describe('status', () => {
  it('compares the floor, then the ceiling, with the target', () => {
    expect(status(90, 90, 100, 'gte', '90')).toBe('met');
    expect(status(89, 90, 100, 'gte', '90')).toBe('uncertain');
    expect(status(88, 89, 100, 'gte', '90')).toBe('not_met');
  });

  it('takes equality as at least, and not as more than', () => {
    expect(status(90, 90, 100, 'gt', '90')).toBe('not_met');
    expect(status(90, 91, 100, 'gt', '90')).toBe('uncertain');
    expect(status(91, 91, 100, 'gt', '90')).toBe('met');
  });

  it('compares the exact ratio, not the rounded percent', () => {
    expect(status(8996, 8996, 10000, 'gte', '90')).toBe('not_met');
    expect(status(53, 53, 1000, 'gte', '5.3')).toBe('met');
    expect(status(29, 29, 100, 'gt', '29.00')).toBe('not_met');
    expect(status(1, 1, 3, 'gte', '33.34')).toBe('not_met');
  });

  it('has no baseline where it is unknown or 0', () => {
    expect([status(5, 5, null, 'gte', '90'), status(0, 0, 0, 'gte', '0')]).toEqual(['no_baseline', 'no_baseline']);
  });

  it('refuses a target that is no decimal', () => {
    expect(() => status(1, 1, 1, 'gte', '9,5')).toThrow(RangeError);
    expect(() => missing(1, 1, 'gte', '')).toThrow(RangeError);
  });
});

describe('missing', () => {
  it('is the smallest number that satisfies the comparator, minus the floor, at least 0', () => {
    expect([missing(2, 10, 'gte', '90'), missing(2, 10, 'gt', '90')]).toEqual([7, 8]);
    expect([missing(3, 30, 'gte', '90'), missing(1, 20, 'gte', '90.5')]).toEqual([24, 18]);
    expect([missing(10, 10, 'gte', '90'), missing(0, 10, 'gte', '0'), missing(0, 10, 'gt', '0')]).toEqual([0, 0, 1]);
    expect(missing(0, 1000, 'gte', '5.3')).toBe(53);
    expect(missing(0, 1000, 'gt', '5.3')).toBe(54);
  });

  it('is empty without a baseline', () => {
    expect([missing(1, null, 'gte', '90'), missing(1, 0, 'gte', '90')]).toEqual([null, null]);
  });
});
