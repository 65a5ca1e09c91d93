import type { ErrorParams } from '../errors.js';
import { compareText, formatDate } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { FIRST_DAY, LAST_DAY, type Place } from './place.js';

/** Sentences about places in one language; the pages of this folder are made with it. */
export class Words {
  private readonly lists: Intl.ListFormat;

  constructor(readonly locale: Locale) {
    this.lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  }

  /** The sentence of a key under `territory.`. */
  say(key: string, params: ErrorParams = {}): string {
    return translate(this.locale, `territory.${key}`, params);
  }

  date(day: string): string {
    return formatDate(this.locale, day);
  }

  /** From when to when a place is valid; nothing said where it always was and still is. */
  validity({ valid_from, valid_to }: Pick<Place, 'valid_from' | 'valid_to'>): string {
    const [from, to] = [this.date(valid_from), this.date(valid_to)];
    if (valid_from === FIRST_DAY && valid_to === LAST_DAY) return this.say('valid.always');
    if (valid_from === FIRST_DAY) return this.say('valid.until', { to });
    if (valid_to === LAST_DAY) return this.say('valid.since', { from });
    return this.say('valid.between', { from, to });
  }

  level(place: Pick<Place, 'level'>): string {
    return this.say(`level.${place.level}`);
  }

  /** "A, B và C". */
  list(texts: readonly string[]): string {
    return this.lists.format(texts);
  }

  /** Places as a dictionary of the language orders their names. */
  byName<P extends Place>(places: readonly P[]): P[] {
    return [...places].sort(
      (a, b) => compareText(this.locale, a.name, b.name) || compareText(this.locale, a.code, b.code),
    );
  }
}

/** A day as it is typed into a field: dd/MM/yyyy in every language; empty for an open end. */
export function typedDay(day: string): string {
  return day === FIRST_DAY || day === LAST_DAY ? '' : day.split('-').reverse().join('/');
}
