/** A decimal number exactly: `digits` divided by ten to the power of `scale`. */
export interface Decimal {
  digits: bigint;
  scale: number;
}

/** Longest number that somebody may type, and its largest power of ten: exact arithmetic has to stay small. */
const LONGEST = 60;
const LARGEST_POWER = 40;

/** Thousands as they are grouped here, or three decimals. Nobody groups nothing: `0.125` is one eighth. */
const EITHER = /^([+-]?[1-9]\d{0,2})[.,](\d{3})$/;

/**
 * A typed number, exactly. Comma and point are both decimal signs; a sign that comes more than once, or before the other
 * one, separates thousands ("1.000.000", "1.234,5"). Blanks within are passed over, full-width signs are the same signs.
 * @returns null where it is no number, or one too long to be meant
 */
export function readDecimal(typed: string): Decimal | null {
  const text = signsOf(typed);
  if (text.length > LONGEST) return null;
  const match = /^([+-]?)(\d[\d.,]*|[.,]\d+)(?:[eE]([+-]?\d{1,3}))?$/.exec(text);
  if (!match) return null;
  const [, sign = '', body = '', power = '0'] = match;
  const plain = withPoint(body);
  return plain === null ? null : scaled(`${sign}${plain}`, Number(power));
}

/** All that a typed number can mean: `15.000` is fifteen, and fifteen thousand as it is written in Viet Nam. */
export function readingsOf(typed: string): Decimal[] {
  const read = readDecimal(typed);
  const grouped = groupedIn(typed);
  return read === null ? [] : grouped === null ? [read] : [read, grouped];
}

/** What a number means if its one sign separates thousands; null where it cannot. */
export function groupedIn(typed: string): Decimal | null {
  const [, thousands, rest] = EITHER.exec(signsOf(typed)) ?? [];
  return thousands === undefined ? null : scaled(`${thousands}${rest ?? ''}`, 0);
}

/** The number as it reads in its shortest form: 0.1 is one tenth. @returns null for what is not finite or out of reach */
export function decimalOf(value: number): Decimal | null {
  if (!Number.isFinite(value)) return null;
  const [mantissa = '', power = '0'] = String(value).split('e');
  return scaled(mantissa, Number(power));
}

/** Whether two numbers are at most `tolerance` apart, both ends included, without an error of rounding. */
export function within(value: Decimal, wanted: Decimal, tolerance: Decimal): boolean {
  const scale = Math.max(value.scale, wanted.scale, tolerance.scale);
  const apart = at(value, scale) - at(wanted, scale);
  return (apart < 0n ? -apart : apart) <= at(tolerance, scale);
}

/** Without a power of ten, as GIFT wants it: `0.0000001`, not `1e-7`. */
export function plainDecimal({ digits, scale }: Decimal): string {
  const sign = digits < 0n ? '-' : '';
  const body = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  return scale === 0 ? sign + body : `${sign}${body.slice(0, -scale)}.${body.slice(-scale)}`;
}

/** Likewise in its shortest form that can mean nothing else: 15.000 is `15`, 1.234 is `1.2340`. */
export function clearDecimal(value: Decimal): string {
  const plain = plainDecimal(value);
  const short = plain.includes('.') ? plain.replace(/\.?0+$/, '') : plain;
  return EITHER.test(short) ? `${short}0` : short;
}

/** The middle of a range and half of its width: `1..5` is 3 with a tolerance of 2. */
export function middleOf(low: Decimal, high: Decimal): { value: Decimal; tolerance: Decimal } {
  const scale = Math.max(low.scale, high.scale);
  const [a, b] = [at(low, scale) * 5n, at(high, scale) * 5n];
  return { value: { digits: a + b, scale: scale + 1 }, tolerance: { digits: b - a, scale: scale + 1 } };
}

function signsOf(typed: string): string {
  const text = typed.normalize('NFKC').replaceAll(/\s/g, '');
  return text.replace(/^[\u2212\u2013]/, '-');
}

function at({ digits, scale }: Decimal, wanted: number): bigint {
  return digits * 10n ** BigInt(wanted - scale);
}

function scaled(plain: string, power: number): Decimal | null {
  const [whole = '', fraction = ''] = plain.split('.');
  if (Math.abs(power) > LARGEST_POWER) return null;
  const scale = fraction.length - power;
  const digits = BigInt(`${whole.replace(/[+-]/, '') || '0'}${fraction}`) * (whole.startsWith('-') ? -1n : 1n);
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

/** Digits with a point, or null where the signs between them make no sense. */
function withPoint(body: string): string | null {
  if (body.replaceAll(/\d/g, '').length <= 1) return body.replace(',', '.');
  if (/^\d{1,3}(\.\d{3})+(,\d*)?$/.test(body)) return body.replaceAll('.', '').replace(',', '.');
  if (/^\d{1,3}(,\d{3})+(\.\d*)?$/.test(body)) return body.replaceAll(',', '');
  return null;
}
