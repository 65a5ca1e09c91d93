import type { Form } from '../web/form.js';
import { LEVELS, type Place } from './place.js';
import { readCode } from './place.form.js';
import { REFORM_KINDS, type ReformKind, type ReformPart, type ReformRequest } from './reform.js';

const MOST_PARTS = 12;

/** Reads a reform; what is wrong stands in `form.errors`. */
export function readReform(form: Form): ReformRequest {
  const kind = form.choice('kind', REFORM_KINDS);
  const count = partCount(form, kind);
  return {
    kind,
    date: form.day('date'),
    predecessors: readPredecessors(form, kind),
    lives_on: kind === 'split' && form.ticked('lives_on'),
    parts: Array.from({ length: count }, (_, i) => readPart(form, i + 1)),
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

/** What the form shows for a place that a reform begins with. */
export function typedReform(kind: ReformKind, place: Place | undefined): Record<string, unknown> {
  const typed: Record<string, unknown> = { kind, predecessors: place?.code ?? '', parts: '2', main: '1' };
  for (const i of [1, 2]) {
    typed[`part_${i}_level`] = place?.level ?? 'commune';
    typed[`part_${i}_parent`] = place?.parent_code ?? '';
  }
  if (kind === 'rename') typed.part_1_code = place?.code ?? '';
  return typed;
}

function readPredecessors(form: Form, kind: ReformKind): string[] {
  const codes = form
    .text('predecessors', 2000)
    .split(/[\s,;]+/)
    .filter(Boolean);
  if (kind !== 'merge' && codes.length > 1) form.refuse('predecessors', 'territory.one_code');
  return [...new Set(codes)];
}

function readPart(form: Form, number: number): ReformPart {
  const field = (name: string): string => `part_${number}_${name}`;
  const parent = form.raw(field('parent')) === '' ? null : readCode(form, field('parent'));
  return {
    code: readCode(form, field('code')),
    name: form.optionalText(field('name')),
    level: form.choice(field('level'), LEVELS),
    parent_code: parent,
  };
}
