import { formatDate } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import type { Group } from '../territory/groups.js';
import type { Place } from '../territory/place.js';
import { paths } from '../web/paths.js';
import { isCounted } from './plan-measures.js';
import { planTabs } from './plan-tabs.js';
import {
  anchorOf,
  groupWords,
  monthDayWords,
  objectiveHeading,
  reportingFromWords,
  roleWords,
  targetWords,
  titleWords,
} from './plan-words.js';
import { periodWords, planCrumbs } from './plans.page.js';
import type { AgencyContent, IndicatorContent, ObjectiveContent, PlanContent } from './plans.js';

/** Who looks at the content of a plan, and what they may do. */
export interface ContentReader {
  locale: Locale;
  mayEdit: boolean;
  groups: readonly Group[];
  unit: Place;
  /** As-of date and window of the page before, for the links to figures. */
  days: Record<string, string | undefined>;
}

/** Everything a plan promises, with the ways to change it for those who may. */
export function contentPage(content: PlanContent, reader: ContentReader) {
  const { locale, mayEdit, days } = reader;
  const { plan } = content;
  const word = (key: string, params = {}): string => translate(locale, key, params);
  return {
    title: word('plan.content.title', { code: plan.code }),
    crumbs: planCrumbs(locale, plan),
    code: plan.code,
    heading: titleWords(locale, plan),
    tabs: planTabs(locale, plan.code, 'content', { scoreboard: days, matrix: days, planner: days, content: days }),
    mayEdit,
    facts: factsOf(content, reader),
    legal_basis: JSON.parse(plan.legal_basis) as string[],
    objectives: content.objectives.map((objective) => objectiveSection(plan.code, objective, reader)),
    indicatorColumns: [
      { text: word('plan.field.indicator') },
      { text: word('plan.field.measure') },
      { text: word('plan.field.target') },
      { text: word('plan.field.due') },
      { text: word('plan.field.more') },
    ],
    itemColumns: [{ text: word('plan.field.code') }, { text: word('plan.field.task') }],
    tasks: content.tasks.map((task) => ({
      id: anchorOf('task', task.code),
      cells: [
        { text: task.code, ...(mayEdit ? { href: paths.task(plan.code, task.code) } : {}) },
        { text: titleWords(locale, task) },
      ],
    })),
    agencyColumns: [
      { text: word('plan.field.agency') },
      { text: word('plan.field.role') },
      { text: word('plan.field.tasks') },
    ],
    agencies: content.agencies.map((agency) => agencyRow(plan.code, agency, reader)),
    reportingColumns: ['reporting_kind', 'reporting_due', 'reporting_to', 'reporting_from'].map((field) => ({
      text: word(`plan.field.${field}`),
    })),
    reporting: content.reporting.map(({ kind, due, to, from }) => ({
      cells: [
        { text: reportingKindWords(locale, kind) },
        { text: due === null ? word('plan.reporting.when_needed') : monthDayWords(locale, due) },
        { text: agencyWords(locale, to, content.agencies) },
        { text: from === null ? '–' : reportingFromWords(locale, from) },
      ],
    })),
  };
}

function factsOf({ plan, agencies }: PlanContent, { locale, unit }: ContentReader) {
  const word = (key: string): string => translate(locale, `plan.field.${key}`);
  const facts: { term: string; value: string }[] = [
    { term: word('code'), value: plan.code },
    { term: word('unit'), value: unit.name },
    { term: word('period'), value: periodWords(locale, plan) },
  ];
  if (plan.orientation_until) {
    facts.push({ term: word('orientation_until'), value: formatDate(locale, plan.orientation_until) });
  }
  if (plan.lead_agency)
    facts.push({ term: word('lead_agency'), value: agencyWords(locale, plan.lead_agency, agencies) });
  return facts;
}

function objectiveSection(code: string, objective: ObjectiveContent, reader: ContentReader) {
  return {
    id: anchorOf('objective', objective.code),
    code: objective.code,
    heading: objectiveHeading(reader.locale, objective),
    edit: paths.objective(code, objective.code),
    add: paths.indicatorNew(code, objective.code),
    rows: objective.indicators.map((indicator) => indicatorRow(code, indicator, reader)),
  };
}

function indicatorRow(code: string, indicator: IndicatorContent, { locale, mayEdit, groups, days }: ContentReader) {
  const counted = isCounted(indicator.measure);
  const word = (key: string): string => translate(locale, key);
  const notes = [
    ...(indicator.highlight ? [highlightWords(locale, indicator.highlight)] : []),
    ...(indicator.trainings_inform === 1 ? [] : [word('plan.trainings_do_not_inform')]),
  ];
  const name = { text: `${indicator.code} ${titleWords(locale, indicator)}`, sub: notes.join(' · ') };
  const more = counted
    ? { text: word('plan.content.figures'), href: paths.planFigure(code, indicator.code, days) }
    : { text: word('plan.content.values'), href: paths.reportedValues(code, indicator.code, days) };
  return {
    id: anchorOf('indicator', indicator.code),
    cells: [
      mayEdit ? { ...name, href: paths.indicatorEdit(code, indicator.code) } : name,
      { text: word(`plan.measure.${indicator.measure}`), sub: groupWords(locale, indicator.groups, groups) },
      { text: targetWords(locale, indicator) },
      { text: formatDate(locale, indicator.due), nowrap: true },
      more,
    ],
  };
}

function agencyRow(code: string, agency: AgencyContent, { locale, mayEdit }: ContentReader) {
  const name = { text: titleWords(locale, agency), sub: agency.code };
  return {
    id: anchorOf('agency', agency.code),
    cells: [
      mayEdit ? { ...name, href: paths.agency(code, agency.code) } : name,
      { text: agency.role === null ? '–' : roleWords(locale, agency.role) },
      { text: agency.tasks.length > 0 ? agency.tasks.join(', ') : '–' },
    ],
  };
}

function highlightWords(locale: Locale, highlight: string): string {
  return highlight === 'craft_village' ? translate(locale, 'plan.highlight.craft_village') : highlight;
}

/** Kinds of reports that have a name of their own. */
export const REPORTING_KINDS = ['half_year', 'annual', 'ad_hoc'];

/** The kind of a report in words. */
export function reportingKindWords(locale: Locale, kind: string): string {
  return REPORTING_KINDS.includes(kind) ? translate(locale, `plan.reporting.${kind}`) : kind;
}

function agencyWords(locale: Locale, code: string | null, agencies: readonly AgencyContent[]): string {
  const agency = agencies.find((each) => each.code === code);
  return agency ? titleWords(locale, agency) : (code ?? '–');
}
