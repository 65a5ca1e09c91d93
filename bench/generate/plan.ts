interface Indicator {
  code: string;
  measure: string;
  groups?: string[];
  comparator: string;
  target: number;
  trainings_inform?: boolean;
  unit?: string;
}

/** One of each kind: of one group and of several, of persons and of organisations, without trainings, not counted. */
const INFORMED: Indicator[] = [
  { code: '2.1', measure: 'informed', groups: ['teacher'], comparator: 'gte', target: 90 },
  {
    code: '2.2',
    measure: 'informed',
    groups: ['commune_official', 'district_official'],
    comparator: 'gte',
    target: 95,
  },
  { code: '2.3', measure: 'informed', groups: ['child'], comparator: 'gte', target: 70 },
  { code: '2.4', measure: 'informed', groups: ['parent'], comparator: 'gt', target: 60, trainings_inform: false },
  {
    code: '2.5',
    measure: 'informed',
    groups: ['household', 'cooperative', 'enterprise'],
    comparator: 'gte',
    target: 50,
  },
];
const TRAINED: Indicator[] = [
  { code: '3.1', measure: 'trained', groups: ['teacher'], comparator: 'gte', target: 80 },
  { code: '3.2', measure: 'trained', groups: ['commune_official', 'district_official'], comparator: 'gte', target: 80 },
  { code: '3.3', measure: 'trained', groups: ['child', 'parent'], comparator: 'gt', target: 12.5 },
  { code: '3.4', measure: 'rate', comparator: 'lte', target: 5.5, unit: 'percent' },
];

/** The agencies that organise for the plan, beside the communes. */
export const AGENCIES = ['GDDT', 'LDTBXH', 'YTE'];

/** The plan of a province, as `plan.json` has it; its own unit lives on through the reform. */
export function planOf(province: string): { code: string } & Record<string, unknown> {
  const titled = (indicator: Indicator): object => ({
    ...indicator,
    due: '2027-12-31',
    title: { vi: `Chỉ tiêu ${indicator.code}`, en: `Indicator ${indicator.code}` },
  });
  return {
    code: `KH-${province}`,
    title: { vi: `Kế hoạch ${province}`, en: `Plan of ${province}` },
    unit: province,
    start: '2024-01-01',
    end: '2027-12-31',
    objectives: [
      { code: 'O2', title: { vi: 'Truyền thông', en: 'Informing' }, indicators: INFORMED.map(titled) },
      { code: 'O3', title: { vi: 'Tập huấn', en: 'Training' }, indicators: TRAINED.map(titled) },
    ],
    agencies: AGENCIES.map((code) => ({ code, title: { vi: `Sở ${code}`, en: `Department ${code}` } })),
  };
}
