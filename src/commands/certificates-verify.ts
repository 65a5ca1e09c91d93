import { readFileSync } from 'node:fs';
import { type PublishedKey, type TokenAnswer, verifyToken } from '../certificates/certificate-token.js';
import { spaced } from '../certificates/certificate-code.js';
import { readJwkSet } from '../certificates/published-keys.js';
import { SigningKeys } from '../certificates/signing-keys.js';
import type { CarriedFacts } from '../certificates/token-layout.js';
import { today } from '../config/clock.js';
import { formatDate, formatNumber } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { type Bench, type Command, DONE, part, REFUSED, sentence, WRONG_USAGE } from './command.js';
import { isCredential, verifyCredentialText } from './credential-lines.js';
import { readWords } from './words.js';

/**
 * Checks the text of a QR code or a credential, as text or as the file that it was downloaded as, with the keys of this
 * installation or with a copy of the published ones.
 */
export const certificatesVerifyCommand: Command = {
  name: 'verify',
  usage: 'certificates verify TEXT|FILE.jwt [--keys FILE]',
  prepare(words) {
    const { positionals, values } = readWords(words, { positionals: ['text'], values: ['keys'] });
    return async (bench) => {
      const keys = await keysOf(bench, values.keys);
      if (keys === null) {
        bench.err(`${sentence(bench, 'signatures.no_keys', { file: values.keys ?? '' })}\n`);
        return WRONG_USAGE;
      }
      const given = positionals[0] ?? '';
      const text = given.endsWith('.jwt') ? credentialIn(given) : given;
      if (text === null) {
        bench.err(`${sentence(bench, 'signatures.no_credential', { file: given })}\n`);
        return WRONG_USAGE;
      }
      const verify = isCredential(text) ? verifyCredentialText : verifyCertificateText;
      const { signed, lines } = await verify(text, keys, bench.settings.defaultLocale);
      const said = `${lines.join('\n')}\n`;
      if (signed) bench.out(said);
      else bench.err(said);
      return signed ? DONE : REFUSED;
    };
  },
};

/** What is to be said about the text of a QR code, line by line, and whether its signature is right and trusted. */
export function verifyCertificateText(
  text: string,
  keys: readonly PublishedKey[],
  locale: Locale,
): { signed: boolean; lines: string[] } {
  const answer = verifyToken(text, keys);
  const state = translate(locale, `signatures.offline.state.${answer.state}`);
  const facts = 'facts' in answer ? factLines(locale, answer.facts) : [];
  return { signed: answer.state === 'signed', lines: [state, ...facts, ...meaning(locale, answer, keys)] };
}

async function keysOf(bench: Bench, file: string | undefined): Promise<PublishedKey[] | null> {
  if (file === undefined) return (await part(bench, SigningKeys)).published();
  try {
    return readJwkSet(JSON.parse(readFileSync(file, 'utf8')) as unknown);
  } catch {
    return null;
  }
}

/** The text of a file; null: it cannot be read. */
function credentialIn(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return null;
  }
}

function meaning(locale: Locale, answer: TokenAnswer, keys: readonly PublishedKey[]): string[] {
  const say = (state: string, params: Record<string, string> = {}): string =>
    translate(locale, `signatures.offline.text.${state}`, params);
  if (answer.state === 'unknown_key') return [say('unknown_key', { kid: answer.kid })];
  if (answer.state === 'revoked_key') return [say('revoked_key', { date: formatDate(locale, answer.revoked_from) })];
  if (answer.state !== 'signed') return [say(answer.state)];
  const { facts, key_leaked_later } = answer;
  const leaked = keys.find(({ kid }) => kid === facts.kid)?.revoked_from;
  const caution = key_leaked_later && leaked ? [say('leaked_later', { date: formatDate(locale, leaked) })] : [];
  const expired = facts.valid_until !== null && facts.valid_until < today() ? [say('expired')] : [];
  return [say('as_of_issue', { date: formatDate(locale, facts.issued_on) }), ...expired, ...caution];
}

function factLines(locale: Locale, facts: CarriedFacts): string[] {
  const { from, to, minutes, valid_until } = facts;
  const line = (name: string, value: string | null): string[] =>
    value === null ? [] : [`${translate(locale, `signatures.offline.fact.${name}`)}: ${value}`];
  const date = (day: string): string => formatDate(locale, day);
  return [
    ...line('holder', facts.holder),
    ...line('title', facts.title),
    ...line('days', from === to ? date(from) : `${date(from)} – ${date(to)}`),
    ...line('minutes', minutes === null ? null : formatNumber(locale, Math.round(minutes / 6) / 10)),
    ...line('serial', facts.serial),
    ...line('body', facts.body),
    ...line('issued_on', date(facts.issued_on)),
    ...line('valid_until', valid_until && date(valid_until)),
    ...line('code', spaced(facts.code)),
    ...line('kid', facts.kid),
  ];
}
