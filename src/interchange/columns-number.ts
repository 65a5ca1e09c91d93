import { reason, type Parsed } from './row-error.js';

export interface IntegerOptions {
  min?: number;
  max?: number;
}

export interface DecimalOptions extends IntegerOptions {
  /** the most digits after the point; 2 unless told */
  places?: number;
}

// Signs as people's keyboards and spreadsheets write them: hyphen, minus, and full-width forms become plain.
const MINUS = /^[−－]/;
const INTEGER = /^[+-]?\d{1,15}$/;
const DECIMAL = /^([+-]?)(\d{1,15})(?:[.,](\d+))?$/;

// The bounds as they are to be typed: a year, and any number of a file, has no separators of thousands.
function beyond(value: number, { min, max }: IntegerOptions): { reason: ReturnType<typeof reason> } | null {
  if (min !== undefined && value < min) return { reason: reason('too_small', { min: String(min) }) };
  if (max !== undefined && value > max) return { reason: reason('too_large', { max: String(max) }) };
  return null;
}

/** A whole number without separators of thousands: in '1.234' nobody knows which sign is meant. */
export function readInteger(text: string, options: IntegerOptions): Parsed<number> {
  const plain = text.replace(MINUS, '-');
  if (!INTEGER.test(plain)) return { reason: reason('not_integer') };
  const value = Number(plain) + 0;
  return beyond(value, options) ?? { value };
}

/** An exact decimal as a canonical string: '05,30' gives '5.3'. */
export function readDecimal(text: string, options: DecimalOptions): Parsed<string> {
  const found = DECIMAL.exec(text.replace(MINUS, '-'));
  if (found === null) return { reason: reason('not_decimal') };
  const fraction = (found[3] ?? '').replace(/0+$/, '');
  const { places = 2 } = options;
  if (fraction.length > places) return { reason: reason('too_many_places', { places }) };
  const digits = BigInt(found[2] ?? '0').toString() + (fraction === '' ? '' : `.${fraction}`);
  const value = found[1] === '-' && digits !== '0' ? `-${digits}` : digits;
  return beyond(Number(value), options) ?? { value };
}
