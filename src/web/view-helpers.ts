import Handlebars, { type HelperDelegate, type HelperOptions } from 'handlebars';
import type { ErrorParams } from '../errors.js';
import { formatDate, formatInstant, formatNumber } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { pathOf } from './paths.js';

interface Root {
  locale: Locale;
  csrfToken: string | null;
  assets: Record<string, string>;
}

const rootOf = (options: HelperOptions): Root => (options.data as { root: Root }).root;
const optionsOf = (args: unknown[]): HelperOptions => args[args.length - 1] as HelperOptions;
const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/** The helpers every view may use: language, numbers, dates, addresses, and the few comparisons of templates. */
export function viewHelpers(): Record<string, HelperDelegate> {
  return { ...languageHelpers(), ...addressHelpers(), ...logicHelpers(), ...statusHelpers() };
}

function languageHelpers(): Record<string, HelperDelegate> {
  return {
    t: (key: string, options: HelperOptions) =>
      translate(rootOf(options).locale, String(key), options.hash as ErrorParams),
    /** As `t`, with the parameters in an object: `{{tp reason.key reason.params}}`. */
    tp: (key: string, params: ErrorParams | undefined, options: HelperOptions) =>
      translate(rootOf(options).locale, String(key), params ?? {}),
    lang: (options: HelperOptions) => rootOf(options).locale,
    num: (value: unknown, options: HelperOptions) =>
      isGiven(value) ? formatNumber(rootOf(options).locale, Number(value)) : '',
    date: (day: unknown, options: HelperOptions) =>
      isGiven(day) ? formatDate(rootOf(options).locale, String(day)) : '',
    instant: (at: unknown, options: HelperOptions) =>
      isGiven(at) ? formatInstant(rootOf(options).locale, String(at)) : '',
  };
}

function addressHelpers(): Record<string, HelperDelegate> {
  return {
    path: (name: string, ...args: unknown[]) => pathOf(name, args.slice(0, -1)),
    asset: (name: string, options: HelperOptions) => rootOf(options).assets[name],
    csrf: (options: HelperOptions) => {
      const token = Handlebars.escapeExpression(rootOf(options).csrfToken ?? '');
      return new Handlebars.SafeString(`<input type="hidden" name="_csrf" value="${token}">`);
    },
  };
}

function logicHelpers(): Record<string, HelperDelegate> {
  const truthy = (value: unknown): boolean => !Handlebars.Utils.isEmpty(value);
  return {
    eq: (a: unknown, b: unknown) => a === b,
    not: (a: unknown) => !truthy(a),
    and: (...args: unknown[]) => args.slice(0, -1).every(truthy),
    or: (...args: unknown[]) => args.slice(0, -1).find(truthy) ?? false,
    gt: (a: number, b: number) => a > b,
    concat: (...args: unknown[]) => args.slice(0, -1).map(String).join(''),
    array: (...args: unknown[]) => args.slice(0, -1),
    /** The cells of a row, each with the words of its column and the classes it has by that and by what it says. */
    labelled: (cells: Cell[], columns: Column[]) =>
      cells.map((cell, at) => ({ ...cell, label: columns[at]?.text, look: lookOf(cell, columns[at]) })),
    object: (...args: unknown[]) => ({ ...(optionsOf(args).hash as object) }),
  };
}

/** How a status looks: the class of its colour, and its shape, drawn once for a page by views/partials/status-shapes.hbs. */
interface Look {
  colour: string;
  mark: Handlebars.SafeString;
}

function look(colour: string, shape: string): Look {
  const drawn = `<svg class="mark ${colour}" aria-hidden="true"><use href="#mark-${shape}"/></svg>`;
  return { colour, mark: new Handlebars.SafeString(drawn) };
}

const [MET, UNSURE, ENDED] = [look('is-met', 'met'), look('is-unsure', 'unsure'), look('is-short', 'ended')];
const LOOKS: ReadonlyMap<unknown, Look> = new Map([
  ['met', MET],
  ['reached', MET],
  ['uncertain', UNSURE],
  ['possible', UNSURE],
  ['not_met', look('is-short', 'short')],
  ['no_longer', ENDED],
  ['revoked', ENDED],
]);
const NOTHING_KNOWN = look('is-none', 'none');

/** Not partials: a page has hundreds of them. */
function statusHelpers(): Record<string, HelperDelegate> {
  const lookOfStatus = (status: unknown): Look => LOOKS.get(status) ?? NOTHING_KNOWN;
  return {
    statusClass: (status: unknown) => lookOfStatus(status).colour,
    /** The shape of a status; words must stand beside it. */
    statusMark: (status: unknown) => lookOfStatus(status).mark,
  };
}

interface Column {
  text?: string;
  num?: boolean;
  screen?: boolean;
}

interface Cell {
  text?: string;
  sub?: string;
}

/** Numbers to the right, buttons on no paper, and a dash, which says nothing on a card, not on a phone. */
function lookOf({ text, sub }: Cell, column: Column | undefined): string {
  const says = text !== '–' || Boolean(sub);
  return [column?.num ? 'num' : '', column?.screen ? 'no-print' : '', says ? '' : 'nil'].filter(Boolean).join(' ');
}
