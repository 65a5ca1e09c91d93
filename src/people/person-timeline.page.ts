import type { ToldEvent } from '../events/timeline.js';
import { timelineTable } from '../events/timeline.page.js';
import { formatDate } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import type { Scope } from '../territory/scope.js';
import { homeWords } from './homes.js';
import { SHOWN_FACTS, type ShownFact } from './person-input.js';

type Facts = Partial<Record<ShownFact, string | number | null>>;

/** What was done with a person's record; of a correction what was there before and after. */
export function personTimeline(locale: Locale, scope: Scope, events: readonly ToldEvent[]): object {
  return timelineTable(locale, events, ({ kind, detail }) =>
    kind === 'person.corrected' ? correctionWords(locale, scope, detail) : '',
  );
}

/** A fact of a record in words; a dash where it is not known. */
export function factWords(
  locale: Locale,
  scope: Scope,
  name: ShownFact,
  value: string | number | null | undefined,
): string {
  if (value === null || value === undefined) return '–';
  if (name === 'sex') return translate(locale, `people.sex.${value}`);
  if (name === 'birth_date') return formatDate(locale, String(value));
  return name === 'unit_code' ? homeWords(scope, String(value)).text : String(value);
}

/** "Điện thoại: 0912345678 → 0987654321; Số định danh: đã thay" */
function correctionWords(locale: Locale, scope: Scope, detail: Record<string, unknown>): string {
  const [before, after] = [(detail.before ?? {}) as Facts, (detail.after ?? {}) as Facts];
  const words = (name: ShownFact, facts: Facts): string => factWords(locale, scope, name, facts[name]);
  const shown = SHOWN_FACTS.filter((name) => name in after).map(
    (name) => `${translate(locale, `people.fact.${name}`)}: ${words(name, before)} → ${words(name, after)}`,
  );
  const untold = ((detail.untold ?? []) as string[]).map(
    (name) => `${translate(locale, `people.fact.${name}`)}: ${translate(locale, 'people.replaced')}`,
  );
  return [...shown, ...untold].join('; ');
}
