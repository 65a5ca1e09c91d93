import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { formatDecimal } from '../i18n/format.js';
import { type Group, groupName } from '../territory/groups.js';
import type { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { COMPARATORS, MEASURES, UNIT_KINDS } from './plan-measures.js';
import { titleWords } from './plan-words.js';
import { planCrumbs, typedDay } from './plans.page.js';
import type { IndicatorContent, PlanContent } from './plans.js';

/** The controls of the form of an indicator. */
export const INDICATOR_FIELDS = [
  'code',
  'title_vi',
  'title_en',
  'objective',
  'measure',
  'groups',
  'comparator',
  'target',
  'unit_kind',
  'unit',
  'due',
  'trainings_inform',
  'highlight',
];

/** Which indicator a form is about; null: a new one of the objective. */
export interface IndicatorForm {
  indicator: IndicatorContent | null;
  objective: string;
}

/** The form of an indicator. @param form what was typed, when it is shown again */
export function indicatorPage(
  locale: Locale,
  { plan, objectives }: PlanContent,
  { indicator, objective }: IndicatorForm,
  groups: readonly Group[],
  form?: Form,
) {
  const word = (key: string): string => translate(locale, key);
  const heading = translate(locale, indicator ? 'plan.indicator.edit' : 'plan.indicator.new', {
    code: indicator?.code ?? '',
  });
  const ticked = form ? form.many('groups') : (indicator?.groups ?? []);
  return {
    title: heading,
    heading,
    save: indicator ? word('plan.save') : heading,
    narrow: true,
    crumbs: planCrumbs(locale, plan, { text: heading }),
    cancel: paths.planContent(plan.code),
    ...addressesOf(locale, plan.code, indicator, objective),
    values: form ? form.typed() : indicatorValues(locale, indicator, objective),
    objectives: objectives.map((each) => ({ value: each.code, text: `${each.code}. ${titleWords(locale, each)}` })),
    measures: MEASURES.map((value) => ({ value, text: word(`plan.measure.${value}`) })),
    unitKinds: UNIT_KINDS.map((value) => ({ value, text: word(`plan.unit_kind.${value}`) })),
    comparators: COMPARATORS.map((value) => ({ value, text: word(`plan.comparator.${value}`) })),
    groups: groups.map((group) => ({
      value: group.code,
      text: groupName(group, locale),
      checked: ticked.includes(group.code),
    })),
    trainingsInform: form ? form.ticked('trainings_inform') : indicator === null || indicator.trainings_inform === 1,
    craftVillage: form ? form.ticked('highlight') : indicator?.highlight === 'craft_village',
  };
}

/** Where the form and its button of removal post to. */
function addressesOf(locale: Locale, plan: string, indicator: IndicatorContent | null, objective: string) {
  if (!indicator) return { isNew: true, action: paths.indicators(plan, objective), removal: null };
  const { code, version } = indicator;
  return {
    isNew: false,
    version: String(version),
    action: paths.indicatorEdit(plan, code),
    removal: paths.indicatorRemoval(plan, code),
    removalText: translate(locale, 'plan.indicator.remove', { code }),
  };
}

function indicatorValues(locale: Locale, indicator: IndicatorContent | null, objective: string) {
  if (!indicator) return { objective, measure: 'informed', comparator: 'gte', unit_kind: 'percent' };
  const { code, title_vi, title_en, measure, comparator, unit } = indicator;
  const target = indicator.target === null ? '' : formatDecimal(locale, indicator.target);
  const isPercent = unit === 'percent';
  return {
    ...{ code, title_vi, title_en, objective, measure, comparator, target, due: typedDay(indicator.due) },
    ...{ unit_kind: isPercent ? 'percent' : 'other', unit: isPercent ? '' : unit },
  };
}
