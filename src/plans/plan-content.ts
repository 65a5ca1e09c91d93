import type { IndicatorDocument, PlanDocument, Title } from './plan-document.js';
import type { Comparator, Measure } from './plan-measures.js';
import type { Indicator, Plan, ReportingDate } from './plans.entities.js';
import type { IndicatorContent, PlanContent } from './plans.js';

/** What a stored plan says. */
export function documentOfContent(content: PlanContent): PlanDocument {
  const { plan } = content;
  return {
    code: plan.code,
    title: titleOf(plan),
    unit: plan.unit_code,
    legal_basis: JSON.parse(plan.legal_basis) as string[],
    start: plan.start,
    end: plan.end,
    orientation_until: plan.orientation_until,
    lead_agency: plan.lead_agency,
    objectives: content.objectives.map((row) => ({ ...itemOf(row), indicators: row.indicators.map(indicatorOf) })),
    tasks: content.tasks.map(itemOf),
    agencies: content.agencies.map((row) => ({ ...itemOf(row), role: row.role, tasks: row.tasks })),
    reporting: content.reporting.map(({ kind, due, to, from }) => ({ kind, due, to, from })),
  };
}

interface Titled {
  title_vi: string;
  title_en: string;
}

function titleOf({ title_vi, title_en }: Titled): Title {
  return { vi: title_vi, en: title_en };
}

function itemOf(row: Titled & { code: string }) {
  return { code: row.code, title: titleOf(row) };
}

function indicatorOf(row: IndicatorContent): IndicatorDocument {
  return {
    ...itemOf(row),
    measure: row.measure as Measure,
    groups: row.groups,
    comparator: row.comparator as Comparator,
    target: row.target,
    unit: row.unit,
    due: row.due,
    highlight: row.highlight,
    trainings_inform: row.trainings_inform === 1,
  };
}

/** The columns of the plan itself. @param placeId the plan's own unit */
export function planColumns(document: PlanDocument, placeId: number): Omit<Plan, 'id' | 'version'> {
  return {
    code: document.code,
    ...titleColumns(document.title),
    unit_code: document.unit,
    place_id: placeId,
    legal_basis: JSON.stringify(document.legal_basis),
    start: document.start,
    end: document.end,
    orientation_until: document.orientation_until,
    lead_agency: document.lead_agency,
  };
}

/** The two columns of a title. */
export function titleColumns({ vi, en }: Title): Titled {
  return { title_vi: vi, title_en: en };
}

/** The columns of an indicator, beside its keys. */
export function indicatorColumns(
  indicator: IndicatorDocument,
  position: number,
): Omit<Indicator, 'id' | 'plan_id' | 'objective_id' | 'version'> {
  const { code, title, measure, comparator, target, unit, due, highlight, trainings_inform } = indicator;
  const rest = { measure, comparator, target, unit, due, highlight };
  return { code, ...titleColumns(title), ...rest, trainings_inform: trainings_inform ? 1 : 0, position };
}

/** The columns of a reporting date, beside its keys. */
export function reportingColumns(document: PlanDocument): Omit<ReportingDate, 'id' | 'plan_id'>[] {
  return document.reporting.map(({ kind, due, to, from }, position) => ({ kind, due, to, from, position }));
}
