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
      ...(indicator.due < plan.start
        ? [fault(`${path}.due`, indicator.due, 'plan.due_before_start', { code: indicator.code })]
        : []),
    ]),
    ...checkAgencies(plan),
  ];
}

function fault(path: string, value: string, key: string, params: PlanFault['params'] = {}): PlanFault {
  return { path, value, key, params };
}

function eachIndicator(plan: PlanDocument): [IndicatorDocument, string][] {
  return plan.objectives.flatMap(({ indicators }, at) =>
    indicators.map((indicator, n): [IndicatorDocument, string] => [indicator, `objectives[${at}].indicators[${n}]`]),
  );
}

function checkDays({ start, end, orientation_until }: PlanDocument): PlanFault[] {
  const faults: PlanFault[] = [];
  if (end < start) faults.push(fault('end', end, 'plan.end_before_start'));
  if (orientation_until !== null && orientation_until < end) {
    faults.push(fault('orientation_until', orientation_until, 'plan.orientation_before_end'));
  }
  return faults;
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
    if (seen.has(code)) return [fault(path, code, 'plan.code_twice', { code })];
    seen.add(code);
    return [];
  });
}

/** Codes stand in addresses, and `/plans/new` is the form of a new plan. */
function reserved(path: string, code: string): PlanFault[] {
  return code.toLowerCase() === 'new' ? [fault(path, code, 'plan.code_reserved', { code })] : [];
}

function checkGroups({ measure, groups }: IndicatorDocument, path: string, known: ReadonlySet<string>): PlanFault[] {
  if (!isCounted(measure)) {
    return groups.length > 0
      ? [fault(`${path}.groups`, groups.join(', '), 'plan.groups_not_counted', { measure })]
      : [];
  }
  if (groups.length === 0) return [fault(`${path}.groups`, '', 'plan.no_groups', { measure })];
  const codes = groups.map((code, at): [string, string] => [`${path}.groups[${at}]`, code]);
  const unknown = codes.filter(([, code]) => !known.has(code));
  return [
    ...unknown.map(([at, code]) => fault(at, code, 'plan.group_unknown', { code, known: [...known].join(', ') })),
    ...repeated(codes),
  ];
}

function checkTarget(indicator: IndicatorDocument, path: string): PlanFault[] {
  const { measure, comparator, target, unit } = indicator;
  const faults: PlanFault[] = [];
  const counted = isCounted(measure);
  if (counted && !COUNTED_COMPARATORS.some((known) => known === comparator)) {
    faults.push(fault(`${path}.comparator`, comparator, 'plan.comparator_not_counted', { measure }));
  }
  if (comparator === 'falling' && target !== null) faults.push(fault(`${path}.target`, target, 'plan.falling_target'));
  if (comparator !== 'falling' && target === null) faults.push(fault(`${path}.target`, '', 'plan.target_needed'));
  if (counted && unit !== 'percent') faults.push(fault(`${path}.unit`, unit, 'plan.unit_percent', { measure }));
  if (unit === 'percent' && Number(target) > 100) {
    faults.push(fault(`${path}.target`, target ?? '', 'plan.target_over_100'));
  }
  if (!indicator.trainings_inform && measure !== 'informed') {
    faults.push(fault(`${path}.trainings_inform`, 'false', 'plan.trainings_inform_measure'));
  }
  return faults;
}

function checkAgencies({ agencies, tasks, lead_agency }: PlanDocument): PlanFault[] {
  const known = new Set(tasks.map(({ code }) => code));
  const faults = agencies.flatMap((agency, at) => {
    const codes = agency.tasks.map((code, n): [string, string] => [`agencies[${at}].tasks[${n}]`, code]);
    const unknown = codes.filter(([, code]) => !known.has(code));
    return [...unknown.map(([path, code]) => fault(path, code, 'plan.task_unknown', { code })), ...repeated(codes)];
  });
  const isListed = agencies.length === 0 || agencies.some(({ code }) => code === lead_agency);
  if (lead_agency !== null && !isListed) {
    faults.push(fault('lead_agency', lead_agency, 'plan.agency_unknown', { code: lead_agency }));
  }
  return faults;
}
