import { column, type Column } from '../../src/interchange/columns.js';

const value = <T>(of: Column<T>, raw: string): T => {
  const parsed = of.parse(raw);
  if (!('value' in parsed)) throw new Error(`refused: ${parsed.reason.key}`);
  return parsed.value;
};

const refusal = (of: Column<unknown>, raw: string) => {
  const parsed = of.parse(raw);
  if ('value' in parsed) throw new Error(`accepted: ${JSON.stringify(parsed.value)}`);
  return parsed.reason;
};

describe('text', () => {
  const text = column.text({ max: 10 });

  it('is composed, trimmed, and spaced with ordinary spaces', () => {
    expect(value(text, ' Tam Đường\u00a0'.normalize('NFD'))).toBe('Tam Đường');
    expect(value(text, 'Bản\u00a0Bo')).toBe('Bản Bo');
  });

  it('is null where the cell is empty, and refused where it must not be', () => {
    expect(value(text, '  ')).toBeNull();
    expect(refusal(column.text({ required: true }), ' ')).toEqual({ key: 'row.required', params: {} });
  });

  it('is no longer than it may be, in characters', () => {
    expect(value(text, '𝒜'.repeat(10))).toBe('𝒜'.repeat(10));
    expect(refusal(text, 'a'.repeat(11))).toEqual({ key: 'row.too_long', params: { max: 10 } });
  });

  it.each([
    ['a\0b', 'row.control_character'],
    ['a\u0007b', 'row.control_character'],
    ['a\u202eb', 'row.control_character'],
    ['a\ud800', 'row.control_character'],
    ['a\nb', 'row.line_break'],
    ['a\r\nb', 'row.line_break'],
  ])('refuses %j', (raw, key) => {
    expect(refusal(text, raw).key).toBe(key);
  });

  it('keeps line breaks where they are wanted', () => {
    expect(value(column.text({ lines: true }), 'một\r\nhai')).toBe('một\nhai');
    expect(refusal(column.text({ lines: true }), 'một\nhai\u0007').key).toBe('row.control_character');
  });
});

describe('code', () => {
  it.each(['03390', 'TD-2025', '2.1', 'Đ1', 'CT/01', 'a_b:c'])('takes %s as it is', (raw) => {
    expect(value(column.code(), raw)).toBe(raw);
  });

  it.each(['a b', '=1', '..', '-x', "a'b", 'a,b'])('refuses %j', (raw) => {
    expect(refusal(column.code(), raw).key).toBe('row.not_code');
  });
});

describe('date', () => {
  const clerk = column.date({ clerk: true });

  it.each([
    ['2025-06-15', '2025-06-15'],
    ['15/06/2025', '2025-06-15'],
    ['5/7/2025', '2025-07-05'],
    ['05-07-2025', '2025-07-05'],
    ['5.7.2025', '2025-07-05'],
    ['2024-2-29', '2024-02-29'],
  ])('a clerk may write %s', (raw, iso) => {
    expect(value(clerk, raw)).toBe(iso);
  });

  it.each([
    ['31/02/2024', { key: 'row.no_such_day', params: { month: 2, day: 31 } }],
    ['2024-02-30', { key: 'row.no_such_day', params: { month: 2, day: 30 } }],
    ['31/4/2025', { key: 'row.no_such_day', params: { month: 4, day: 31 } }],
    ['0/4/2025', { key: 'row.no_such_day', params: { month: 4, day: 0 } }],
    ['29/02/2023', { key: 'row.not_leap', params: { year: '2023' } }],
    ['29/02/1900', { key: 'row.not_leap', params: { year: '1900' } }],
    ['01/13/2025', { key: 'row.no_such_month', params: { month: 13 } }],
    ['15/6/25', { key: 'row.not_date', params: {} }],
    ['45823', { key: 'row.not_date', params: {} }],
    ['01/01/0205', { key: 'row.date_before', params: { min: '1800-01-01' } }],
  ])('says what is wrong with %s', (raw, expected) => {
    expect(refusal(clerk, raw)).toEqual(expected);
  });

  it('is ISO only where nobody types by hand, and the sentence shows how', () => {
    expect(value(column.date(), '2025-06-15')).toBe('2025-06-15');
    expect(refusal(column.date(), '15/6/2025')).toEqual({
      key: 'row.date_iso',
      params: { year: '2025', month: '06', day: '15' },
    });
    expect(refusal(column.date(), '31/02/2024').key).toBe('row.no_such_day');
    expect(refusal(column.date({ max: '2026-01-01' }), '2026-01-02').key).toBe('row.date_after');
  });
});

