import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import type { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { REPORTING_KINDS } from './content.page.js';
import type { ReportingDocument } from './plan-document.js';
import { readOptional } from './plan-forms.js';
import { monthDayWords, reportingFromOf, reportingFromWords, titleWords } from './plan-words.js';
import { planCrumbs } from './plans.page.js';
import type { PlanContent } from './plans.js';

/** Most reporting dates that the page edits; a blank one is always among them. */
const MOST = 20;
const NAMES = ['kind', 'due', 'to', 'from'] as const;

/** The controls of the form of reporting dates. */
export const REPORTING_FIELDS = Array.from({ length: MOST }, (_, at) => NAMES.map((name) => `${name}_${at}`)).flat();

/** The form of all reporting dates of a plan, with a blank one at the end. */
export function reportingPage(locale: Locale, { plan, reporting, agencies }: PlanContent, form?: Form) {
  const heading = translate(locale, 'plan.reporting.title');
  const typed: Record<string, unknown> = form ? form.typed() : {};
  const stored = reporting.map(({ kind, due, to, from }) => ({
    kind,
    due: due === null ? '' : monthDayWords('vi', due),
    to: to ?? '',
    from: from === null ? '' : reportingFromWords(locale, from),
  }));
  const rows = form ? typedRows(typed) : [...stored, { kind: '', due: '', to: '', from: '' }].slice(0, MOST);
  const known = REPORTING_KINDS.map((value) => ({ value, text: translate(locale, `plan.reporting.${value}`) }));
  const receivers = agencies.map((agency) => ({ value: agency.code, text: titleWords(locale, agency) }));
  return {
    title: heading,
    heading,
    narrow: true,
    crumbs: planCrumbs(locale, plan, { text: heading }),
    action: paths.reportingDates(plan.code),
    cancel: paths.planContent(plan.code),
    version: form ? typed.version : String(plan.version),
    rows: rows.map((row, at) => ({
      at: String(at),
      legend: translate(locale, row.kind === '' ? 'plan.reporting.another' : 'plan.reporting.nth', { number: at + 1 }),
      isOld: !form && at < stored.length,
      ...row,
      kinds: withOther(known, row.kind),
      receivers: agencies.length > 0 ? withOther(receivers, row.to) : [],
    })),
  };
}

interface Option {
  value: string;
  text: string;
}

/** The choices, and what stands there if it is none of them. */
function withOther(options: readonly Option[], value: string): Option[] {
  const isKnown = value === '' || options.some((option) => option.value === value);
  return isKnown ? [...options] : [...options, { value, text: value }];
}

function typedRows(typed: Record<string, unknown>) {
  const text = (name: string): string => {
    const value = typed[name];
    return typeof value === 'string' ? value : '';
  };
  const count = Array.from({ length: MOST }, (_, at) => at).filter((at) => `kind_${at}` in typed).length;
  return Array.from({ length: count }, (_, at) => ({
    kind: text(`kind_${at}`),
    due: text(`due_${at}`),
    to: text(`to_${at}`),
    from: text(`from_${at}`),
  }));
}

/** The reporting dates of the form: those with a kind. */
export function readReporting(form: Form): ReportingDocument[] {
  return Array.from({ length: MOST }, (_, at) => at).flatMap((at) => {
    const filled = NAMES.some((name) => name !== 'kind' && form.raw(`${name}_${at}`) !== '');
    const kind = form.raw(`kind_${at}`);
    if (kind === '' && filled) form.refuse(`kind_${at}`, 'form.choose');
    if (kind === '') return [];
    const to = readOptional(form, `to_${at}`, 190);
    return [
      {
        kind: readKind(form, at),
        due: readMonthDay(form, `due_${at}`),
        to,
        from: reportingFromOf(readOptional(form, `from_${at}`, 190)),
      },
    ];
  });
}

function readKind(form: Form, at: number): string {
  const kind = form.raw(`kind_${at}`);
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,31}$/u.test(kind)) form.refuse(`kind_${at}`, 'form.choose');
  return kind;
}

/** `15/06`, `15-6`, `15.6` → `06-15`; null when empty. */
function readMonthDay(form: Form, field: string): string | null {
  const typed = form.raw(field);
  if (typed === '') return null;
  const [, day = '', month = ''] = /^(\d{1,2})[/.-](\d{1,2})$/.exec(typed) ?? [];
  const days = new Date(Date.UTC(2024, Number(month), 0)).getUTCDate();
  const isDay = Number(day) >= 1 && Number(day) <= days && Number(month) >= 1 && Number(month) <= 12;
  if (!isDay) form.refuse(field, 'plan.day_and_month');
  return isDay ? `${month.padStart(2, '0')}-${day.padStart(2, '0')}` : null;
}
