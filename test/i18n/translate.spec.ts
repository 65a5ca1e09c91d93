import { translate } from '../../src/i18n/translate.js';
import { column } from '../../src/interchange/columns.js';
import { peopleFile } from '../../src/people/people.file.js';
import { activitiesFile, attendanceFile, headcountsFile, sessionsFile } from '../../src/activities/files.js';
import { groupsFile } from '../../src/territory/groups.importer.js';
import { unitsFile } from '../../src/territory/units.file.js';
import { Form } from '../../src/web/form.js';

const why = (parsed: object, locale: 'vi' | 'en' = 'vi'): string => {
  const { reason } = parsed as { reason: { key: string; params: Record<string, string | number> } };
  return translate(locale, `errors.${reason.key}`, reason.params);
};

describe('what a sentence is filled with', () => {
  it('has days in the way of the reader, in whichever sentence', () => {
    const early = column.date({ min: '2021-01-01' }).parse('2020-12-31');
    expect(why(early)).toBe('ngày phải từ 01/01/2021 trở đi');
    expect(why(early, 'en')).toBe('the date must be 1 January 2021 or later');
    const params = { date: '2025-07-01', unit: 'A' };
    expect(translate('vi', 'errors.activities.unit_not_on_day', params)).toContain('ngày 01/07/2025');
  });

  it('keeps days that are an example of how to write', () => {
    expect(why(column.date().parse('15/06/2025'))).toBe('viết ngày dạng năm-tháng-ngày: 2025-06-15');
    expect(why(column.date().parse('hôm nay'))).toContain('2025-06-15');
    expect(why(column.date({ clerk: true }).parse('hôm nay'))).toContain('15/06/2025');
  });

  it('has years without separators', () => {
    const form = new Form({ year: '19' });
    form.integer('year', 1900, 2200);
    const [error] = form.errors;
    expect(translate('vi', error?.key ?? '', error?.params)).toBe('Nhập số nguyên từ 1900 đến 2200');
    expect(why(column.integer({ min: 1900 }).parse('19'))).toBe('phải từ 1900 trở lên');
  });

  it('says what the values mean that a column takes', () => {
    expect(why(peopleFile.columns.sex.parse('z'))).toBe('phải là một trong: f (nữ), m (nam), x (khác)');
    expect(why(peopleFile.columns.sex.parse('z'), 'en')).toBe('must be one of: f (female), m (male), x (other)');
    const others = [
      activitiesFile.columns.kind,
      activitiesFile.columns.status,
      sessionsFile.columns.status,
      attendanceFile.columns.status,
      headcountsFile.columns.method,
      unitsFile.columns.level,
      groupsFile.columns.counts,
    ];
    for (const each of others) {
      expect(why(each.parse('?'))).toMatch(/^phải là một trong: (\w+ \([^.()]+\)(, |$))+$/);
    }
  });
});
