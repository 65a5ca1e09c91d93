import {
  agreesWithShare,
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
    expect(reportedStatus(comparator, target, value(latest), null)).toBe(status);
  });

  it('compares the exact share, not the rounded per cent', () => {
    // 1799 of 1999 is 89.99…%, shown as 90
    expect(shareAsPercent(1799, 1999)).toBe('90');
    expect(reportedStatus('gte', '90', share(1799, 1999), null)).toBe('not_met');
    expect(reportedStatus('gte', '90', value('90'), null)).toBe('met');
    expect(reportedStatus('lte', '33.3', share(1, 3), null)).toBe('not_met');
  });

  it('is falling only where the latest is lower than the one before', () => {
    expect(reportedStatus('falling', null, value('11.0'), value('12.4'))).toBe('met');
    expect(reportedStatus('falling', null, value('12.4'), value('12.40'))).toBe('not_met');
    expect(reportedStatus('falling', null, value('12.4'), null)).toBe('uncertain');
  });

  it('says that there is no value instead of judging', () => {
    expect(reportedStatus('lte', '5.3', null, null)).toBe('no_value');
    expect(reportedStatus('falling', null, null, null)).toBe('no_value');
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