describe('numbers, truth, time', () => {
  it.each([
    ['12', 12],
    ['-5', -5],
    ['−5', -5],
    ['+7', 7],
    ['-0', 0],
  ])('reads the whole number %s', (raw, number) => {
    expect(value(column.integer(), raw)).toBe(number);
  });

  it.each([
    ['1.234', 'row.not_integer'],
    ['12,0', 'row.not_integer'],
    ['1e3', 'row.not_integer'],
    ['-1', 'row.too_small'],
    ['101', 'row.too_large'],
  ])('refuses %s as a whole number from 0 to 100', (raw, key) => {
    expect(refusal(column.integer({ min: 0, max: 100 }), raw).key).toBe(key);
  });

  it.each([
    ['90', '90'],
    ['5,3', '5.3'],
    ['05.30', '5.3'],
    ['-0.0', '0'],
    ['-1.50', '-1.5'],
  ])('reads the decimal %s exactly', (raw, text) => {
    expect(value(column.decimal(), raw)).toBe(text);
  });

  it('refuses a decimal of more places than it may have, or out of its bounds', () => {
    expect(refusal(column.decimal(), '1.234')).toEqual({ key: 'row.too_many_places', params: { places: 2 } });
    expect(refusal(column.decimal({ max: 100 }), '100.01').key).toBe('row.too_large');
    expect(refusal(column.decimal(), '5%').key).toBe('row.not_decimal');
  });

  it('reads yes and no in both languages', () => {
    expect(['true', 'TRUE', '1', 'có', 'Yes'].map((raw) => value(column.bool(), raw))).toEqual(Array(5).fill(true));
    expect(['false', '0', 'không', 'no'].map((raw) => value(column.bool(), raw))).toEqual(Array(4).fill(false));
    expect(refusal(column.bool(), 'maybe').key).toBe('row.not_bool');
  });

  it('reads one of some words whatever their case', () => {
    const status = column.oneOf(['present', 'late'], { required: true });
    const read: 'present' | 'late' = value(status, 'Late');
    expect(read).toBe('late');
    expect(refusal(status, 'away')).toEqual({ key: 'row.not_one_of', params: { allowed: 'present, late' } });
    expect(refusal(status, '').key).toBe('row.required');
  });

  it.each([
    ['7:30', '07:30'],
    ['07:30:00', '07:30'],
    ['7h30', '07:30'],
    ['14h', '14:00'],
    ['13 giờ 05', '13:05'],
  ])('reads the time %s', (raw, time) => {
    expect(value(column.time(), raw)).toBe(time);
  });

  it.each(['24:00', '7:60', '7', 'sáng', '7:5'])('refuses the time %s', (raw) => {
    expect(refusal(column.time(), raw).key).toBe('row.not_time');
  });
});

describe('addresses and numbers of people', () => {
  it('reads an address of e-mail', () => {
    expect(value(column.email(), 'Lan@Example.VN')).toBe('lan@example.vn');
    expect(refusal(column.email(), 'lan@example').key).toBe('row.not_email');
    expect(refusal(column.email(), 'a@b.c, d@e.f').key).toBe('row.not_email');
  });

  it.each([
    ['0912 345 678', '0912345678'],
    ['0912.345.678', '0912345678'],
    ['+84 912 345 678', '0912345678'],
    ['+856 20 5555 1234', '+8562055551234'],
  ])('reads the telephone %s', (raw, number) => {
    expect(value(column.phone(), raw)).toBe(number);
  });

  it('says when a spreadsheet has eaten the zero', () => {
    expect(refusal(column.phone(), '912345678').key).toBe('row.phone_lost_zero');
    expect(refusal(column.nationalId(), '12090001234').key).toBe('row.national_id_lost_zero');
    expect(value(column.nationalId(), '012090001234')).toBe('012090001234');
    expect(refusal(column.nationalId(), '1234').key).toBe('row.not_national_id');
    expect(refusal(column.phone(), '12ab').key).toBe('row.not_phone');
  });
});
