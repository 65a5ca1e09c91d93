import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { foldText } from '../i18n/fold.js';
import type { TypedPerson } from '../people/kept-back.js';
import { refusedColumn } from '../people/newcomer-check.js';
import { PeopleList, type ShownPerson } from '../people/people.list.js';
import { sortName } from '../people/sort-name.js';
import { type Scope, Scopes } from '../territory/scope.js';
import { type ActivityRecord, ActivityRecords } from './activity-records.js';
import { ActivityDoor } from './open-activities.js';
import { type PastedLine, readPasted } from './pasted-lines.js';
import { type Put, RosterDesk } from './roster-desk.js';

/** What has to be mended in a line. */
export type LineFault = 'no_name' | 'name' | 'digits' | 'no_place' | 'phone' | 'birth';

/** What becomes of a pasted line. */
export type LineState =
  | { kind: 'good'; unit: string }
  /** Somebody of that name is known: the trainer says which, or that it is somebody else. */
  | { kind: 'doubtful'; unit: string; known: readonly ShownPerson[] }
  | { kind: 'there' }
  | { kind: 'twice'; of: number }
  | { kind: 'faulty'; fault: LineFault };

export interface CheckedLine extends PastedLine {
  state: LineState;
}

/** What is pasted, and what is said of the lines by their numbers. */
export interface Pasted {
  /** Of the form: sent twice, it registers everybody once. */
  key: string;
  text: string;
  group: string;
  /** The home of lines that say none. */
  unit: string;
  /** What was decided of doubtful lines: the id of somebody known, or `new`. */
  chosen: ReadonlyMap<number, string>;
}

/** What came of saving. */
export interface SavedLines {
  put: Put;
  /** What is still open, as a paste of its own; null: nothing. */
  left: Pasted | null;
}

const FAULT_OF: Record<string, LineFault> = {
  phone: 'phone',
  birth_date: 'birth',
  birth_year: 'birth',
  unit: 'no_place',
};

/** Pasted lines: checked against the register and the roster, and saved. */
@Injectable()
export class RosterLines {
  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly records: ActivityRecords,
    private readonly people: PeopleList,
    private readonly desk: RosterDesk,
    private readonly scopes: Scopes,
  ) {}

  /**
   * Puts the good lines and those that were decided on the roster, as they stand now that nobody else writes to it.
   * @throws NotFound, InvalidFields
   */
  async save(code: string, pasted: Pasted): Promise<SavedLines> {
    return this.database.transaction(async () => {
      await this.door.activity(code);
      const checked = await this.check(await this.records.own(code, true), pasted);
      const comers = checked.flatMap((line): (string | TypedPerson)[] => {
        const known = chosenPerson(line, pasted);
        return known ? [known.ref] : newcomerOf(line, pasted);
      });
      const put = await this.desk.addAll(code, comers, pasted.group, pasted.key);
      const open = checked.filter((line) => isOpen(line, pasted));
      const text = open.map(({ raw }) => raw).join('\n');
      return { put, left: open.length === 0 ? null : { ...pasted, text, chosen: new Map() } };
    });
  }

  /** Every line with what becomes of it, in the order in which they were pasted. */
  async check(record: ActivityRecord, { text, group, unit }: Pasted): Promise<CheckedLine[]> {
    const scope = await this.scopes.mine();
    const lines = readPasted(text);
    const known = await this.people.namesakes(lines.map(({ name }) => name).filter((name) => name !== ''));
    const onRoster = new Set(
      record.roster.filter(({ group_code }) => group_code === group).map(({ person_id }) => person_id),
    );
    const codeOf = placeFinder(scope);
    const seen = new Map<string, number>();
    return lines.map((line): CheckedLine => {
      const home = homeOf(line, unit, codeOf);
      if (typeof home !== 'string') return { ...line, state: home };
      const key = `${sortName(line.name)} ${line.birth_year ?? ''} ${home}`;
      const before = seen.get(key);
      if (before !== undefined) return { ...line, state: { kind: 'twice', of: before } };
      seen.set(key, line.line);
      const namesakes = (known.get(sortName(line.name)) ?? []).filter((each) => mayBe(line, each));
      if (namesakes.some(({ id, unit_code }) => onRoster.has(id) && unit_code === home)) {
        return { ...line, state: { kind: 'there' } };
      }
      if (namesakes.length > 0) return { ...line, state: { kind: 'doubtful', unit: home, known: namesakes } };
      return { ...line, state: { kind: 'good', unit: home } };
    });
  }
}

