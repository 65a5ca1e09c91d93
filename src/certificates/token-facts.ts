import { initials } from '../people/privacy.js';
import type { PrintedCertificate } from './printed-certificate.js';
import { bytesOf, type CarriedFacts } from './token-layout.js';

/** Most letters of a signed text: what a printed QR code carries and an old telephone still reads. */
export const MOST_TOKEN = 650;
const SIGNATURE_BYTES = 64;
/** All that is no text: version, key, flags, code, four days, minutes, and the lengths of four texts. */
const HEAD_BYTES = 35;
const MOST_TEXT = Math.floor((MOST_TOKEN * 5) / 8) - SIGNATURE_BYTES - HEAD_BYTES;
/** In bytes of UTF-8. The title gets what the others leave. */
const MOST = { serial: 64, holder: 72, body: 72, title: 255 };

/** What of a certificate is signed: of a child the initials, long texts cut. */
export function carriedFacts({ code, facts, style }: Omit<PrintedCertificate, 'token'>, kid: string): CarriedFacts {
  const serial = cut(facts.serial, MOST.serial);
  const holder = cut(facts.is_child ? initials(facts.holder) : facts.holder, MOST.holder);
  const body = cut(style.body, MOST.body);
  const left = MOST_TEXT - bytesOf(serial) - bytesOf(holder) - bytesOf(body);
  const { is_child, from, to, minutes, issued_on, valid_until } = facts;
  const title = cut(facts.title, Math.min(MOST.title, left));
  return { kid, code, serial, holder, is_child, title, from, to, minutes, body, issued_on, valid_until };
}

/** The text, or as many whole characters of it as fit with "…". @param most bytes of UTF-8 */
export function cut(text: string, most: number): string {
  const whole = text.normalize('NFC');
  if (bytesOf(whole) <= most) return whole;
  let kept = '';
  for (const [character] of whole.matchAll(/\P{M}\p{M}*/gsu)) {
    if (bytesOf(`${kept}${character}…`) > most) break;
    kept += character;
  }
  return `${kept}…`;
}
