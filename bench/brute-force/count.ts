import type { Baselines, Known } from './baselines.ts';
import type { Land, Place } from './land.ts';
import type { Meeting, Question } from './qualifying.ts';
import type { Session } from './records.ts';
import { Tally } from './tally.ts';

/** What is counted in one group at a place. */
export interface Figures {
  population: Known;
  floor: number;
  ceiling: number;
  attendances: number;
  distinct: number;
  new: number;
}

/** The participation by which a subject is counted. */
interface First {
  date: string;
  order: number;
  place: Place | undefined;
}

/** Both days included. */
export interface Window {
  from: string;
  to: string;
}

export interface Asked {
  question: Question;
  asOf: string;
  /** Since the plan's start. */
  since: Window;
  /** The one asked for. */
  window: Window;
}

/** Counts one question by the subjects themselves (counting method §3). */
export class Counting {
  private readonly land: Land;
  private readonly asked: Asked;
  private readonly tree: Map<Place, Place | undefined>;
  private readonly firsts = new Map<number, First>();
  private readonly firstsOfWindow = new Map<number, First>();
  private readonly attendances = new Tally();
  private readonly heads = new Tally();
  /** The most subjects that were certainly there at one session. */
  private readonly largest = new Tally();
  private readonly known = new Map<string, Map<string, Place | undefined>>();

  constructor(land: Land, meetings: readonly Meeting[], asked: Asked) {
    this.land = land;
    this.asked = asked;
    this.tree = land.treeOn(asked.asOf);
    const there = meetings.filter((meeting) => meeting.existsFor(asked.question));
    for (const meeting of there) this.countRoster(meeting);
    if (asked.question.measure !== 'informed') return;
    for (const meeting of there) for (const session of meeting.sessions) this.countHeads(meeting, session);
  }

  /** The figures of a place and of all below it. */
  below(top: Place, baselines: Baselines): Map<Place, Figures> {
    const { asOf, question, window } = this.asked;
    const [named, distinct, fresh] = [new Tally(), new Tally(), new Tally()];
    for (const { place } of this.firstsOfWindow.values()) distinct.add(place, 1);
    for (const { place, date } of this.firsts.values()) {
      named.add(place, 1);
      if (date >= window.from) fresh.add(place, 1);
    }
    const children = Map.groupBy(this.tree.keys(), (place) => this.tree.get(place));
    const all = new Map<Place, Figures & { named: number }>();
    const visit = (place: Place): Figures & { named: number } => {
      const parts = (children.get(place) ?? []).map(visit);
      const sum = (what: 'named' | Exclude<keyof Figures, 'population'>, own: number): number =>
        parts.reduce((total, part) => total + part[what], own);
      const population = baselines.of(place, question.group, asOf);
      const floor = Math.max(sum('named', named.at(place)), sum('floor', 0), this.largest.at(place));
      const possible = sum('ceiling', named.at(place) + this.heads.at(place));
      const figures = {
        named: sum('named', named.at(place)),
        ...{ population, floor, ceiling: Math.max(floor, Math.min(possible, population ?? possible)) },
        attendances: sum('attendances', this.attendances.at(place)),
        distinct: sum('distinct', distinct.at(place)),
        new: sum('new', fresh.at(place)),
      };
      all.set(place, figures);
      return figures;
    };
    visit(top);
    return all;
  }

  private countRoster(meeting: Meeting): void {
    const { question, window } = this.asked;
    for (const entry of meeting.activity.roster) {
      const date = entry.group === question.group ? this.countedOn(meeting, entry) : undefined;
      if (date === undefined) continue;
      const first = { date, order: entry.order, place: this.placeOf(entry, meeting.dayOfPlace(date)) };
      keepEarlier(this.firsts, entry.subject, first);
      if (date < window.from) continue;
      keepEarlier(this.firstsOfWindow, entry.subject, first);
      this.attendances.add(first.place, 1);
    }
  }

  /** The heads of a session, and how many it surely had together with those of the roster. */
  private countHeads(meeting: Meeting, session: Session): void {
    const { since, question } = this.asked;
    if (session.date < since.from || session.date > since.to) return;
    const size = new Tally();
    let isCounted = false;
    for (const { session: number, group, method, count, unit } of meeting.activity.headcounts.values()) {
      if (number !== session.number || group !== question.group) continue;
      const place = this.placeOf({ unit, isSaid: true }, session.date);
      this.heads.add(place, count);
      if (method === 'estimated') continue;
      this.addUp(size, place, count);
      isCounted = true;
    }
    // Without counted heads a session is no larger than those who are named.
    if (!isCounted) return;
    const subjects = meeting.activity.roster
      .filter(({ group, person }) => group === question.group && session.there.has(person))
      .filter((entry) => this.countedOn(meeting, entry) !== undefined)
      .map(({ subject }) => subject);
    for (const subject of new Set(subjects)) this.addUp(size, this.firsts.get(subject)?.place, 1);
    this.largest.raise(size);
  }

  /** Adds at a place and at all above it. */
  private addUp(tally: Tally, place: Place | undefined, number: number): void {
    for (let at = place; at; at = this.tree.get(at)) tally.add(at, number);
  }

  private countedOn(meeting: Meeting, entry: Parameters<Meeting['qualifies']>[0]): string | undefined {
    const { question, since } = this.asked;
    const date = meeting.qualifies(entry, question);
    return date !== undefined && since.from <= date && date <= since.to ? date : undefined;
  }

  /** Where what was recorded with a code on a day counts. */
  private placeOf(written: { unit: string; isSaid: boolean }, day: string): Place | undefined {
    const key = written.isSaid ? `${written.unit} said` : written.unit;
    const byDay = this.known.get(key) ?? new Map<string, Place | undefined>();
    this.known.set(key, byDay);
    if (!byDay.has(day)) byDay.set(day, this.land.goneTo(this.land.placeOfEntry(written, day), this.asked.asOf));
    return byDay.get(day);
  }
}

/** "Its earliest qualifying participation (then: the one recorded first)". */
function keepEarlier(firsts: Map<number, First>, subject: number, found: First): void {
  const known = firsts.get(subject);
  if (known && (known.date < found.date || (known.date === found.date && known.order < found.order))) return;
  firsts.set(subject, found);
}
