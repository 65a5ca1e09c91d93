import { halfYears } from '../../src/coverage/trend.js';
import { bullet } from '../../src/plans/bullet.js';
import { FigureWords } from '../../src/plans/figure-words.js';
import type { PlanView } from '../../src/plans/plan-views.js';
import type { IndicatorContent } from '../../src/plans/plans.js';
import type { Standing } from '../../src/plans/reported-values.js';
import { reportedRow } from '../../src/plans/scoreboard-reported.js';

const NO_WORDS = { label: '', tip: '' };

describe('the bullet bar', () => {
  it('is solid to the floor, hatched to the ceiling, and ticked at the target', () => {
    expect(bullet({ floor: 62, ceiling: 77, whole: 100, target: 70 }, NO_WORDS)).toMatchObject({
      floor: '62.00%',
      maybe: '15.00%',
      target: '70.00%',
      anchor: 'middle',
    });
  });

  it('has no hatched part where nothing is only possible, and is full where more is counted than there is', () => {
    expect(bullet({ floor: 71, ceiling: 71, whole: 69, target: 69 }, NO_WORDS)).toMatchObject({
      floor: '100.00%',
      maybe: null,
      anchor: 'end',
    });
  });
});

describe('the half-years of a trend', () => {
  it('end on the last days of June and December, and with the as-of date', () => {
    expect(halfYears('2024-07-01', '2025-07-02')).toEqual(['2024-12-31', '2025-06-30', '2025-07-02']);
    expect(halfYears('2024-06-30', '2024-12-31')).toEqual(['2024-06-30', '2024-12-31']);
    expect(halfYears('2025-01-01', '2024-12-31')).toEqual(['2024-12-31']);
  });
});

describe('an indicator whose values are entered', () => {
  const view = {
    words: new FigureWords('vi', []),
    content: { plan: { code: 'K' } },
    dates: { as_of: '2025-06-15' },
  } as unknown as PlanView;
  const row = (indicator: Partial<IndicatorContent>, standing: Partial<Standing>, mayEnter = true) =>
    reportedRow(
      view,
      {
        code: '1',
        title_vi: 'Tỷ lệ',
        title_en: '',
        unit: 'percent',
        due: '2025-12-31',
        ...indicator,
      } as IndicatorContent,
      { latest: null, previous: null, status: 'no_value', ...standing },
      mayEnter,
    );
  const lacks = ({ miss }: ReturnType<typeof row>) => miss && miss.before + miss.strong + miss.after;
  const value = (text: string, more: object = {}) =>
    ({
      value: text,
      date: '2024-11-30',
      numerator: null,
      denominator: null,
      source: 'Khảo sát',
      ...more,
    }) as Standing['latest'];

  it('that must stay low is drawn on its own scale, and lacks percentage points', () => {
    const found = row({ comparator: 'lte', target: '4.5' }, { latest: value('5.1'), status: 'not_met' });
    expect(found.bullet).toMatchObject({ floor: '51.00%', target: '45.00%', tip: 'không quá 4,5%' });
    expect(found.lead).toBe('5,1%');
    // No line may begin with a dot: the space before it does not break.
    expect(found.rest.replaceAll('\u00a0', ' ')).toBe('· Khảo sát · 30/11/2024 · thang 0–10%');
    expect(lacks(found)).toBe('Còn phải giảm 0,6 điểm phần trăm');
  });

  it('that is a share of cases lacks whole cases', () => {
    const latest = value('88.9', { numerator: 24, denominator: 27 });
    const found = row({ comparator: 'gt', target: '90' }, { latest, status: 'not_met' });
    expect(lacks(found)).toBe('Còn thiếu 1 trường hợp');
    expect(found.miss?.strong).toBe('1');
    expect(found.rest).toContain('24/27 hồ sơ');
  });

  it('that has a unit of its own is shown and lacks in it', () => {
    const found = row({ comparator: 'lte', target: '12', unit: 'em' }, { latest: value('15.5'), status: 'not_met' });
    expect(found).toMatchObject({ lead: '15,5 em', bullet: null });
    expect(found.rest.replaceAll('\u00a0', ' ')).toBe('· Khảo sát · 30/11/2024');
    expect(lacks(found)).toBe('Còn phải giảm 3,5 em');
    const made = value('12', { numerator: 12, denominator: 300 });
    expect(lacks(row({ comparator: 'gte', target: '20', unit: 'em' }, { latest: made, status: 'not_met' }))).toBe(
      'Còn phải tăng 8 em',
    );
  });

  it('that is a hair too high says so, not that nothing is lacking', () => {
    const third = value('33.3', { numerator: 1, denominator: 3 });
    const found = row({ comparator: 'lte', target: '33.3' }, { latest: third, status: 'not_met' });
    expect(lacks(found)).toBe('Còn phải giảm 0,1 điểm phần trăm');
  });

  it('that must fall shows the value before and no bar', () => {
    const falling = { comparator: 'falling', target: null };
    const found = row(falling, {
      latest: value('11.0'),
      previous: value('12.4', { date: '2022-11-30' }),
      status: 'met',
    });
    expect(found).toMatchObject({ bullet: null, status_text: 'Đang giảm' });
    expect(found.rest).toContain('trước đó 12,4% (30/11/2022)');
  });

  it('that has no value says so, in words and with a way to enter one', () => {
    expect(row({ comparator: 'gte', target: '100' }, {})).toMatchObject({
      status: 'no_value',
      status_text: 'Chưa có số liệu',
      bullet: null,
      lead: 'Nhập số liệu',
      href: '/plans/K/indicators/1/values?as_of=2025-06-15',
      miss: null,
    });
  });

  it('that has no value offers nothing to somebody who may not enter one', () => {
    expect(row({ comparator: 'gte', target: '100' }, {}, false)).toMatchObject({ lead: '', href: null });
  });
});
