import { formatNumber } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';

/** How fast something goes, from what is done of it. */
export interface Pace {
  /** How many there will be about; null: too early to say. */
  total: number | null;
  perSecond: number;
  secondsLeft: number | null;
}

/** Before that the first rows, which take longer than others, would say too much. */
const SOON_MS = 2000;
const SMALL_SHARE = 0.02;

/** @param done rows so far @param share of the whole that they are, 0 to 1 @param ms since the beginning */
export function paceOf(done: number, share: number, ms: number): Pace {
  const perSecond = ms > 0 ? (done * 1000) / ms : 0;
  if (share < SMALL_SHARE || ms < SOON_MS) return { total: null, perSecond, secondsLeft: null };
  return { total: done / share, perSecond, secondsLeft: ((ms / share) * (1 - share)) / 1000 };
}

/** `168.000 / 400.000, 31.200/s, còn khoảng 8 giây`: two figures of what is guessed, three of what was measured. */
export function paceWords(locale: Locale, done: number, pace: Pace): string {
  const number = (value: number, digits: number): string =>
    formatNumber(locale, Number(Math.round(value).toPrecision(digits)));
  if (pace.total === null || pace.secondsLeft === null) return formatNumber(locale, done);
  const total = Math.max(done, Number(Math.round(pace.total).toPrecision(3)));
  return translate(locale, 'interchange.pace', {
    rows: done,
    total,
    speed: number(pace.perSecond, 3),
    left: leftWords(locale, pace.secondsLeft),
  });
}

function leftWords(locale: Locale, seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  if (seconds < 90) return translate(locale, 'interchange.seconds', { count: Math.ceil(seconds) });
  if (minutes < 90) return translate(locale, 'interchange.minutes', { count: minutes });
  return translate(locale, 'interchange.hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}
