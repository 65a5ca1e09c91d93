import { paceOf, paceWords } from '../../src/interchange/pace.js';

const words = (locale: 'vi' | 'en', rows: number, share: number, ms: number): string =>
  paceWords(locale, rows, paceOf(rows, share, ms));

describe('how far something is', () => {
  it('says rows of rows, rows a second, and the time left', () => {
    expect(words('en', 120_000, 0.3, 4000)).toBe('120,000 of 400,000, 30,000/s, about 10 seconds left');
    expect(words('vi', 120_000, 0.3, 4000)).toBe('120.000 / 400.000, 30.000/s, còn khoảng 10 giây');
  });

  it.each([
    [0.8, 2000, '1 second'],
    [0.5, 89_000, '89 seconds'],
    [0.5, 90_000, '2 minutes'],
    [0.5, 89 * 60_000, '89 minutes'],
    [0.5, 150 * 60_000, '2 h 30 min'],
  ])('in words that fit: %d after %d ms, %s', (share, ms, left) => {
    expect(words('en', 1000, share, ms)).toContain(`about ${left} left`);
  });

  it('says only the rows while it is too early to guess', () => {
    expect(words('en', 500, 0.01, 60_000)).toBe('500');
    expect(words('en', 5000, 0.5, 1999)).toBe('5,000');
    expect(words('en', 0, 0, 0)).toBe('0');
  });

  it('never says that there are less than there were', () => {
    expect(words('en', 1_234_567, 1, 60_000)).toBe('1,234,567 of 1,234,567, 20,600/s, about 0 seconds left');
  });
});
