import { domainToASCII } from 'node:url';

/** What may stand before the @ without quotes (RFC 5321 atoms): other letters need servers that few have. */
const LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const LONGEST = 190;

/**
 * An address as it goes to the mail server: exactly one mailbox, with a domain of at least two labels. A domain with
 * Vietnamese letters is written as the name service knows it (`xn--…`); a mailbox with such letters, a quoted one, a list,
 * a name with angle brackets or a bare host are none. @returns null for those
 */
export function mailAddress(text: string): string | null {
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  if (at < 1 || local.length > 64 || !LOCAL.test(local)) return null;
  const given = text.slice(at + 1);
  // Only letters, digits, marks, dots and hyphens: what domainToASCII would decode or cut off is no domain.
  if (!/^[\p{L}\p{N}\p{M}.-]+$/u.test(given)) return null;
  const domain = domainToASCII(given.normalize('NFC'));
  const labels = domain.split('.');
  if (labels.length < 2 || !labels.every((label) => LABEL.test(label)) || /^\d+$/.test(labels.at(-1) ?? ''))
    return null;
  const address = `${local}@${domain}`;
  return address.length <= LONGEST ? address : null;
}

/** Under which an address is remembered: two spellings of one mailbox are one. */
export function addressKey(text: string): string {
  return (mailAddress(text.trim()) ?? text.trim()).toLowerCase();
}
