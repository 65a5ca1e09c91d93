import type { ErrorParams } from '../errors.js';
import {
  comparePlaces,
  dayBefore,
  FIRST_DAY,
  LAST_DAY,
  LEVELS,
  type Level,
  type Place,
  standsOn,
  type Succession,
} from './place.js';
import type { Territory } from './tree.js';

/** A place as it would be recorded. `line` is what says so (a row of a file, a part of a form); null: as it is. */
export interface DraftPlace extends Place {
  line: number | null;
}

/** What is wrong with a draft; `key` is under `errors.`. */
export interface PlaceFault {
  line: number;
  column: 'code' | 'level' | 'parent' | 'valid_from' | 'valid_to';
  value: string;
  key: string;
  params: ErrorParams;
}

/** Levels that may stand without anything above them: the widest place of a file may be any of these. */
const ROOT_LEVELS: readonly Level[] = ['province', 'district', 'commune'];

/**
 * The rules of a recorded territory (counting method §6), over all places as they would be after a change. Pure. A fault
 * is laid at the door of a line, never of a place that stays as it is.
 */
export class DraftTree {
  private readonly byCode = new Map<string, DraftPlace[]>();
  private readonly byId = new Map<number, DraftPlace>();

  /** @param refused lines that were refused before, by code: a child says which line its parent is missing from */
  constructor(
    private readonly drafts: readonly DraftPlace[],
    private readonly successions: readonly Omit<Succession, 'id' | 'position'>[],
    private readonly refused: ReadonlyMap<string, number> = new Map(),
  ) {
    for (const draft of [...drafts].sort(comparePlaces)) {
      this.byId.set(draft.id, draft);
      const list = this.byCode.get(draft.code);
      if (list) list.push(draft);
      else this.byCode.set(draft.code, [draft]);
    }
  }

  /** The parent by its code on the first day; with no first day the first place that had it. */
  parentOf(draft: DraftPlace): DraftPlace | undefined {
    const list = this.byCode.get(draft.parent_code ?? '') ?? [];
    return draft.valid_from === FIRST_DAY ? list[0] : list.find((place) => standsOn(place, draft.valid_from));
  }

  /** Everything that is wrong, at most one fault per line and rule. */
  faults(): PlaceFault[] {
    const first = new Map<string, PlaceFault>();
    for (const found of this.allFaults()) {
      const rule = `${found.line} ${found.key}`;
      if (!first.has(rule)) first.set(rule, found);
    }
    return [...first.values()];
  }

  private allFaults(): PlaceFault[] {
    return [
      ...this.drafts.flatMap((draft) => this.dayFault(draft)),
      ...[...this.byCode.values()].flatMap((list) => this.overlaps(list)),
      ...this.drafts.flatMap((draft) => this.parentFault(draft)),
      ...this.successions.flatMap((succession) => this.successionFault(succession)),
    ];
  }

  private dayFault(draft: DraftPlace): PlaceFault[] {
    if (draft.line === null || draft.valid_from <= draft.valid_to) return [];
    return [fault(draft.line, 'valid_to', draft.valid_to, 'days_reversed', { from: draft.valid_from })];
  }

  /** One walk by first day: of two that overlap the later line gives way, and what is recorded stays. */
  private overlaps(list: readonly DraftPlace[]): PlaceFault[] {
    const faults: PlaceFault[] = [];
    let kept: DraftPlace | undefined;
    for (const next of list) {
      if (!kept || kept.valid_to < next.valid_from) {
        kept = next;
        continue;
      }
      const [loser, other]: [DraftPlace, DraftPlace] =
        (kept.line ?? 0) > (next.line ?? 0) ? [kept, next] : [next, kept];
      if (loser.line !== null) faults.push(overlapFault(loser, loser.line, other));
      kept = other;
    }
    return faults;
  }

  private parentFault(draft: DraftPlace): PlaceFault[] {
    if (draft.parent_code === null) {
      if (draft.line === null || ROOT_LEVELS.includes(draft.level)) return [];
      return [fault(draft.line, 'parent', '', 'parent_needed')];
    }
    const parent = this.parentOf(draft);
    if (!parent) return this.parentMissing(draft);
    if (parent === draft) return draft.line === null ? [] : [fault(draft.line, 'parent', draft.code, 'parent_itself')];
    if (LEVELS.indexOf(parent.level) < LEVELS.indexOf(draft.level)) return [];
    if (draft.line !== null) {
      const params = { parent: parent.name, parent_level: parent.level };
      return [fault(draft.line, 'level', draft.level, 'level_not_below', params)];
    }
    if (parent.line === null) return [];
    return [fault(parent.line, 'level', parent.level, 'level_not_above', { child: draft.name, code: draft.code })];
  }

  private parentMissing(draft: DraftPlace): PlaceFault[] {
    const code = draft.parent_code ?? '';
    if (draft.line !== null) {
      const refused = this.refused.get(code);
      if (refused !== undefined) {
        return [fault(draft.line, 'parent', code, 'parent_refused', { code, line: String(refused) })];
      }
      const key = draft.valid_from === FIRST_DAY ? 'parent_unknown' : 'parent_not_valid';
      return [fault(draft.line, 'parent', code, key, { code, day: draft.valid_from })];
    }
    const changed = this.byCode.get(code)?.find((place) => place.line !== null);
    if (!changed || changed.line === null) return [];
    const params = { child: draft.name, code: draft.code, day: draft.valid_from };
    return [fault(changed.line, 'valid_to', shown(changed.valid_to), 'child_loses_parent', params)];
  }

  private successionFault({ predecessor_id, successor_id, date }: Omit<Succession, 'id' | 'position'>): PlaceFault[] {
    const from = this.byId.get(predecessor_id);
    const to = this.byId.get(successor_id);
    if (!from || !to) return [];
    if (standsOn(from, dayBefore(date)) && standsOn(to, date)) return [];
    const params = { from: from.name, to: to.name, day: date };
    const [blamed] = standsOn(to, date) ? [from, to] : [to, from];
    const line = blamed?.line ?? from.line ?? to.line;
    return line === null ? [] : [fault(line, 'valid_to', shown(blamed?.valid_to ?? ''), 'succession_breaks', params)];
  }
}

/** The tree of all places with some of them as they would be. */
export function treeWith(
  territory: Territory,
  drafts: readonly DraftPlace[],
  successions: readonly Omit<Succession, 'id' | 'position'>[],
): DraftTree {
  const ids = new Set(drafts.map(({ id }) => id));
  const untouched = territory.places.filter(({ id }) => !ids.has(id)).map((place) => ({ ...place, line: null }));
  return new DraftTree([...untouched, ...drafts], successions);
}

/** The day to mend is the one that reaches into the other's days: the last where the place begins before the other. */
function overlapFault(loser: DraftPlace, line: number, { code, name, valid_from, valid_to }: DraftPlace): PlaceFault {
  if (loser.valid_from < valid_from) {
    return fault(line, 'valid_to', shown(loser.valid_to), 'overlap_later', { code, name, from: valid_from });
  }
  const value = shown(loser.valid_from);
  if (valid_to === LAST_DAY) return fault(line, 'valid_from', value, 'overlap_open', { code, name });
  return fault(line, 'valid_from', value, 'overlap', { code, name, to: valid_to });
}

/** A day as a file has it: an open end is empty. */
function shown(day: string): string {
  return day === FIRST_DAY || day === LAST_DAY ? '' : day;
}

function fault(
  line: number,
  column: PlaceFault['column'],
  value: string,
  key: string,
  params: ErrorParams = {},
): PlaceFault {
  return { line, column, value, key: `territory.${key}`, params };
}
