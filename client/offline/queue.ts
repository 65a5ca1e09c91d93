/** How somebody stood at a session. */
export type Status = 'present' | 'late' | 'excused' | 'absent';

export const STATUSES: readonly Status[] = ['present', 'late', 'excused', 'absent'];

export interface Choice {
  value: string;
  text: string;
}

/** A session as the device took it along. */
export interface PackedSession {
  id: number;
  code: string;
  number: number;
  title: string;
  when: string;
  date: string;
  people: { id: number; name: string; from: string; mark: Status | null }[];
  headcounts: { unit: string; group: string; count: number }[];
  walk_in_groups: Choice[];
  groups: Choice[];
  group: string;
  places: Choice[];
  unit: string;
}

interface Head {
  /** Of the order of noting; given by the store. */
  seq?: number;
  id: string;
  session: number;
  /** By the clock of the device. */
  at: string;
  /** Whose it is: the one who was signed in when it was noted. */
  user: number;
  /** The server will never take it. */
  refused?: boolean;
}

export interface MarkAct extends Head {
  kind: 'mark';
  person: number;
  seen: Status | null;
  status: Status;
}

export interface WalkInAct extends Head {
  kind: 'walk_in';
  full_name: string;
  unit: string;
  group: string;
}

export interface HeadcountAct extends Head {
  kind: 'headcount';
  unit: string;
  group: string;
  seen: number | null;
  count: number;
  method: 'counted' | 'estimated';
  note: string | null;
}

/** Something that was noted and is not sent yet. */
export type Act = MarkAct | WalkInAct | HeadcountAct;

/** What an act is made of beside what it says. */
export type Stamp = Pick<Head, 'id' | 'at' | 'user'>;

/** What stands for each person on this device: as it was taken along, then as it was noted here. */
export function marksOf(session: PackedSession, acts: readonly Act[]): Map<number, Status> {
  const marks = new Map<number, Status>();
  for (const { id, mark } of session.people) if (mark !== null) marks.set(id, mark);
  for (const act of acts) {
    if (act.kind === 'mark' && act.session === session.id && !act.refused) marks.set(act.person, act.status);
  }
  return marks;
}

/** The act of marking somebody; null where it would change nothing. `seen` is what stood on the screen. */
export function mark(
  session: PackedSession,
  acts: readonly Act[],
  person: number,
  status: Status,
  stamp: Stamp,
): MarkAct | null {
  const seen = marksOf(session, acts).get(person) ?? null;
  return seen === status ? null : { ...stamp, kind: 'mark', session: session.id, person, seen, status };
}

/** The acts of marking everybody as present of whom nothing is noted. @param stamp one for each */
export function everybody(session: PackedSession, acts: readonly Act[], stamp: () => Stamp): MarkAct[] {
  const marks = marksOf(session, acts);
  return session.people
    .filter(({ id }) => !marks.has(id))
    .map(({ id }) => ({ ...stamp(), kind: 'mark', session: session.id, person: id, seen: null, status: 'present' }));
}

/** The act of noting people without a name: what was noted before, here or there, was seen. */
export function headcount(
  session: PackedSession,
  acts: readonly Act[],
  said: Pick<HeadcountAct, 'unit' | 'group' | 'count' | 'method' | 'note'>,
  stamp: Stamp,
): HeadcountAct {
  const here = acts.findLast(
    (act): act is HeadcountAct =>
      act.kind === 'headcount' && act.session === session.id && act.unit === said.unit && act.group === said.group,
  );
  const there = session.headcounts.find(({ unit, group }) => unit === said.unit && group === said.group);
  return { ...stamp, kind: 'headcount', session: session.id, seen: here?.count ?? there?.count ?? null, ...said };
}

/** How many people have each status. */
export function tally(marks: ReadonlyMap<number, Status>): Record<Status, number> {
  const counts = { present: 0, late: 0, excused: 0, absent: 0 };
  for (const status of marks.values()) counts[status] += 1;
  return counts;
}

/** What stays on the device once the server has said what is needed: that, and what something unsent is about. */
export function kept(
  needed: readonly PackedSession[],
  had: readonly PackedSession[],
  acts: readonly Act[],
): PackedSession[] {
  const unsent = new Set(acts.map(({ session }) => session));
  const ids = new Set(needed.map(({ id }) => id));
  return [...needed, ...had.filter(({ id }) => !ids.has(id) && unsent.has(id))];
}

/** An act as it is sent. */
export function sent({ seq: _, user: __, refused: ___, ...act }: Act): object {
  return act;
}
