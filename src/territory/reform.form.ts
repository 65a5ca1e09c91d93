import type { Form } from '../web/form.js';
import { LEVELS, type Place } from './place.js';
import { placeLabel, readCode, readCodes, readOptionalCode } from './place-choice.js';
import { parentTyped } from './place.form.js';
import { REFORM_KINDS, type ReformKind, type ReformPart, type ReformRequest } from './reform.js';
import type { Scope } from './scope.js';

const MOST_PARTS = 12;
const MOST_PREDECESSORS = 40;

/** Reads a reform; what is wrong stands in `form.errors`. */
export function readReform(form: Form, scope: Scope): ReformRequest {
  const kind = form.choice('kind', REFORM_KINDS);
  const count = partCount(form, kind);
  return {
    kind,
    date: form.day('date'),
    predecessors: readPredecessors(form, kind, scope),
    lives_on: kind === 'split' && form.ticked('lives_on'),
    parts: Array.from({ length: count }, (_, i) => readPart(form, i + 1, scope)),
    main: kind === 'split' ? (form.optionalInteger('main', 1, count) ?? 1) - 1 : 0,
  };
}

/** How many parts the form shows: none where a place only ends, one where one takes all, else as many as asked for. */
export function partCount(form: Form, kind: ReformKind): number {
  if (kind === 'end') return 0;
  if (kind !== 'split') return 1;
  const asked = Number(form.raw('parts')) || 2;
  const wanted = asked + (form.raw('act') === 'more' ? 1 : 0);
  return Math.min(Math.max(wanted, 2), MOST_PARTS);
}

/** The lines for places that end: of a merger two, as many as were filled, or one more where one was asked for. */
export function predecessorLines(typed: Record<string, unknown>, kind: ReformKind): string[] {
  const lines = [typed.predecessors].flat().map((line) => (typeof line === 'string' ? line : ''));
  if (kind !== 'merge') return [lines[0] ?? ''];
  const count = Math.max(2, lines.length) + (typed.act === 'more' ? 1 : 0);
  return Array.from({ length: Math.min(count, MOST_PREDECESSORS) }, (_, i) => lines[i] ?? '');
}

/** What the form shows for a place that a reform begins with. */
export function typedReform(kind: ReformKind, scope: Scope, place: Place | undefined): Record<string, unknown> {
  const typed: Record<string, unknown> = {
    ...{ kind, parts: '2', main: '1' },
    predecessors: place ? placeLabel(place) : '',
  };
  for (const i of [1, 2]) {
    typed[`part_${i}_level`] = place?.level ?? 'commune';
    typed[`part_${i}_parent`] = place ? parentTyped(place, scope) : '';
  }
  if (kind === 'rename') typed.part_1_code = place?.code ?? '';
  return typed;
}

function readPredecessors(form: Form, kind: ReformKind, scope: Scope): string[] {
  const codes = readCodes(form, 'predecessors', scope);
  if (kind !== 'merge' && codes.length > 1) form.refuse('predecessors', 'territory.one_code');
  return codes;
}

function readPart(form: Form, number: number, scope: Scope): ReformPart {
  const field = (name: string): string => `part_${number}_${name}`;
  return {
    code: readCode(form, field('code'), scope),
    name: form.optionalText(field('name')),
    level: form.choice(field('level'), LEVELS),
    parent_code: readOptionalCode(form, field('parent'), scope),
  };
}
