import { cleanText, textFault } from '../web/text.js';
import { readDate, type DateOptions } from './columns-date.js';
import { readDecimal, readInteger, type DecimalOptions, type IntegerOptions } from './columns-number.js';
import { readEmail, readNationalId, readPhone, readTime } from './columns-contact.js';
import { reason, type Parsed, type Reason, type RowFault } from './row-error.js';

/** One column of a file. `parse` takes the cell as written (our formula mark already taken off). */
export interface Column<T> {
  readonly required: boolean;
  /** the value must not be repeated in lists of errors (national IDs): only its last three characters are shown */
  readonly secret: boolean;
  parse(raw: string): Parsed<T>;
}

interface Optional {
  required?: false;
}
interface Required {
  required: true;
}
type Need = { required?: boolean };

export interface TextOptions {
  /** the most characters; 255 unless told */
  max?: number;
  /** line breaks are kept (notes); elsewhere they are refused */
  lines?: boolean;
}

type Reader<T> = (text: string) => Parsed<T>;

const fail = (fault: RowFault, params = {}): { reason: Reason } => ({ reason: reason(fault, params) });

function define<T>(options: Need & { secret?: boolean }, read: Reader<T>, lines = false): Column<T | null> {
  const required = options.required === true;
  return {
    required,
    secret: options.secret === true,
    parse(raw) {
      const text = cleanText(raw);
      if (text === '') return required ? fail('required') : { value: null };
      const fault = textFault(text, lines);
      return fault === null ? read(text) : fail(fault);
    },
  };
}

function limited(text: string, max: number): Parsed<string> {
  // A length in characters of the kind a database counts: code points, not UTF-16 units.
  const long = text.length > max && [...text].length > max;
  return long ? fail('too_long', { max }) : { value: text };
}

const CODE = /^[\p{L}\p{N}][\p{L}\p{N}\p{M}._/:-]*$/u;
const YES = new Set(['true', '1', 'yes', 'có', 'đúng']);
const NO = new Set(['false', '0', 'no', 'không', 'sai']);

function readCode(max: number): Reader<string> {
  return (text) => (CODE.test(text) ? limited(text, max) : fail('not_code'));
}

function readBool(text: string): Parsed<boolean> {
  const word = text.toLowerCase();
  if (YES.has(word)) return { value: true };
  return NO.has(word) ? { value: false } : fail('not_bool');
}

function readOneOf<V extends string>(allowed: readonly V[], words: string | undefined): Reader<V> {
  const byWord = new Map(allowed.map((value) => [value.toLowerCase(), value]));
  return (text) => {
    const value = byWord.get(text.toLowerCase());
    return value === undefined
      ? fail('not_one_of', { allowed: allowed.join(', '), ...(words && { words }) })
      : { value };
  };
}

/** A column of text, a code, a date…: `required: true` gives the value itself, otherwise an empty cell gives null. */
interface Maker<T, O extends object = object> {
  (options: O & Required): Column<T>;
  (options?: O & Optional): Column<T | null>;
}

function maker<T, O extends object>(read: (options: O) => Reader<T>, secret = false): Maker<T, O> {
  const make = (options: O & Need = {} as O & Need) =>
    define({ ...options, secret }, read(options), 'lines' in options && options.lines === true);
  // One body serves both signatures: a required column never yields null, which `define` cannot say in its type.
  return make as Maker<T, O>;
}

/** The kinds of columns a file may be declared of; each says what it accepts in the reason it gives. */
export const column = {
  text: maker<string, TextOptions>(
    ({ max = 255 }) =>
      (text) =>
        limited(text, max),
  ),
  /** letters, digits and . _ - / :, beginning with a letter or digit; at most 64 characters unless told */
  code: maker<string, { max?: number }>(({ max = 64 }) => readCode(max)),
  /** ISO 'YYYY-MM-DD' */
  date: maker<string, DateOptions>((options) => (text) => readDate(text, options)),
  /** 24 hours, 'HH:MM'; 7:30, 7h30 and 07:30:00 are understood */
  time: maker<string, object>(() => readTime),
  integer: maker<number, IntegerOptions>((options) => (text) => readInteger(text, options)),
  /** an exact decimal as a string ('5.3'), never a binary fraction; 5,3 is understood */
  decimal: maker<string, DecimalOptions>((options) => (text) => readDecimal(text, options)),
  bool: maker<boolean, object>(() => readBool),
  /** lower-cased */
  email: maker<string, object>(() => readEmail),
  /** digits only, Vietnamese numbers beginning with 0, others with + and the country */
  phone: maker<string, object>(() => readPhone),
  /** 12 digits, or 9 of the older card */
  nationalId: maker<string, object>(() => readNationalId, true),
  /** one of the given values, whatever the case it is typed in; `words` and a value is the key of what it means */
  oneOf<const V extends string, O extends Need & { words?: string } = Optional>(
    allowed: readonly V[],
    options?: O,
  ): Column<O extends Required ? V : V | null> {
    return define(options ?? {}, readOneOf(allowed, options?.words)) as Column<O extends Required ? V : V | null>;
  },
};
