import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { TypedPerson } from '../people/kept-back.js';
import { isSpeltAs, mayBeBornAs } from '../people/likeness.js';
import { refusedColumn } from '../people/newcomer-check.js';
import { PeopleList, type ShownPerson } from '../people/people.list.js';
import { sortName } from '../people/sort-name.js';
import { Scopes } from '../territory/scope.js';
import { newFormKey } from '../web/form-key.js';
import { type ActivityRecord, ActivityRecords } from './activity-records.js';
import { LineWords } from './line-words.js';
import { ActivityDoor } from './open-activities.js';
import { type PastedLine, readPasted } from './pasted-lines.js';
import { type Put, RosterDesk } from './roster-desk.js';

/** What has to be mended in a line. */
export type LineFault = 'no_name' | 'name' | 'digits' | 'no_place' | 'phone' | 'birth';

/** What becomes of a pasted line. */
export type LineState =
  | { kind: 'good'; unit: string }
  /**
   * Somebody of that name is known, or a line before differs in marks only: the trainer says which, or that it is somebody
   * else.
   */
  | { kind: 'doubtful'; unit: string; known: readonly ShownPerson[]; like: number | null }
  /** Left out unless the trainer says that it is somebody else of the same name. */
  | { kind: 'there'; unit: string }
  | { kind: 'twice'; unit: string; of: number }
  | { kind: 'faulty'; fault: LineFault };

export interface CheckedLine extends PastedLine {
  state: LineState;
  /** Words that nobody understood: they are told, as they are not kept. */
  unused: string[];
}

/** What is pasted, and what is said of the lines by their numbers. */
export interface Pasted {
  /** Of the form: sent twice, it registers everybody once. */
  key: string;
  text: string;
  group: string;
  /** The home of lines that say none. */
  unit: string;
  /** What was decided of lines: the id of somebody known, `new` for somebody else, `out` for the same as a line before. */
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
      return { put, left: open.length === 0 ? null : { ...pasted, key: newFormKey(), text, chosen: new Map() } };
    });
  }

  /** Every line with what becomes of it, in the order in which they were pasted. */
  async check(record: ActivityRecord, { text, group, unit }: Pasted): Promise<CheckedLine[]> {
    const words = new LineWords(await this.scopes.mine(), record.groups);
    const lines = readPasted(text, (word) => words.isKnown(word));
    const known = await this.people.namesakes(lines.map(({ name }) => name).filter((name) => name !== ''));
    const onRoster = new Set(
      record.roster.filter(({ group_code }) => group_code === group).map(({ person_id }) => person_id),
    );
    const seen = new LinesSeen();
    return lines.map((line): CheckedLine => {
      const unused = line.rest.filter((each) => !words.isKnown(each));
      const home = homeOf(line, unit, words);
      if (typeof home !== 'string') return { ...line, unused, state: home };
      const namesakes = (known.get(sortName(line.name)) ?? []).filter((each) => mayBeBornAs(line, each));
      const isThere = namesakes.some(
        ({ id, unit_code, full_name }) => onRoster.has(id) && unit_code === home && isSpeltAs(full_name, line.name),
      );
      return { ...line, unused, state: stateOf(seen.before(line, home), isThere, home, namesakes) };
    });
  }
}

/** Lines that were read, by what would make another one the same person. */
class LinesSeen {
  private readonly lines = new Map<string, PastedLine[]>();

  /** The line before with the same name and home, or else the first that differs in the marks of the name only. */
  before(line: PastedLine, home: string): { of: number; isSame: boolean } | null {
    const key = `${sortName(line.name)} ${line.birth_year ?? ''} ${home}`;
    const others = this.lines.get(key) ?? [];
    const same = others.find(({ name }) => isSpeltAs(name, line.name));
    if (same) return { of: same.line, isSame: true };
    this.lines.set(key, [...others, line]);
    const [like] = others;
    return like ? { of: like.line, isSame: false } : null;
  }
}

function stateOf(
  before: { of: number; isSame: boolean } | null,
  isThere: boolean,
  unit: string,
  known: readonly ShownPerson[],
): LineState {
  if (before?.isSame) return { kind: 'twice', unit, of: before.of };
  if (isThere) return { kind: 'there', unit };
  if (before || known.length > 0) return { kind: 'doubtful', unit, known, like: before?.of ?? null };
  return { kind: 'good', unit };
}

/** Whether a line waits for somebody: it is faulty, or doubtful and not decided. */
export function isOpen(line: CheckedLine, pasted: Pasted): boolean {
  const { state } = line;
  if (state.kind !== 'doubtful') return state.kind === 'faulty';
  const isOut = state.like !== null && pasted.chosen.get(line.line) === 'out';
  return !isOut && !isComing(line, pasted);
}

/** Whether a line brings somebody onto the roster: known or new. */
export function isComing(line: CheckedLine, pasted: Pasted): boolean {
  return isNew(line, pasted) || chosenPerson(line, pasted) !== undefined;
}

function chosenPerson({ line, state }: CheckedLine, { chosen }: Pasted): ShownPerson | undefined {
  return state.kind === 'doubtful' ? state.known.find(({ id }) => String(id) === chosen.get(line)) : undefined;
}

function isNew({ line, state }: CheckedLine, { chosen }: Pasted): boolean {
  return state.kind === 'good' || (state.kind !== 'faulty' && chosen.get(line) === 'new');
}

function newcomerOf(line: CheckedLine, pasted: Pasted): TypedPerson[] {
  return isNew(line, pasted) && 'unit' in line.state ? [rowOf(line, line.state.unit)] : [];
}

function rowOf({ name, birth_date, birth_year, phone }: PastedLine, unit: string): TypedPerson {
  const born = birth_date === null ? { birth_year } : { birth_date };
  return { full_name: name, unit, ...born, phone };
}

/** The code of the home of a line, or what is wrong with the line. */
function homeOf(line: PastedLine, usual: string, words: LineWords): string | LineState {
  const home = line.rest.map((each) => words.codeOf(each)).find((code) => code !== null) ?? usual;
  const fault = nameFault(line) ?? placeFault(line, words) ?? rowFault(line, home);
  return fault === null ? home : { kind: 'faulty', fault };
}

function nameFault({ name }: PastedLine): LineFault | null {
  if (name === '') return 'no_name';
  return /\p{N}/u.test(name) ? 'digits' : null;
}

function placeFault({ rest }: PastedLine, words: LineWords): LineFault | null {
  const names = rest.some((each) => /^(xã|bản|thôn|phường|thị trấn|huyện|tổ|lớp)\s/iu.test(each));
  return names && rest.every((each) => words.codeOf(each) === null) ? 'no_place' : null;
}

/** What the register would refuse: one such line would keep all others out. */
function rowFault(line: PastedLine, home: string): LineFault | null {
  const column = refusedColumn(rowOf(line, home));
  if (column === null) return null;
  return FAULT_OF[column] ?? 'name';
}
