import type { IndicatorDocument, PlanDocument, PlanFault } from './plan-document.js';
import { COUNTED_COMPARATORS, isCounted } from './plan-measures.js';

/**
 * What the parts of a plan must be to each other (interchange.md, counting method §1 and §5).
 * @param groups the codes of all groups there are
 */
export function checkPlan(plan: PlanDocument, groups: ReadonlySet<string>): PlanFault[] {
  return [
    ...checkDays(plan),
    ...checkCodes(plan),
    ...eachIndicator(plan).flatMap(([indicator, path]) => [
      ...checkGroups(indicator, path, groups),
      ...checkTarget(indicator, path),
      ...checkDue(indicator, path, plan.start),
    ]),
    ...checkAgencies(plan),
  ];
}

function fault(
  path: string,
  value: string,
  key: string,
  more: Partial<Pick<PlanFault, 'params' | 'from'>> = {},
): PlanFault {
  return { path, value, key, params: {}, ...more };
}

/** The places of the codes of a list. */
export function codePaths(list: string, items: readonly unknown[]): string[] {
  return [list, ...items.map((_, at) => `${list}[${at}].code`)];
}

function eachIndicator(plan: PlanDocument): [IndicatorDocument, string][] {
  return plan.objectives.flatMap(({ indicators }, at) =>
    indicators.map((indicator, n): [IndicatorDocument, string] => [indicator, `objectives[${at}].indicators[${n}]`]),
  );
}

function checkDays({ start, end, orientation_until }: PlanDocument): PlanFault[] {
  const faults: PlanFault[] = [];
  if (end < start) faults.push(fault('end', end, 'plan.end_before_start', { from: ['start'] }));
  if (orientation_until !== null && orientation_until < end) {
    faults.push(fault('orientation_until', orientation_until, 'plan.orientation_before_end', { from: ['end'] }));
  }
  return faults;
}

function checkDue({ code, due }: IndicatorDocument, path: string, start: string): PlanFault[] {
  if (due >= start) return [];
  return [fault(`${path}.due`, due, 'plan.due_before_start', { params: { code }, from: ['start'] })];
}

function checkCodes(plan: PlanDocument): PlanFault[] {
  const list = (name: string, items: { code: string }[]): [string, string][] =>
    items.map(({ code }, at) => [`${name}[${at}].code`, code]);
  const indicators = eachIndicator(plan).map(([{ code }, path]): [string, string] => [`${path}.code`, code]);
  const lists = [
    [['code', plan.code] as [string, string]],
    list('objectives', plan.objectives),
    indicators,
    list('tasks', plan.tasks),
    list('agencies', plan.agencies),
  ];
  return lists.flatMap((codes) => [...repeated(codes), ...codes.flatMap(([path, code]) => reserved(path, code))]);
}

function repeated(codes: [path: string, code: string][]): PlanFault[] {
  const seen = new Set<string>();
  return codes.flatMap(([path, code]) => {
    if (seen.has(code)) return [fault(path, code, 'plan.code_twice', { params: { code } })];
    seen.add(code);
    return [];
  });
}

/** Codes stand in addresses, and `/plans/new` is the form of a new plan. */
function reserved(path: string, code: string): PlanFault[] {
  return code.toLowerCase() === 'new' ? [fault(path, code, 'plan.code_reserved', { params: { code } })] : [];
}

function checkGroups({ measure, groups }: IndicatorDocument, path: string, known: ReadonlySet<string>): PlanFault[] {
  const ofMeasure = { params: { measure }, from: [`${path}.measure`] };
  if (!isCounted(measure)) {
    return groups.length > 0 ? [fault(`${path}.groups`, groups.join(', '), 'plan.groups_not_counted', ofMeasure)] : [];
  }
  if (groups.length === 0) return [fault(`${path}.groups`, '', 'plan.no_groups', ofMeasure)];
  const codes = groups.map((code, at): [string, string] => [`${path}.groups[${at}]`, code]);
  const unknown = codes.filter(([, code]) => !known.has(code));
  return [
    ...unknown.map(([at, code]) =>
      fault(at, code, 'plan.group_unknown', { params: { code, known: [...known].join(', ') } }),
    ),
    ...repeated(codes),
  ];
}

function checkTarget(indicator: IndicatorDocument, path: string): PlanFault[] {
  const { measure, comparator, target, unit } = indicator;
  const faults: PlanFault[] = [];
  const counted = isCounted(measure);
  const fromMeasure = [`${path}.measure`];
  const ofMeasure = { params: { measure }, from: fromMeasure };
  const ofComparator = { from: [`${path}.comparator`] };
  if (counted && !COUNTED_COMPARATORS.some((known) => known === comparator)) {
    faults.push(fault(`${path}.comparator`, comparator, 'plan.comparator_not_counted', ofMeasure));
  }
  if (comparator === 'falling' && target !== null) {
    faults.push(fault(`${path}.target`, target, 'plan.falling_target', ofComparator));
  }
  if (comparator !== 'falling' && target === null) {
    faults.push(fault(`${path}.target`, '', 'plan.target_needed', ofComparator));
  }
  if (counted && unit !== 'percent') faults.push(fault(`${path}.unit`, unit, 'plan.unit_percent', ofMeasure));
  if (unit === 'percent' && Number(target) > 100) {
    faults.push(fault(`${path}.target`, target ?? '', 'plan.target_over_100', { from: [`${path}.unit`] }));
  }
  if (!indicator.trainings_inform && measure !== 'informed') {
    faults.push(fault(`${path}.trainings_inform`, 'false', 'plan.trainings_inform_measure', { from: fromMeasure }));
  }
  return faults;
}

function checkAgencies({ agencies, tasks, lead_agency }: PlanDocument): PlanFault[] {
  const known = new Set(tasks.map(({ code }) => code));
  const faults = agencies.flatMap((agency, at) => {
    const codes = agency.tasks.map((code, n): [string, string] => [`agencies[${at}].tasks[${n}]`, code]);
    const unknown = codes.filter(([, code]) => !known.has(code));
    const from = codePaths('tasks', tasks);
    return [
      ...unknown.map(([path, code]) => fault(path, code, 'plan.task_unknown', { params: { code }, from })),
      ...repeated(codes),
    ];
  });
  const isListed = agencies.length === 0 || agencies.some(({ code }) => code === lead_agency);
  if (lead_agency !== null && !isListed) {
    const from = codePaths('agencies', agencies);
    faults.push(fault('lead_agency', lead_agency, 'plan.agency_unknown', { params: { code: lead_agency }, from }));
  }
  return faults;
}
