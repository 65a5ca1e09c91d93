import { formatDate, formatDecimal } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { face } from './fonts.js';
import type { Address, CertificateFacts, CertificateStyle, PrintedCertificate } from './printed-certificate.js';

/** The sentences of a certificate in one language. */
export interface Sentences {
  lang: Locale;
  heading: string;
  state: string;
  motto: string;
  certifies: string;
  holder: string;
  /** Birth and where the holder came from; empty: neither is printed. */
  about: string;
  completed: string;
  title: string;
  circumstances: string;
  issued: string;
  signatory: string;
  serial: string;
  code: string;
  valid: string;
}

const KINDS_OF_PLACE = /(^|, )(Xã|Phường|Thị trấn|Huyện|Quận|Thị xã|Thành phố|Tỉnh)(?= \p{Lu})(?! Hồ Chí Minh)/gu;
const MARKS = /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
/** Letters of languages of the highlands and signs of keyboards that the typefaces lack, and what papers write instead. */
const WRITTEN: Record<string, string> = { ƀ: 'b', Ƀ: 'B', '\u2010': '-', '\u2011': '-', '\u2212': '-' };

/** Which characters of a text cannot be printed: whoever enters it can be told before anything is issued. */
export function unprintable(text: string): string[] {
  const regular = face('regular');
  return [...new Set(flat(text))].filter((sign) => WRITTEN[sign] === undefined && !regular.has(sign));
}

/** As it is printed: NFC, one line, ordinary spaces, and a question mark for what no typeface has. */
export function printable(text: string): string {
  const regular = face('regular');
  const plain = flat(text);
  // Nearly always everything is there.
  if (regular.has(plain)) return plain;
  return [...plain].map((sign) => WRITTEN[sign] ?? (regular.has(sign) ? sign : '?')).join('');
}

function flat(text: string): string {
  return text.toWellFormed().normalize('NFC').replaceAll(/\s+/gu, ' ').replaceAll(MARKS, '').trim();
}

/** What the paper says in a language. */
export function sentences(lang: Locale, { facts, style }: PrintedCertificate): Sentences {
  const t = (key: string, params: Record<string, string> = {}): string => translate(lang, key, params);
  return {
    lang,
    heading: t('certificate_paper.heading'),
    state: t('certificate_paper.state'),
    motto: t('certificate_paper.motto'),
    certifies: `${t('certificate_paper.certifies')} ${addressed(lang, facts.address)}`.trim(),
    holder: printable(facts.holder),
    about: about(lang, facts),
    completed: t(facts.of === 'course' ? 'certificate_paper.completed_course' : 'certificate_paper.completed'),
    title: printable(facts.title),
    circumstances: circumstances(lang, facts),
    issued: signed(lang, facts.issued_on, printable(style.place_of_issue)),
    signatory: printable((lang === 'en' && style.signatory_title_en) || style.signatory_title),
    serial: t('certificate_paper.serial'),
    code: t('certificate_paper.code'),
    valid: facts.valid_until === null ? '' : t('certificate_paper.valid_until', { day: facts.valid_until }),
  };
}

/** Numbers of days below ten and of the first two months have a nought before them (decree 30/2020); in English months have names. */
function signed(lang: Locale, on: string, place: string): string {
  const [year = '', month = '', day = ''] = on.split('-');
  const [enDay = '', enMonth = ''] = formatDate('en', on).split(' ');
  const vi = { place, day, month: Number(month) > 2 ? String(Number(month)) : month, year };
  return translate(lang, 'certificate_paper.issued', lang === 'vi' ? vi : { place, day: enDay, month: enMonth, year });
}

function addressed(lang: Locale, address: Address | null): string {
  if (address === 'mr') return translate(lang, 'certificate_paper.address_mr');
  if (address === 'ms') return translate(lang, 'certificate_paper.address_ms');
  return address === 'child' ? translate(lang, 'certificate_paper.address_child') : '';
}

function about(lang: Locale, { birth, belongs_to }: CertificateFacts): string {
  const born =
    birth === null
      ? ''
      : birth.length === 4
        ? translate(lang, 'certificate_paper.born_in', { year: birth })
        : translate(lang, 'certificate_paper.born_on', { day: birth });
  return [born, printable(belongs_to ?? '')].filter((part) => part !== '').join(' · ');
}

function circumstances(lang: Locale, { of, minutes, from, to, place }: CertificateFacts): string {
  const days =
    from === to
      ? translate(lang, 'certificate_paper.on_day', { day: from })
      : translate(lang, 'certificate_paper.on_days', { from, to });
  const held =
    of === 'course' ? [] : [translate(lang, 'certificate_paper.at_place', { place: spoken(lang, printable(place)) })];
  const parts = [days, ...held];
  if (minutes !== null) parts.unshift(translate(lang, 'certificate_paper.duration', { length: length(lang, minutes) }));
  const sentence = parts.join(', ');
  return sentence.charAt(0).toLocaleUpperCase(lang) + sentence.slice(1);
}

/** In a sentence the kind of a place is no name: "tại xã Bản Bo", but "Quận 1" and "Thành phố Hồ Chí Minh" (decree 30/2020). */
function spoken(lang: Locale, place: string): string {
  if (lang !== 'vi') return place;
  return place.replaceAll(KINDS_OF_PLACE, (_, before: string, kind: string) => before + kind.toLocaleLowerCase('vi'));
}

/** `17,5 giờ`, or `1 giờ 40 phút` where that is no half of an hour. */
function length(lang: Locale, minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const one = (key: string, count: string): string => translate(lang, key, { count });
  if (rest === 0 && hours === 1) return translate(lang, 'certificate_paper.one_hour');
  if (rest === 0 || (rest === 30 && hours > 0)) {
    return one('certificate_paper.hours', formatDecimal(lang, String(minutes / 60)));
  }
  const short = one('certificate_paper.minutes', String(rest));
  if (hours === 0) return short;
  const long =
    hours === 1 ? translate(lang, 'certificate_paper.one_hour') : one('certificate_paper.hours', String(hours));
  return `${long} ${short}`;
}

/** Alternative text of a picture, with a name that the certificate gives. */
export function altOf(picture: 'logo' | 'signature' | 'seal', lang: Locale, style: CertificateStyle): string {
  const body = printable((lang === 'en' && style.body_en) || style.body);
  if (picture === 'logo') return translate(lang, 'certificate_paper.logo_alt', { body });
  if (picture === 'seal') return translate(lang, 'certificate_paper.seal_alt', { body });
  return translate(lang, 'certificate_paper.signature_alt', { name: printable(style.signatory_name) });
}