/** Whether a line waits for somebody: it is faulty, or doubtful and not decided. */
export function isOpen(line: CheckedLine, pasted: Pasted): boolean {
  if (line.state.kind === 'doubtful') return !isNew(line, pasted) && !chosenPerson(line, pasted);
  return line.state.kind === 'faulty';
}

function chosenPerson({ line, state }: CheckedLine, { chosen }: Pasted): ShownPerson | undefined {
  return state.kind === 'doubtful' ? state.known.find(({ id }) => String(id) === chosen.get(line)) : undefined;
}

function isNew({ line, state }: CheckedLine, { chosen }: Pasted): boolean {
  return state.kind === 'good' || (state.kind === 'doubtful' && chosen.get(line) === 'new');
}

function newcomerOf(line: CheckedLine, pasted: Pasted): TypedPerson[] {
  return isNew(line, pasted) && 'unit' in line.state ? [rowOf(line, line.state.unit)] : [];
}

function rowOf({ name, birth_date, birth_year, phone }: PastedLine, unit: string): TypedPerson {
  const born = birth_date === null ? { birth_year } : { birth_date };
  return { full_name: name, unit, ...born, phone };
}

/** Somebody whose year is known to be another one is somebody else. */
function mayBe({ birth_year }: PastedLine, known: ShownPerson): boolean {
  const year = known.birth_year ?? (known.birth_date === null ? null : Number(known.birth_date.slice(0, 4)));
  return birth_year === null || year === null || birth_year === year;
}

/** The code of the home of a line, or what is wrong with the line. */
function homeOf(line: PastedLine, usual: string, codeOf: (words: string) => string | null): string | LineState {
  const home = line.rest.map(codeOf).find((code) => code !== null) ?? usual;
  const fault = nameFault(line) ?? placeFault(line, codeOf) ?? rowFault(line, home);
  return fault === null ? home : { kind: 'faulty', fault };
}

function nameFault({ name }: PastedLine): LineFault | null {
  if (name === '') return 'no_name';
  return /\p{N}/u.test(name) ? 'digits' : null;
}

function placeFault({ rest }: PastedLine, codeOf: (words: string) => string | null): LineFault | null {
  const names = rest.some((words) => /^(xã|bản|thôn|phường|thị trấn|huyện|tổ|lớp)\s/iu.test(words));
  return names && rest.every((words) => codeOf(words) === null) ? 'no_place' : null;
}

/** What the register would refuse: one such line would keep all others out. */
function rowFault(line: PastedLine, home: string): LineFault | null {
  const column = refusedColumn(rowOf(line, home));
  if (column === null) return null;
  return FAULT_OF[column] ?? 'name';
}

/** The code of the only place of the territory with a name or a code; null for none and for several. */
function placeFinder(scope: Scope): (words: string) => string | null {
  const byName = new Map<string, Set<string>>();
  for (const { id, name, code } of scope.territory.places) {
    if (!scope.covers(id)) continue;
    for (const words of [name, code]) {
      const key = foldText(words).trim();
      byName.set(key, (byName.get(key) ?? new Set()).add(code));
    }
  }
  return (words) => {
    const [code, ...others] = byName.get(foldText(words).trim()) ?? [];
    return code !== undefined && others.length === 0 ? code : null;
  };
}
