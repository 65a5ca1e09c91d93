import { COMMUNES, type CommunePlan, DISTRICT } from './communes.js';
import type { DemoRow } from './rows.js';
import type { CommunePlaces } from './territory.js';

/** Groups with a figure per commune, and the invented paper the figure of 2025 comes from. */
const SOURCES = {
  teacher: 'Thống kê đội ngũ số 09/BC-GDĐT (hư cấu)',
  parent: 'Sổ theo dõi dân cư, tổng hợp số 15/BC-UBND (hư cấu)',
  child: 'Cơ sở dữ liệu trẻ em, báo cáo số 21/LĐTBXH (hư cấu)',
  enterprise: 'Danh sách doanh nghiệp số 44/TCKH (hư cấu)',
  cooperative: 'Danh sách hợp tác xã số 45/TCKH (hư cấu)',
  household: 'Danh sách hộ sản xuất, kinh doanh có trẻ em số 52/NNPTNT (hư cấu)',
  commune_official: 'Công văn số 118/NV (hư cấu)',
} as const;

type CountedGroup = keyof typeof SOURCES;

/** Share of the figure of 2025 that was true in earlier years, in per cent. */
const YEARS = [
  { year: 2021, share: 93, source: 'Khảo sát ban đầu năm 2021 (hư cấu)' },
  { year: 2024, share: 98, source: null },
  { year: 2025, share: 100, source: null },
] as const;

function baseOf(commune: CommunePlan, group: CountedGroup): number | null {
  const bases: Record<CountedGroup, number | null> = {
    teacher: commune.teachers.base,
    parent: commune.parents.base,
    child: commune.children.base,
    enterprise: commune.enterprises.base,
    cooperative: commune.cooperatives.base,
    household: commune.households.base,
    commune_official: commune.officials.base,
  };
  return bases[group];
}

function rowsOf(unit: string, group: string, base: number, paper: string): DemoRow<'baselines'>[] {
  return YEARS.map(({ year, share, source }) => ({
    unit,
    group,
    year: String(year),
    value: String(Math.round((base * share) / 100)),
    source: source ?? `${paper}, tháng 1/${year}`,
  }));
}

function communeRows(commune: CommunePlan): DemoRow<'baselines'>[] {
  const groups = Object.keys(SOURCES) as CountedGroup[];
  return groups.flatMap((group) => {
    const base = baseOf(commune, group);
    return base === null ? [] : rowsOf(commune.code, group, base, SOURCES[group]);
  });
}

/**
 * Baselines per old commune for 2021, 2024 and 2025, of the district's officials, and of every school class.
 * Three communes have none for households: nobody has counted them yet. The new communes get theirs from
 * their predecessors (counting method §4), so nothing is entered for them.
 */
export function baselineRows(places: ReadonlyMap<string, CommunePlaces>): DemoRow<'baselines'>[] {
  const classes = [...places.values()].flatMap((place) => place.classes);
  return [
    ...COMMUNES.flatMap(communeRows),
    ...rowsOf(DISTRICT.code, 'district_official', DISTRICT.officials.base, 'Công văn số 117/NV (hư cấu)'),
    ...classes.map(({ code, size }) => ({
      unit: code,
      group: 'child',
      year: '2024',
      value: String(size),
      source: 'Sổ điểm năm học 2023–2024 (hư cấu)',
    })),
  ];
}
