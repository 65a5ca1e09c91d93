import type { ErrorParams } from '../errors.js';
import { formatDate, formatDecimal, formatNumber } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { placeWords, type PlaceWords } from '../people/homes.js';
import type { Scope } from '../territory/scope.js';
import type { Session } from './activities.entities.js';
import type { ListedActivity } from './activity-list.js';
import { fromHundredths } from './files.js';
import { DEFAULT_MIN_ATTENDANCE } from './ledger-rows.js';
import type { Standing } from './qualification.js';

/** What says who organises an activity. */
type Organised = Pick<ListedActivity, 'agency_vi' | 'agency_en' | 'agency_code' | 'place_id' | 'unit_code'>;

/** Sentences about activities in one language. */
export class ActivityWords {
  constructor(
    readonly locale: Locale,
    readonly scope: Scope,
  ) {}

  /** The sentence of a key under `activities.`. */
  say(key: string, params: ErrorParams = {}): string {
    return translate(this.locale, `activities.${key}`, params);
  }

  /** The sentence of any key. */
  t(key: string, params: ErrorParams = {}): string {
    return translate(this.locale, key, params);
  }

  num(value: number): string {
    return formatNumber(this.locale, value);
  }

  date(day: string | null): string {
    return day === null ? '–' : formatDate(this.locale, day);
  }

  /** From the first day to the last; one day where they are the same. */
  days({ first_date, last_date }: Pick<ListedActivity, 'first_date' | 'last_date'>): string {
    if (first_date === null) return this.say('no_date');
    if (last_date === null || last_date === first_date) return this.date(first_date);
    return this.say('from_to', { from: this.date(first_date), to: this.date(last_date) });
  }

  /** The time of a session, as far as it is known. */
  time({ start, end }: Pick<Session, 'start' | 'end'>): string {
    if (start === null) return end ?? '';
    return end === null ? start : `${start}–${end}`;
  }

  /** Day and time. */
  when(session: Pick<Session, 'date' | 'start' | 'end'>): string {
    const time = this.time(session);
    return time === '' ? this.date(session.date) : `${this.date(session.date)}, ${time}`;
  }

  /** The place of an activity or a participation; its code where the place is not known yet. */
  place(placeId: number | null, code: string): PlaceWords {
    const place = placeId === null ? undefined : this.scope.territory.placeById(placeId);
    return place ? placeWords(this.scope, place) : { text: code };
  }

  /** Who reports it: the agency, else the unit. */
  organizer({ agency_vi, agency_en, agency_code, place_id, unit_code }: Organised): string {
    const agency = (this.locale === 'en' && agency_en !== '' ? agency_en : agency_vi) ?? agency_code;
    return agency ?? this.place(place_id, unit_code).text;
  }

  /** "80%". */
  percent(hundredths: number | null): string {
    return `${formatDecimal(this.locale, fromHundredths(hundredths ?? DEFAULT_MIN_ATTENDANCE) ?? '')}%`;
  }

  /** "3 buổi, cần 4", with what is missing beside; of a course "Hoàn thành ngày 15/03/2025". */
  sum({ satisfied, needed, lacks_test, completed_on }: Standing): string {
    if (completed_on !== undefined) return this.completion(completed_on);
    return this.say(lacks_test ? 'sum_lacks_test' : 'sum', { satisfied, needed });
  }

  /** "Hoàn thành ngày 15/03/2025". */
  completion(day: string | null): string {
    return day === null ? this.say('not_completed') : this.say('completed_on', { day: this.date(day) });
  }
}
