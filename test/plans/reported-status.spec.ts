import {
  agreesWithShare,
  apart,
  type ReportedFigure,
  reportedStatus,
  shareAsPercent,
} from '../../src/plans/reported-status.js';

const value = (text: string): ReportedFigure => ({ value: text, numerator: null, denominator: null });
const share = (numerator: number, denominator: number): ReportedFigure => ({
  value: shareAsPercent(numerator, denominator),
  numerator,
  denominator,
});

describe('the status of an indicator that takes values', () => {
  it.each([
    ['lte', '5.3', '5.3', 'met'],
    ['lte', '5.3', '5.31', 'not_met'],
    ['gte', '100', '100', 'met'],
    ['gte', '100', '99.9', 'not_met'],
    ['gt', '90', '90', 'not_met'],
    ['gt', '90', '90.1', 'met'],
  ] as const)('%s %s with %s is %s', (comparator, target, latest, status) => {
    expect(reportedStatus({ comparator, target, unit: 'percent' }, value(latest), null)).toBe(status);
  });

  it('compares the exact share, not the rounded per cent', () => {
    // 1799 of 1999 is 89.99…%, shown as 90
    expect(shareAsPercent(1799, 1999)).toBe('90');
    expect(reportedStatus({ comparator: 'gte', target: '90', unit: 'percent' }, share(1799, 1999), null)).toBe(
      'not_met',
    );
    expect(reportedStatus({ comparator: 'gte', target: '90', unit: 'percent' }, value('90'), null)).toBe('met');
    expect(reportedStatus({ comparator: 'lte', target: '33.3', unit: 'percent' }, share(1, 3), null)).toBe('not_met');
  });

  it('compares the value itself where the unit is no per cent', () => {
    const made = { value: '12', numerator: 12, denominator: 300 };
    expect(reportedStatus({ comparator: 'lte', target: '5', unit: 'em' }, made, null)).toBe('not_met');
    expect(reportedStatus({ comparator: 'gte', target: '12', unit: 'em' }, made, null)).toBe('met');
  });

  it('is as far from its target as it says', () => {
    expect(apart(value('5.1'), '4.5', 'percent')).toBe('0.6');
    expect(apart(value('15'), '12', 'em')).toBe('3');
    expect(apart(share(1, 3), '33.3', 'percent')).toBe('0.1');
    expect(apart({ value: '12', numerator: 12, denominator: 300 }, '5', 'em')).toBe('7');
    expect(apart(value('4.5'), '10.25', 'percent')).toBe('5.75');
  });

  it('is falling only where the latest is lower than the one before', () => {
    expect(reportedStatus({ comparator: 'falling', target: null, unit: 'percent' }, value('11.0'), value('12.4'))).toBe(
      'met',
    );
    expect(
      reportedStatus({ comparator: 'falling', target: null, unit: 'percent' }, value('12.4'), value('12.40')),
    ).toBe('not_met');
    expect(reportedStatus({ comparator: 'falling', target: null, unit: 'percent' }, value('12.4'), null)).toBe(
      'uncertain',
    );
  });

  it('says that there is no value instead of judging', () => {
    expect(reportedStatus({ comparator: 'lte', target: '5.3', unit: 'percent' }, null, null)).toBe('no_value');
    expect(reportedStatus({ comparator: 'falling', target: null, unit: 'percent' }, null, null)).toBe('no_value');
  });
});

describe('a share', () => {
  it('is written with one decimal, half up', () => {
    expect([shareAsPercent(24, 27), shareAsPercent(27, 27), shareAsPercent(0, 9), shareAsPercent(1, 800)]).toEqual([
      '88.9',
      '100',
      '0',
      '0.1',
    ]);
  });

  it('agrees with a per cent that is it, rounded as written', () => {
    expect(agreesWithShare('88.9', 24, 27)).toBe(true);
    expect(agreesWithShare('89', 24, 27)).toBe(true);
    expect(agreesWithShare('88.8', 24, 27)).toBe(false);
    expect(agreesWithShare('88.90', 24, 27)).toBe(false);
  });
});
