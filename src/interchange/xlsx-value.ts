import type { NumberFormat } from './xlsx-styles.js';

const DAY_MS = 86_400_000;
// Day 0 of a sheet's calendar. Excel believes that 29 February 1900 existed: days before 1 March 1900 are one later.
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
const LAST_SERIAL = 2_958_465;

function dayOf(serial: number, since1904: boolean): string {
  const days = Math.floor(serial) + (!since1904 && serial < 60 ? 1 : 0);
  return new Date((since1904 ? EPOCH_1904 : EPOCH_1900) + days * DAY_MS).toISOString().slice(0, 10);
}

function timeOf(serial: number): string {
  const minutes = Math.round((serial - Math.floor(serial)) * 1440) % 1440;
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** What the cell shows: 0.8 is 80%. */
function percentText(value: number): string {
  return `${plainNumber(Number((value * 100).toPrecision(15)))}%`;
}

/** A number without the noise of binary fractions and without exponent: 45, 0.3, 123456789012. */
function plainNumber(value: number): string {
  if (Number.isInteger(value)) return Math.abs(value) < 1e21 ? BigInt(value).toString() : String(value);
  return String(Number(value.toPrecision(15)));
}

/**
 * The text of a numeric cell: a day as 'YYYY-MM-DD', a time as 'HH:MM', a whole number without '.0', a percentage with its
 * sign, zeros in front where the cell shows them. A number shown as General stays a number: what is no date to Excel is none to us.
 * @param raw the cell's <v>
 */
export function numberText(raw: string, format: NumberFormat, since1904: boolean): string {
  const value = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(value)) return raw;
  if (format === 'number') return plainNumber(value);
  if (format === 'percent') return percentText(value);
  if (typeof format === 'object') return plainNumber(value).padStart(format.zeros, '0');
  if (value < 0 || value > LAST_SERIAL) return plainNumber(value);
  if (format === 'time') return timeOf(value);
  if (value < 1 && !since1904) return format === 'datetime' ? timeOf(value) : plainNumber(value);
  const day = dayOf(value, since1904);
  return format === 'datetime' && value % 1 !== 0 ? `${day} ${timeOf(value)}` : day;
}
