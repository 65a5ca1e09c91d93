import { Injectable } from '@nestjs/common';
import { randomInt } from 'node:crypto';
import { Database } from '../database/database.js';
import { NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { foldText } from '../i18n/fold.js';
import { RowsRunner } from '../interchange/rows-runner.js';
import { PeopleList, type ShownPerson } from '../people/people.list.js';
import { Corrections } from './corrections.js';
import { ActivityDoor } from './open-activities.js';

/** Somebody new, with as little as a village hall tells. */
export interface Newcomer {
  full_name: string;
  unit: string;
}

/** People of one name that a page shows before somebody new of that name is added. */
const MOST_SIMILAR = 6;
const LETTERS = '23456789abcdefghjkmnpqrstuvwxyz';

/** Putting people on the roster of an activity one by one, by the rules of the files. */
@Injectable()
export class RosterDesk {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleList,
    private readonly corrections: Corrections,
    private readonly rows: RowsRunner,
    private readonly door: ActivityDoor,
    private readonly events: EventLog,
  ) {}

  /**
   * Puts somebody of the register on the roster in a group.
   * @returns who it is, and whether they were not on it before @throws NotFound, InvalidFields
   */
  async add(code: string, personId: number, group: string): Promise<{ person: ShownPerson; isNew: boolean }> {
    return this.database.transaction(async () => {
      const person = await this.people.one({ id: personId });
      if (!person || person.merged_into_id !== null) throw new NotFound();
      return { person, isNew: await this.enrol(code, person, group) };
    });
  }

  /** Registers somebody new and puts them on the roster: both or nothing. @throws NotFound, InvalidFields */
  async welcome(code: string, newcomer: Newcomer, group: string): Promise<ShownPerson> {
    return this.database.transaction(async () => {
      const ref = await this.freeRef();
      await this.rows.run('people', [{ ref, ...newcomer }]);
      const person = await this.people.one({ ref });
      if (!person) throw new NotFound();
      await this.enrol(code, person, group);
      return person;
    });
  }

  /** People of the register who may be meant by a name: all its words, whatever their order, marks and case. */
  async similar(fullName: string): Promise<ShownPerson[]> {
    const words = (name: string): string => foldText(name).split(/\s+/).sort().join(' ');
    const { people } = await this.people.page({ q: fullName, placeId: null }, 1);
    return people.filter((person) => words(person.full_name) === words(fullName)).slice(0, MOST_SIMILAR);
  }

  private async enrol(code: string, person: ShownPerson, group: string): Promise<boolean> {
    const open = await this.door.open();
    const [activity] = await open.meet([code]);
    if (!activity) throw new NotFound();
    open.scope.require(activity.place_id);
    const { inserted } = await this.corrections.addParticipations(code, [{ person: person.ref, group }]);
    if (inserted === 0) return false;
    const detail = { activity: code, person: person.id, group };
    await this.events.record({ kind: 'participation.added', subject: { type: 'activity', id: activity.id }, detail });
    return true;
  }

  /** A code that nobody has: one that is taken would change that person's record. */
  private async freeRef(): Promise<string> {
    for (;;) {
      const ref = `n-${Array.from({ length: 8 }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`;
      if ((await this.database.row('SELECT id FROM people WHERE ref = ?', [ref])) === undefined) return ref;
    }
  }
}
