import type { FieldError } from '../errors.js';
import { type DraftPlace, type PlaceFault, treeWith } from './draft-tree.js';
import { dayBefore, LAST_DAY, type Level, type Place, standsOn, type Succession } from './place.js';
import type { Territory } from './tree.js';

/** What may happen to places: many become one, one becomes another, one becomes many, one ends. */
export const REFORM_KINDS = ['merge', 'rename', 'split', 'end'] as const;
export type ReformKind = (typeof REFORM_KINDS)[number];

/** Where people go: a new place, or (no name given) the one that has the code on the day. */
export interface ReformPart {
  code: string;
  name: string | null;
  level: Level;
  parent_code: string | null;
}

/** A change of the territory as somebody describes it. */
export interface ReformRequest {
  kind: ReformKind;
  /** The first day of the new order; what ends, ends on the day before. */
  date: string;
  predecessors: string[];
  /** The predecessor gives land away and lives on. */
  lives_on: boolean;
  parts: ReformPart[];
  /** Which part is the main successor of a split. */
  main: number;
}

/** What a reform would record. `successors` are drafts: a new place has a negative id. */
export interface ReformDraft {
  request: ReformRequest;
  predecessors: Place[];
  successors: DraftPlace[];
  successions: Omit<Succession, 'id' | 'position'>[];
  faults: FieldError[];
}

const PART_LINE = 1000;

/**
 * Works out what a reform would record and what stands against it (counting method §6). Pure.
 * Faults name fields of the form: `date`, `predecessors`, `part_<i>_<column>`.
 */
export function draftReform(
  territory: Territory,
  recorded: readonly Succession[],
  request: ReformRequest,
): ReformDraft {
  const faults: FieldError[] = [];
  const predecessors = findPredecessors(territory, request, faults);
  const ended = request.lives_on ? [] : predecessors.map((place, i) => endedDraft(place, request.date, i));
  const successors = request.parts.map((part, i) => successor(territory, ended, request.date, part, i, faults));
  const found = successors.filter((place) => place !== undefined);
  const successions = successionsOf(request, predecessors, found);
  const draft = { request, predecessors, successors: found, successions, faults };
  if (faults.length > 0) return draft;
  const drafts = [...ended, ...found.filter(({ line }) => line !== null)];
  const tree = treeWith(territory, drafts, [...recorded, ...successions]);
  faults.push(...tree.faults().map(asField), ...twice(recorded, successions));
  return draft;
}

function findPredecessors(territory: Territory, request: ReformRequest, faults: FieldError[]): Place[] {
  const before = dayBefore(request.date);
  const found: Place[] = [];
  for (const code of request.predecessors) {
    const place = territory.placeAt(code, before);
    if (!place) faults.push(field('predecessors', 'not_valid_on', { code, day: before }));
    else if (!found.includes(place)) found.push(place);
  }
  if (request.kind === 'merge' && found.length < 2 && faults.length === 0) {
    faults.push(field('predecessors', 'merge_needs_two'));
  }
  return found;
}

function endedDraft(place: Place, date: string, index: number): DraftPlace {
  return { ...place, valid_to: dayBefore(date), line: index + 1 };
}

function successor(
  territory: Territory,
  ended: readonly DraftPlace[],
  date: string,
  part: ReformPart,
  index: number,
  faults: FieldError[],
): DraftPlace | undefined {
  const endedIds = new Set(ended.map(({ id }) => id));
  const living = territory.placesOfCode(part.code).find((place) => !endedIds.has(place.id) && standsOn(place, date));
  const { code, name, level, parent_code } = part;
  if (name !== null) {
    const line = PART_LINE + index;
    return { id: -1 - index, code, name, level, parent_code, valid_from: date, valid_to: LAST_DAY, line };
  }
  if (living) return { ...living, line: null };
  const ending = ended.find((place) => place.code === code);
  if (ending) {
    faults.push(field(`part_${index + 1}_name`, 'code_ends', { code, name: ending.name }));
    return undefined;
  }
  faults.push(field(`part_${index + 1}_code`, 'not_valid_on', { code, day: date }));
  return undefined;
}

function successionsOf(request: ReformRequest, from: readonly Place[], to: readonly DraftPlace[]) {
  return from.flatMap((predecessor) =>
    to.map((place, i) => ({
      predecessor_id: predecessor.id,
      successor_id: place.id,
      date: request.date,
      main: to.length > 1 && i === request.main,
    })),
  );
}

function twice(recorded: readonly Succession[], added: ReformDraft['successions']): FieldError[] {
  const known = (one: ReformDraft['successions'][number]): boolean =>
    one.predecessor_id === one.successor_id ||
    recorded.some(
      (other) =>
        other.predecessor_id === one.predecessor_id &&
        other.successor_id === one.successor_id &&
        other.date === one.date,
    );
  return added.some(known) ? [field('date', 'succession_known')] : [];
}

function asField({ line, column, key, params }: PlaceFault): FieldError {
  const name = line >= PART_LINE ? `part_${line - PART_LINE + 1}_${column}` : 'predecessors';
  // A new place has no days of its own in the form: they follow from the day of the reform.
  const shown = line >= PART_LINE && column.startsWith('valid') ? `part_${line - PART_LINE + 1}_code` : name;
  return { field: shown, key: `errors.${key}`, params };
}

function field(name: string, key: string, params: FieldError['params'] = {}): FieldError {
  return { field: name, key: `errors.territory.${key}`, params };
}
