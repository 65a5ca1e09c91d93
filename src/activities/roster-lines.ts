import { Injectable } from '@nestjs/common';
import { foldText } from '../i18n/fold.js';
import { PeopleList, type ShownPerson } from '../people/people.list.js';
import { sortName } from '../people/sort-name.js';
import type { Scope } from '../territory/scope.js';
import type { ActivityRecord } from './activity-records.js';
import { type PastedLine, readPasted } from './pasted-lines.js';

/** What becomes of a pasted line. */
export type LineState =
  | { kind: 'good'; unit: string }
  /** Somebody of that name is known: the trainer says which, or that it is somebody else. */
  | { kind: 'doubtful'; unit: string; known: readonly ShownPerson[] }
  | { kind: 'there' }
  | { kind: 'twice'; of: number }
  | { kind: 'faulty'; fault: 'no_name' | 'long_name' | 'no_place' };

export interface CheckedLine extends PastedLine {
  state: LineState;
}

/** What is pasted, and what is said of the lines by their numbers. */
export interface Pasted {
  text: string;
  group: string;
  /** The home of lines that say none. */
  unit: string;
  /** Lines as they were mended. */
  mended: ReadonlyMap<number, string>;
}

const LONGEST_NAME = 190;

/** Checks pasted lines against the register and the roster; writes nothing. */
@Injectable()
export class RosterLines {
  constructor(private readonly people: PeopleList) {}

  /** Every line with what becomes of it, in the order in which they were pasted. */
  async check(record: ActivityRecord, { text, group, unit, mended }: Pasted, scope: Scope): Promise<CheckedLine[]> {
    const lines = readPasted(text).map((line) => reread(line, mended.get(line.line)));
    const known = await this.people.namesakesOf(lines.map(({ name }) => name).filter((name) => name !== ''));
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

function reread(line: PastedLine, mended: string | undefined): PastedLine {
  if (mended === undefined) return line;
  const [again] = readPasted(mended);
  return again ? { ...again, line: line.line } : { ...line, raw: mended, name: '' };
}

/** Somebody whose year is known to be another one is somebody else. */
function mayBe({ birth_year }: PastedLine, known: ShownPerson): boolean {
  const year = known.birth_year ?? (known.birth_date === null ? null : Number(known.birth_date.slice(0, 4)));
  return birth_year === null || year === null || birth_year === year;
}

/** The code of the home of a line, or what is wrong with the line. */
function homeOf(line: PastedLine, usual: string, codeOf: (words: string) => string | null): string | LineState {
  if (line.name === '') return { kind: 'faulty', fault: 'no_name' };
  if (line.name.length > LONGEST_NAME) return { kind: 'faulty', fault: 'long_name' };
  const said = line.rest.map(codeOf).find((code) => code !== null);
  if (said !== undefined) return said;
  const names = line.rest.some((words) => /^(xã|bản|thôn|phường|thị trấn|huyện|tổ|lớp)\s/iu.test(words));
  return names ? { kind: 'faulty', fault: 'no_place' } : usual;
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
