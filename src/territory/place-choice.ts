import { foldText } from '../i18n/fold.js';
import { compareText } from '../i18n/format.js';
import type { Form } from '../web/form.js';
import { LEVELS, type Place } from './place.js';
import { perScope } from './per-scope.js';
import type { Scope } from './scope.js';

const CODE = /^[\p{L}\p{N}][\p{L}\p{N}\p{M}._/:-]*$/u;
/** More would make the page heavy: a place further down is typed by its code, or found by its name all the same. */
const MOST_SUGGESTED = 800;

/** How forms write a place: "Xã Bản Bo (03424)". */
export function placeLabel({ name, code }: Pick<Place, 'name' | 'code'>): string {
  return `${name} (${code})`;
}

/** What a field for a place suggests: the places of the reader's territory, ended ones too, the widest first. */
export const placeSuggestions = perScope((scope, locale): readonly string[] => {
  const places = scope.territory.places.filter(({ id }) => scope.covers(id));
  const rank = ({ level }: Place): number => LEVELS.indexOf(level);
  places.sort((a, b) => rank(a) - rank(b) || compareText(locale, a.name, b.name));
  return [...new Set(places.map(placeLabel))].slice(0, MOST_SUGGESTED);
});

/** A required code as the files take it; where a scope is given, the name of one of its places is as good. */
export function readCode(form: Form, field: string, scope?: Scope): string {
  const typed = form.text(field);
  return typed === '' ? '' : codeOf(form, field, typed, scope);
}

/** As `readCode`, for a field that may be empty. */
export function readOptionalCode(form: Form, field: string, scope: Scope): string | null {
  return form.raw(field) === '' ? null : readCode(form, field, scope);
}

/** Several places of one name of field, each in a line of its own or parted by commas. */
export function readCodes(form: Form, field: string, scope: Scope): string[] {
  const typed = form.many(field).flatMap((line) => line.split(/[,;\n]/));
  const parts = typed.map((part) => part.trim()).flatMap((part) => (areCodes(scope, part) ? part.split(/\s+/) : part));
  const codes = parts.filter(Boolean).map((part) => codeOf(form, field, part, scope));
  if (codes.length === 0) form.refuse(field, 'form.required');
  return [...new Set(codes)];
}

function areCodes(scope: Scope, part: string): boolean {
  return part.split(/\s+/).every((word) => scope.territory.placesOfCode(word).length > 0 || /^\d+$/.test(word));
}

function codeOf(form: Form, field: string, typed: string, scope: Scope | undefined): string {
  const [code = typed, ...others] = scope ? codesMeant(scope, typed) : [];
  if (others.length > 0)
    form.refuse(field, 'territory.name_of_several', { name: typed, codes: [code, ...others].join(', ') });
  if (!CODE.test(code)) form.refuse(field, scope ? 'territory.no_such_name' : 'row.not_code', { name: typed });
  if (code.length > 64) form.refuse(field, 'form.too_long', { max: 64 });
  return code;
}

/** The codes that a text may mean: the one in brackets behind a name, a code itself, or those of the places so named. */
function codesMeant(scope: Scope, typed: string): string[] {
  const behind = /\(([^()]+)\)$/.exec(typed)?.[1]?.trim();
  if (behind !== undefined) return [behind];
  if (scope.territory.placesOfCode(typed).length > 0) return [typed];
  const sought = foldText(typed).trim();
  const named = scope.territory.places.filter(({ id, name }) => scope.covers(id) && foldText(name).trim() === sought);
  const exact = named.filter(({ name }) => name === typed);
  return [...new Set((exact.length > 0 ? exact : named).map(({ code }) => code))];
}

/** The one code that a text means; empty where it means none, or several. */
export function codeMeant(scope: Scope, typed: string): string {
  const codes = typed === '' ? [] : codesMeant(scope, typed);
  return codes.length === 1 ? (codes[0] ?? '') : '';
}
