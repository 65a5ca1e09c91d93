import { column } from '../interchange/columns.js';
import type { Form } from '../web/form.js';
import type { IndicatorDocument, PlanDocument } from './plan-document.js';
import { readField, readItem } from './plan-forms.js';
import { COMPARATORS, isCounted, MEASURES, UNIT_KINDS } from './plan-measures.js';

const UNIT = column.text({ required: true, max: 32 });
const TARGET = column.decimal({ min: 0, max: 999_999_999, places: 4 });

/** An indicator as a form says it. @param code of the indicator that is edited: codes stay */
export function readIndicator(form: Form, code?: string): IndicatorDocument {
  const measure = form.choice('measure', MEASURES);
  const counted = isCounted(measure);
  return {
    ...readItem(form, code),
    measure,
    groups: counted ? form.many('groups') : [],
    comparator: form.choice('comparator', COMPARATORS),
    target: readTarget(form),
    unit: counted ? 'percent' : readUnit(form),
    due: form.day('due'),
    highlight: form.ticked('highlight') ? 'craft_village' : null,
    // The box is asked of indicators that inform; for the others it says nothing.
    trainings_inform: measure !== 'informed' || form.ticked('trainings_inform'),
  };
}

function readUnit(form: Form): string {
  if (form.choice('unit_kind', UNIT_KINDS) === 'percent') return 'percent';
  return readField(form, 'unit', UNIT);
}

function readTarget(form: Form): string | null {
  const typed = form.raw('target').replace(/%$/, '').trim();
  if (typed === '') return null;
  const read = TARGET.parse(typed);
  if ('value' in read) return read.value;
  form.refuse('target', 'plan.target_number');
  return null;
}

/** Puts a new indicator at the end of an objective. */
export function addIndicator(plan: PlanDocument, indicator: IndicatorDocument, objective: string): PlanDocument {
  const objectives = plan.objectives.map((each) =>
    each.code === objective ? { ...each, indicators: [...each.indicators, indicator] } : each,
  );
  return { ...plan, objectives };
}

/** Puts an indicator where it was, or at the end of the other objective that was chosen. */
export function putIndicator(plan: PlanDocument, edited: IndicatorDocument, objective: string): PlanDocument {
  const around = plan.objectives.find(({ indicators }) => indicators.some(({ code }) => code === edited.code));
  const before = around?.indicators.find(({ code }) => code === edited.code);
  const indicator = { ...edited, highlight: edited.highlight ?? otherHighlight(before) };
  const isThere = plan.objectives.some(({ code }) => code === objective);
  if (isThere && around?.code !== objective) {
    return addIndicator(withoutIndicator(plan, edited.code), indicator, objective);
  }
  const objectives = plan.objectives.map((each) => ({
    ...each,
    indicators: each.indicators.map((old) => (old.code === edited.code ? indicator : old)),
  }));
  return { ...plan, objectives };
}

/** The form asks for craft villages only: another highlight, which came by a file, stays. */
function otherHighlight(before: IndicatorDocument | undefined): string | null {
  return before && before.highlight !== 'craft_village' ? before.highlight : null;
}

/** The plan without the indicator. */
export function withoutIndicator(plan: PlanDocument, code: string): PlanDocument {
  const objectives = plan.objectives.map((each) => ({
    ...each,
    indicators: each.indicators.filter((indicator) => indicator.code !== code),
  }));
  return { ...plan, objectives };
}
