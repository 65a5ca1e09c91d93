import { defaultPattern, patternFault, serialOf, seriesOf } from '../../src/certificates/serial-pattern.js';

describe('the pattern of numbers', () => {
  it('fills in the year and the number', () => {
    expect(serialOf('TD-{year}-{number:5}', 2025, 42)).toBe('TD-2025-00042');
    expect(serialOf('{number}/{year}/GCN-TĐ', 2025, 7)).toBe('7/2025/GCN-TĐ');
    expect(serialOf('TD-{number:2}', 2025, 12345)).toBe('TD-12345');
  });

  it('counts by what is left when the year is filled in', () => {
    expect(seriesOf('TD-{year}-{number:5}', 2025)).toBe('TD-2025-{number}');
    expect(seriesOf('TD-{number:5}', 2026)).toBe(seriesOf('TD-{number}', 2025));
  });

  it('is refused without a number, with two, with other signs, or where numbers would become too long', () => {
    expect(patternFault('TD-{year}-{number:5}')).toBeNull();
    expect(patternFault('{number}/{year}/GCN-TĐ')).toBeNull();
    expect(patternFault('TD-{year}')).toBe('number');
    expect(patternFault('{number}-{number:3}')).toBe('number');
    expect(patternFault('TD-{number:0}')).toBe('unknown');
    for (const bad of ['TD {number}', '<b>{number}', 'TD_{number}']) {
      expect([bad, patternFault(bad)]).toEqual([bad, 'letters']);
    }
    for (const bad of ['{month}-{number}', '{{year}}-{number}']) {
      expect([bad, patternFault(bad)]).toEqual([bad, 'unknown']);
    }
    for (const bad of ['TD-1{number}', '{year}{number}', '{number:3}{year}', '{number}5']) {
      expect([bad, patternFault(bad)]).toEqual([bad, 'digits']);
    }
    expect(patternFault(`${'A'.repeat(60)}-{number}`)).toBe('long');
  });

  it('is made of the first part of the plan, which its plans then share', () => {
    expect(defaultPattern('TD-CLD-2021')).toBe('TD-{year}-{number:5}');
    expect(defaultPattern('kế hoạch 5')).toBe('KẾ-{year}-{number:5}');
    expect(defaultPattern('***')).toBe('GCN-{year}-{number:5}');
    expect(patternFault(defaultPattern('x'.repeat(64)))).toBeNull();
  });
});
