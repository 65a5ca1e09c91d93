import { encode, valueOf } from './certificate-code.js';

/*
 * How a signed certificate is written in a QR code (docs/certificates.md, "What the QR code carries"). Browsers read this
 * file too: it imports nothing that needs a server.
 */

/** What is signed. Days are ISO, text is NFC and may end in "…" where it was cut. */
export interface CarriedFacts {
  /** Name of the key, 8 characters. */
  kid: string;
  /** Verification code with its check character. */
  code: string;
  serial: string;
  /** The name; of a child the initials. */
  holder: string;
  is_child: boolean;
  title: string;
  from: string;
  to: string;
  minutes: number | null;
  body: string;
  issued_on: string;
  valid_until: string | null;
}

/** Crockford's base 32: the letters of verification codes too. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const VERSION = 1;
const CHILD = 1;
const HAS_MINUTES = 2;
const HAS_END = 4;
const KID_BYTES = 5;
const CODE_BYTES = 9;
/** 1970-01-01 counted from 0000-01-01. */
const EPOCH = 719_528;
const DAY_MS = 86_400_000;
const LAST_DAY = 3_652_424;

/** The signed bytes, one way only for the same facts. @throws RangeError for what has no place in them */
export function packFacts(facts: CarriedFacts): Uint8Array<ArrayBuffer> {
  const flags =
    (facts.is_child ? CHILD : 0) +
    (facts.minutes === null ? 0 : HAS_MINUTES) +
    (facts.valid_until === null ? 0 : HAS_END);
  return Uint8Array.from([
    VERSION,
    ...kidBytes(facts.kid),
    flags,
    ...codeBytes(facts.code),
    ...[facts.issued_on, facts.from, facts.to].flatMap(dayBytes),
    ...(facts.valid_until === null ? [] : dayBytes(facts.valid_until)),
    ...(facts.minutes === null ? [] : threeBytes(facts.minutes)),
    ...[facts.serial, facts.holder, facts.title, facts.body].flatMap(textBytes),
  ]);
}

/** Reads signed bytes. @returns null when they are not written exactly as `packFacts` does */
export function unpackFacts(bytes: Uint8Array): CarriedFacts | null {
  try {
    const reader = new Reader(bytes);
    if (reader.number(1) !== VERSION) return null;
    const kid = toBase32(reader.take(KID_BYTES));
    const flags = reader.number(1);
    const head = { kid, code: codeOf(reader.take(CODE_BYTES)), is_child: (flags & CHILD) !== 0 };
    const days = { issued_on: reader.day(), from: reader.day(), to: reader.day() };
    const valid_until = flags & HAS_END ? reader.day() : null;
    const minutes = flags & HAS_MINUTES ? reader.number(3) : null;
    const texts = { serial: reader.text(), holder: reader.text(), title: reader.text(), body: reader.text() };
    const facts = { ...head, ...days, valid_until, minutes, ...texts };
    return isSame(packFacts(facts), bytes) ? facts : null;
  } catch {
    return null;
  }
}

/** Bytes as letters that the alphanumeric mode of QR codes knows; the last letter is filled up with zero bits. */
export function toBase32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    bits = (bits << 8) | byte;
    for (held += 8; held >= 5; held -= 5) text += letter(bits >> (held - 5));
    bits &= (1 << held) - 1;
  }
  return held === 0 ? text : text + letter(bits << (5 - held));
}

/** The bytes of letters; null for other signs, a letter too many, or bits that should be zero. */
export function fromBase32(text: string): Uint8Array<ArrayBuffer> | null {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const sign of text) {
    const value = ALPHABET.indexOf(sign);
    if (value < 0) return null;
    bits = (bits << 5) | value;
    held += 5;
    if (held < 8) continue;
    held -= 8;
    bytes.push((bits >> held) & 255);
    bits &= (1 << held) - 1;
  }
  return held < 5 && bits === 0 ? Uint8Array.from(bytes) : null;
}

/** How many bytes of UTF-8 a text takes. */
export function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

function letter(bits: number): string {
  return ALPHABET[bits & 31] ?? '';
}

function kidBytes(kid: string): Uint8Array {
  const bytes = fromBase32(kid);
  if (bytes?.length !== KID_BYTES) throw new RangeError('no name of a key');
  return bytes;
}

/** The 65 bits of the code, the highest first; its check character follows from them. */
function codeBytes(code: string): number[] {
  const value = valueOf(code);
  return Array.from({ length: CODE_BYTES }, (_, at) => Number((value >> BigInt(8 * (CODE_BYTES - 1 - at))) & 255n));
}

function dayBytes(day: string): number[] {
  return threeBytes(Date.parse(day) / DAY_MS + EPOCH);
}

function threeBytes(value: number): number[] {
  if (!Number.isInteger(value) || value < 0 || value >= 2 ** 24) throw new RangeError(`no place for ${value}`);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

function textBytes(text: string): number[] {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > 255) throw new RangeError('a text of more than 255 bytes');
  return [bytes.length, ...bytes];
}

/** Takes bytes from the front. @throws RangeError when there are not as many */
class Reader {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  take(length: number): Uint8Array {
    if (this.at + length > this.bytes.length) throw new RangeError('too short');
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  number(length: number): number {
    return this.take(length).reduce((sum, byte) => sum * 256 + byte, 0);
  }

  day(): string {
    const day = this.number(3);
    if (day > LAST_DAY) throw new RangeError('no day');
    return new Date((day - EPOCH) * DAY_MS).toISOString().slice(0, 10);
  }

  text(): string {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(this.take(this.number(1)));
  }
}

function codeOf(bytes: Uint8Array): string {
  return encode(bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n));
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
