import { cleanText } from '../web/text.js';
import type { AgencyDocument, IndicatorDocument, PlanDocument, ReportingDocument, Title } from './plan-document.js';
import type { agencyJson, indicatorJson, PlanJson, reportingJson } from './plan-json.js';
import { isCounted } from './plan-measures.js';
import type { z } from 'zod';

type Json<T extends z.ZodType> = z.infer<T>;

const optional = (text: string | null | undefined): string | null => (text ? cleanText(text) : null);

/** What a well-formed plan.json says: text cleaned, what is left out filled with its meaning. */
export function documentOf(json: PlanJson): PlanDocument {
  return {
    code: cleanText(json.code),
    title: titleOf(json.title),
    unit: cleanText(json.unit),
    legal_basis: (json.legal_basis ?? []).map(cleanText),
    start: cleanText(json.start),
    end: cleanText(json.end),
    orientation_until: optional(json.orientation_until),
    lead_agency: optional(json.lead_agency),
    objectives: json.objectives.map((objective) => ({
      ...itemOf(objective),
      indicators: (objective.indicators ?? []).map(indicatorOf),
    })),
    tasks: (json.tasks ?? []).map(itemOf),
    agencies: (json.agencies ?? []).map(agencyOf),
    reporting: (json.reporting ?? []).map(reportingOf),
  };
}

function titleOf(title: PlanJson['title']): Title {
  if (typeof title === 'string') return { vi: cleanText(title), en: '' };
  return { vi: cleanText(title.vi), en: cleanText(title.en ?? '') };
}

function itemOf({ code, title }: { code: string; title: PlanJson['title'] }) {
  return { code: cleanText(code), title: titleOf(title) };
}

function indicatorOf(json: Json<typeof indicatorJson>): IndicatorDocument {
  return {
    ...itemOf(json),
    measure: json.measure,
    groups: (json.groups ?? []).map(cleanText),
    comparator: json.comparator,
    target: json.target === null || json.target === undefined ? null : String(json.target),
    unit: cleanText(json.unit ?? 'percent'),
    due: cleanText(json.due),
    highlight: optional(json.highlight),
    trainings_inform: json.trainings_inform ?? true,
  };
}

function agencyOf(json: Json<typeof agencyJson>): AgencyDocument {
  return { ...itemOf(json), role: optional(json.role), tasks: (json.tasks ?? []).map(cleanText) };
}

function reportingOf(json: Json<typeof reportingJson>): ReportingDocument {
  return { kind: cleanText(json.kind), due: json.due ?? null, to: optional(json.to), from: optional(json.from) };
}

/** The plan.json of a plan: importing it gives the same plan. What says nothing is left out. */
export function jsonOf(plan: PlanDocument): PlanJson {
  return {
    code: plan.code,
    title: titleJson(plan.title),
    unit: plan.unit,
    ...(plan.legal_basis.length > 0 ? { legal_basis: plan.legal_basis } : {}),
    start: plan.start,
    end: plan.end,
    ...(plan.orientation_until ? { orientation_until: plan.orientation_until } : {}),
    ...(plan.lead_agency ? { lead_agency: plan.lead_agency } : {}),
    objectives: plan.objectives.map(({ code, title, indicators }) => ({
      code,
      title: titleJson(title),
      indicators: indicators.map(indicatorJsonOf),
    })),
    ...(plan.tasks.length > 0
      ? { tasks: plan.tasks.map(({ code, title }) => ({ code, title: titleJson(title) })) }
      : {}),
    ...(plan.agencies.length > 0 ? { agencies: plan.agencies.map(agencyJsonOf) } : {}),
    ...(plan.reporting.length > 0 ? { reporting: plan.reporting.map(reportingJsonOf) } : {}),
  };
}

function titleJson({ vi, en }: Title): PlanJson['title'] {
  return en === '' ? vi : { vi, en };
}

function indicatorJsonOf(indicator: IndicatorDocument) {
  return {
    code: indicator.code,
    measure: indicator.measure,
    ...(isCounted(indicator.measure) ? { groups: indicator.groups } : {}),
    comparator: indicator.comparator,
    target: indicator.target === null ? null : Number(indicator.target),
    unit: indicator.unit,
    due: indicator.due,
    ...(indicator.highlight ? { highlight: indicator.highlight } : {}),
    ...(indicator.trainings_inform ? {} : { trainings_inform: false }),
    title: titleJson(indicator.title),
  };
}

function agencyJsonOf({ code, title, role, tasks }: AgencyDocument) {
  return { code, title: titleJson(title), ...(role ? { role } : {}), ...(tasks.length > 0 ? { tasks } : {}) };
}

function reportingJsonOf({ kind, due, to, from }: ReportingDocument) {
  return { kind, due, ...(to ? { to } : {}), ...(from ? { from } : {}) };
}
