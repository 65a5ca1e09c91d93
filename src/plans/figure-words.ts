import { formatDate, formatDecimal, formatNumber, formatPercent } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import type { ErrorParams } from '../errors.js';
import { type Counts, type Group, groupName, groupUnit } from '../territory/groups.js';
import { targetWords } from './plan-words.js';

/** A sentence, and the number in it that matters. */
export interface Strong {
  before: string;
  strong: string;
  after: string;
}

/** Stands for the number while a sentence is taken apart; no text has it. */
const GAP = '\u0000';

/** The words and numbers of figures in the reader's language. */
export class FigureWords {
  private readonly groups: ReadonlyMap<string, Group>;

  constructor(
    readonly locale: Locale,
    groups: readonly Group[],
  ) {
    this.groups = new Map(groups.map((group) => [group.code, group]));
  }

  t(key: string, params: ErrorParams = {}): string {
    return translate(this.locale, key, params);
  }

  /** A sentence with one of its numbers by itself, to be set in bold. */
  around(key: string, params: ErrorParams, name: string): Strong {
    const [before = '', after = ''] = this.t(key, { ...params, [name]: GAP }).split(GAP);
    const number = params[name];
    return { before, strong: typeof number === 'number' ? this.num(number) : String(number), after };
  }

  num(value: number): string {
    return formatNumber(this.locale, value);
  }

  /** Tenths of a per cent. */
  percent(tenths: number): string {
    return formatPercent(this.locale, tenths);
  }

  date(day: string): string {
    return formatDate(this.locale, day);
  }

  /** A day as it is typed into a field: day first in both languages. */
  typed(day: string): string {
    return formatDate('vi', day);
  }

  /** Of a pair of texts the one in the reader's language. */
  local(vi: string, en: string): string {
    return this.locale === 'en' && en !== '' ? en : vi;
  }

  /** A target without its comparator: "90%", "5,3%". */
  target(target: string): string {
    return `${formatDecimal(this.locale, target)}%`;
  }

  /** A target in per cent as it is spoken: "từ 90%", "trên 90%", "không quá 5,3%"; a falling rate has none. */
  promise(comparator: string, target: string | null): string {
    return targetWords(this.locale, { comparator, target, unit: 'percent' });
  }

  group(code: string): string {
    const group = this.groups.get(code);
    return group ? groupName(group, this.locale) : code;
  }

  /** Names of groups one after the other: "Doanh nghiệp, hợp tác xã, hộ gia đình". */
  groupList(codes: readonly string[]): string {
    return codes.map((code, at) => (at === 0 ? this.group(code) : lowerFirst(this.group(code)))).join(', ');
  }

  /** Names of groups inside a sentence: "cán bộ cấp xã và giáo viên". */
  groupsInSentence(codes: readonly string[]): string {
    return this.list(codes.map((code) => lowerFirst(this.group(code))));
  }

  counts(code: string): Counts {
    return this.groups.get(code)?.counts ?? 'persons';
  }

  /** The word behind a number of subjects of these groups: theirs where they share one, else a general one. */
  unit(codes: readonly string[]): string {
    const known = codes.flatMap((code) => this.groups.get(code) ?? []);
    const words = new Set(known.map((group) => groupUnit(group, this.locale)));
    const [only] = words;
    if (only !== undefined && words.size === 1) return only;
    const organisations = known.length > 0 && known.every(({ counts }) => counts === 'organisations');
    return this.t(organisations ? 'coverage.unit.organisations' : 'coverage.unit.subjects');
  }

  /** "a, b và c" */
  list(parts: readonly string[]): string {
    const last = parts.at(-1);
    if (parts.length < 2 || last === undefined) return parts.join('');
    return this.t('coverage.list', { first: parts.slice(0, -1).join(', '), last });
  }
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLocaleLowerCase('vi') + text.slice(1);
}
