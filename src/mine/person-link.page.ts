import { dayOf } from '../config/clock.js';
import { formatDate } from '../i18n/format.js';
import { LOCALES, type Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import type { PersonOnDesk } from '../people/person-desk.js';
import { paths } from '../web/paths.js';
import type { OwnName } from './own-name.js';
import type { LinkInUse } from './participant-links.js';

/** A link with its address in full, as text and as a code. */
export type ShownLink = LinkInUse & { url: string; qr: { size: number; path: string } };

/** The slip with which somebody is handed their link; without one a button that makes it. */
export function personLinkPage(locale: Locale, person: PersonOnDesk, name: OwnName, link: ShownLink | null): object {
  const say = (key: string): string => translate(locale, `mine.${key}`);
  return {
    title: say('slip'),
    crumbs: [
      { text: translate(locale, 'people.title'), href: paths.people() },
      { text: person.full_name, href: paths.person(person.id) },
      { text: say('slip') },
    ],
    narrow: true,
    back: paths.person(person.id),
    action: paths.personLink(person.id),
    withdrawal: paths.personLinkWithdrawal(person.id),
    link: link && {
      // Paper lies about: of a child it says no more than the page itself.
      name: name.name,
      url: link.url,
      qr: link.qr,
      // Both languages: whoever is handed it may read either.
      texts: LOCALES.map((each) => ({ lang: each, ...slipWords(each, link, name) })),
      facts: linkFacts(locale, link),
    },
  };
}

/** Made, last used, valid until: in words. */
export function linkFacts(locale: Locale, link: LinkInUse): { term: string; value: string }[] {
  const say = (key: string): string => translate(locale, `mine.${key}`);
  const day = (instant: string): string => formatDate(locale, dayOf(new Date(instant)));
  const used = link.last_used_on === null ? say('not_used') : formatDate(locale, link.last_used_on);
  return [
    { term: say('link_made'), value: day(link.made_at) },
    { term: say('link_used'), value: used },
    { term: say('link_until'), value: day(link.ends_at) },
  ];
}

function slipWords(locale: Locale, link: LinkInUse, { isChild }: OwnName): object {
  const until = formatDate(locale, dayOf(new Date(link.ends_at)));
  return {
    title: translate(locale, 'mine.title'),
    text: translate(locale, isChild ? 'mine.slip_child' : 'mine.slip_text'),
    keep: translate(locale, 'mine.slip_keep', { until }),
  };
}
