import { formatDate, formatInstant } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { paths } from '../web/paths.js';
import type { PublishedKey } from './certificate-token.js';

/** A key as administrators see it, with why it is not trusted any more. */
export type ListedKey = PublishedKey & { reason: string | null };

/** The list of keys, the newest first. @param closed the current key, where the secret does not open it */
export function signingKeysPage(locale: Locale, keys: readonly ListedKey[], closed: string | null): object {
  const columns = ['kid', 'created', 'retired', 'state'] as const;
  return {
    titleKey: 'signatures.keys',
    crumbs: crumbs(locale),
    closed,
    current: keys.find(({ retired_at }) => retired_at === null)?.kid ?? null,
    rotation: paths.signingKeyRotation(),
    published: paths.publishedKeys(),
    offline: paths.offlineCheck(),
    columns: columns.map((name) => ({ text: translate(locale, `signatures.${name}`) })),
    rows: keys.map((key) => ({
      cells: [
        { text: key.kid, href: paths.signingKeyRevocation(key.kid) },
        { text: formatInstant(locale, key.created_at), nowrap: true },
        { text: key.retired_at === null ? '' : formatInstant(locale, key.retired_at), nowrap: true },
        { ...stateOf(locale, key), sub: key.reason ?? undefined },
      ],
    })),
  };
}

/** One key, with the form that declares it leaked. */
export function signingKeyPage(locale: Locale, key: ListedKey, typed: object): object {
  const fact = (name: string, value: string | null): object[] =>
    value === null ? [] : [{ term: translate(locale, `signatures.${name}`), value }];
  const { status, text } = stateOf(locale, key);
  return {
    title: translate(locale, 'signatures.key', { kid: key.kid }),
    narrow: true,
    crumbs: [...crumbs(locale, paths.signingKeys()), { text: key.kid }],
    facts: [
      { term: translate(locale, 'signatures.state'), value: text, status },
      ...fact('created', formatInstant(locale, key.created_at)),
      ...fact('retired', key.retired_at && formatInstant(locale, key.retired_at)),
      ...fact('reason', key.reason),
    ],
    action: paths.signingKeyRevocation(key.kid),
    cancel: paths.signingKeys(),
    typed,
  };
}

function crumbs(locale: Locale, href?: string): object[] {
  return [
    { text: translate(locale, 'accounts.users'), href: paths.users() },
    { text: translate(locale, 'signatures.keys'), href },
  ];
}

function stateOf(locale: Locale, { retired_at, revoked_from }: ListedKey): { status: string; text: string } {
  if (revoked_from !== null) {
    return {
      status: 'revoked',
      text: translate(locale, 'signatures.state.leaked', { date: formatDate(locale, revoked_from) }),
    };
  }
  if (retired_at !== null) return { status: 'no_longer', text: translate(locale, 'signatures.state.retired') };
  return { status: 'met', text: translate(locale, 'signatures.state.current') };
}
