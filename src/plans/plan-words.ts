import { formatDate, formatDecimal } from '../i18n/format.js';
import { type Locale, LOCALES } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { type Group, groupName } from '../territory/groups.js';

/** A value of an indicator in its unit: `5,3%`, `12 em`. */
export function valueWords(locale: Locale, value: string, unit: string): string {
  const number = formatDecimal(locale, value);
  return unit === 'percent' ? `${number}%` : `${number} ${unit}`;
}

/** What an indicator must reach, the comparator in words: `từ 90%`, `trên 90%`, `không quá 5,3%`. */
export function targetWords(
  locale: Locale,
  indicator: { comparator: string; target: string | null; unit: string },
): string {
  const { comparator, target, unit } = indicator;
  const value = target === null ? '' : valueWords(locale, target, unit);
  return translate(locale, `plan.target.${comparator}`, { value });
}

/** A title in the reader's language; in Vietnamese where there is no other. */
export function titleWords(locale: Locale, row: { title_vi: string; title_en: string }): string {
  return locale === 'en' && row.title_en !== '' ? row.title_en : row.title_vi;
}

/** An objective as plans number it: its code is its number (`3`, `MT3`), or it has none. */
function objectiveNumber({ code }: { code: string }): string | undefined {
  return /^(?:MT)?(\d{1,2})$/i.exec(code)?.[1];
}

/** An objective in a heading: `Mục tiêu 3. Đào tạo, tập huấn`; one without a number by its title alone. */
export function objectiveHeading(
  locale: Locale,
  objective: { code: string; title_vi: string; title_en: string },
): string {
  const number = objectiveNumber(objective);
  const title = titleWords(locale, objective);
  return number === undefined ? title : translate(locale, 'plan.objective.heading', { number, title });
}

/** An objective on the way back up: `Mục tiêu 3`, or its title. */
export function objectiveShort(
  locale: Locale,
  objective: { code: string; title_vi: string; title_en: string },
): string {
  const number = objectiveNumber(objective);
  return number === undefined ? titleWords(locale, objective) : translate(locale, 'plan.objective.short', { number });
}

/** The id of a thing of a plan on a page. */
export function anchorOf(noun: 'objective' | 'indicator' | 'task' | 'agency', code: string): string {
  return `${noun}-${code}`;
}

/** The end of an address that leads to it. */
export function hashOf(noun: Parameters<typeof anchorOf>[0], code: string): string {
  return `#${encodeURIComponent(anchorOf(noun, code))}`;
}

/** Roles of agencies that have words; plan.json may hold others, which are shown as they are written. */
const ROLES = ['lead', 'support'];

/** The role of an agency in words. */
export function roleWords(locale: Locale, role: string): string {
  return ROLES.includes(role) ? translate(locale, `plan.role.${role}`) : role;
}

/** The roles to choose from, with the one that is there. */
export function roleOptions(locale: Locale, present: string | null): { value: string; text: string }[] {
  const roles = present === null || ROLES.includes(present) ? ROLES : [...ROLES, present];
  return roles.map((value) => ({ value, text: roleWords(locale, value) }));
}

/** Who reports, as plan.json writes it in English, and the key of its words. */
const REPORTING_FROM: Record<string, string> = {
  'all agencies and communes': 'plan.reporting.from_all',
  'any, on difficulties met': 'plan.reporting.from_any',
};

/** Who reports, in the reader's language where the product knows the words. */
export function reportingFromWords(locale: Locale, from: string): string {
  const key = REPORTING_FROM[from];
  return key === undefined ? from : translate(locale, key);
}

/** What a form says of who reports, as it is stored: words that the product wrote mean what they stood for. */
export function reportingFromOf(typed: string | null): string | null {
  const known = Object.entries(REPORTING_FROM).find(([, key]) =>
    LOCALES.some((each) => translate(each, key) === typed),
  );
  return known ? known[0] : typed;
}

/** The names of groups, in the order given; a code that is no group any more stays a code. */
export function groupWords(locale: Locale, codes: readonly string[], groups: readonly Group[]): string {
  const name = (code: string): string => {
    const group = groups.find((each) => each.code === code);
    return group ? groupName(group, locale) : code;
  };
  return codes.map(name).join(', ');
}

/** A day of every year: `15/06`, `15 June`. */
export function monthDayWords(locale: Locale, due: string): string {
  const day = formatDate(locale, `2000-${due}`);
  return locale === 'vi' ? day.slice(0, 5) : day.replace(/ 2000$/, '');
}
