import { Injectable } from '@nestjs/common';
import { nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { AlreadyDone } from '../errors.js';
import { Bus } from '../events/domain-events.js';
import { EventLog } from '../events/event-log.js';
import { RowsRunner } from '../interchange/rows-runner.js';
import { PeopleList } from '../people/people.list.js';
import { ActivityDoor, type OpenActivity } from './open-activities.js';
import { Seats } from './seats.js';
import { WaitingEntry } from './waiting.entities.js';

/** Somebody who is to come: the person after merges. */
export interface Comer {
  person_id: number;
  group: string;
  organisation_id: number | null;
}

/** A line of a waiting list; ids of persons are after merges. */
export interface Waiting {
  id: number;
  person_id: number;
  group_code: string;
  organisation_id: number | null;
  waiting_since: string;
}

interface Row extends Waiting {
  ref: string;
  organisation: string | null;
}

const LIST = `SELECT w.id, su.id AS person_id, su.ref, w.group_code, w.organisation_id, o.ref AS organisation,
  w.waiting_since FROM waiting_entries w JOIN people pe ON pe.id = w.person_id
  JOIN people su ON su.id = COALESCE(pe.merged_into_id, pe.id) LEFT JOIN organisations o ON o.id = w.organisation_id
  WHERE w.activity_id = ? ORDER BY w.id`;

/** Who waits for a place, in the order in which they came. Nobody moves up without somebody who says so. */
@Injectable()
export class WaitingList {
  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly rows: RowsRunner,
    private readonly seats: Seats,
    private readonly people: PeopleList,
    private readonly events: EventLog,
    private readonly bus: Bus,
  ) {}

  /**
   * Everybody who waits and is not on the roster in that group meanwhile, each once, the next one first; with names as the
   * reader may see them, of those who exist for the reader.
   */
  async named(activityId: number): Promise<(Waiting & { name: string })[]> {
    const lines = await this.read(activityId);
    const people = await this.people.several(lines.map(({ person_id }) => person_id));
    return lines.flatMap(({ ref: _, organisation: __, ...line }) => {
      const person = people.get(line.person_id);
      return person ? [{ ...line, name: person.full_name }] : [];
    });
  }

  /**
   * Puts people at the end of the list of an activity that the running transaction holds; who is on it stays where they are.
   * @returns how many are new on it
   */
  async put({ id, code }: OpenActivity, comers: readonly Comer[]): Promise<number> {
    const there = new Set((await this.read(id)).map(keyOf));
    const fresh = comers.filter(({ person_id, group }) => !there.has(`${person_id} ${group}`));
    const once = [...new Map(fresh.map((each) => [`${each.person_id} ${each.group}`, each])).values()];
    if (once.length === 0) return 0;
    await this.database.insert(
      WaitingEntry,
      once.map(({ person_id, group, organisation_id }) => ({
        ...{ activity_id: id, person_id, group_code: group, organisation_id, waiting_since: nowIso() },
      })),
    );
    await this.record('participation.waiting', id, { activity: code, count: once.length });
    return once.length;
  }

  /** Puts one who waits on the roster, also beyond the capacity: who says so sees how many there are. @throws NotFound, AlreadyDone */
  async admit(code: string, entryId: number): Promise<void> {
    await this.database.transaction(async () => {
      const activity = await this.door.activity(code);
      const entry = (await this.read(activity.id)).find(({ id }) => id === entryId);
      if (!entry) throw new AlreadyDone();
      await this.move(activity, [entry]);
    });
  }

  /** Puts the first of the list on the roster, as many as there are places. @returns how many */
  async admitFirst(code: string): Promise<number> {
    return this.database.transaction(async () => {
      const activity = await this.door.activity(code);
      const { taken, free } = await this.seats.of(activity);
      const list = await this.read(activity.id);
      const next = [...new Set(list.map(({ person_id }) => person_id))].filter((id) => !taken.has(id));
      const seats = new Set(next.slice(0, free ?? next.length));
      const going = list.filter(({ person_id }) => taken.has(person_id) || seats.has(person_id));
      await this.move(activity, going);
      return going.length;
    });
  }

  /** Takes somebody off the list. @throws NotFound, AlreadyDone */
  async drop(code: string, entryId: number): Promise<void> {
    await this.database.transaction(async () => {
      const { id } = await this.door.activity(code);
      const removed = await this.database.delete(WaitingEntry, { id: entryId, activity_id: id });
      if (removed === 0) throw new AlreadyDone();
      await this.record('participation.waiting_ended', id, { activity: code, count: 1 });
    });
  }

  private async move({ id, code }: OpenActivity, entries: readonly Row[]): Promise<void> {
    if (entries.length === 0) return;
    await this.rows.run(
      'participations',
      entries.map(({ ref: person, group_code: group, organisation }) => ({
        ...{ activity: code, person, group, organisation },
      })),
    );
    for (const entry of entries) await this.database.delete(WaitingEntry, { id: entry.id });
    await this.record('participation.admitted', id, { activity: code, count: entries.length });
    const person_ids = [...new Set(entries.map(({ person_id }) => person_id))];
    await this.bus.tell('waiting.admitted', { activity_id: id, person_ids });
  }

  private async read(activityId: number): Promise<Row[]> {
    const rows = await this.database.rows<Row>(LIST, [activityId]);
    if (rows.length === 0) return [];
    const roster = await this.database.rows<Pick<Waiting, 'person_id' | 'group_code'>>(
      `SELECT COALESCE(pe.merged_into_id, pe.id) AS person_id, p.group_code
       FROM participations p JOIN people pe ON pe.id = p.person_id WHERE p.activity_id = ?`,
      [activityId],
    );
    const seen = new Set(roster.map(keyOf));
    return rows.filter((row) => !seen.has(keyOf(row)) && seen.add(keyOf(row)));
  }

  private async record(kind: string, id: number, detail: object): Promise<void> {
    await this.events.record({ kind, subject: { type: 'activity', id }, detail });
  }
}

const keyOf = ({ person_id, group_code }: Pick<Waiting, 'person_id' | 'group_code'>): string =>
  `${person_id} ${group_code}`;
