import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { Database } from '../database/database.js';
import { NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { type JsonRow, RowsRunner } from '../interchange/rows-runner.js';
import { PeopleList, type ShownPerson } from '../people/people.list.js';
import { ActivityDoor, type OpenActivity } from './open-activities.js';

/** Somebody new, with as little as a village hall tells. */
export interface Newcomer {
  full_name: string;
  unit: string;
}

/** Putting people on the roster of an activity, by the rules of the files. */
@Injectable()
export class RosterDesk {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleList,
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
      const activity = await this.door.activity(code);
      const person = await this.people.one({ id: personId });
      if (!person || person.merged_into_id !== null) throw new NotFound();
      return { person, isNew: await this.enrol(activity, person, group) };
    });
  }

  /**
   * Registers somebody new and puts them on the roster: both or nothing, and once for one form however often it is sent.
   * @throws NotFound, InvalidFields
   */
  async welcome(code: string, newcomer: Newcomer, group: string, formKey: string): Promise<ShownPerson> {
    return this.database.transaction(async () => {
      const activity = await this.door.activity(code);
      const ref = refOf(formKey, newcomer);
      await this.rows.one('people', { ref, ...newcomer });
      const person = await this.people.one({ ref });
      if (!person) throw new NotFound();
      await this.enrol(activity, person, group);
      return person;
    });
  }

  /**
   * Puts people of the register and newcomers on the roster in one group: all or nothing, newcomers once for one form.
   * @param newcomers rows of people.csv without a code
   * @returns how many were not on it before @throws NotFound, InvalidFields
   */
  async addAll(
    code: string,
    refs: readonly string[],
    newcomers: readonly JsonRow[],
    group: string,
    formKey: string,
  ): Promise<number> {
    return this.database.transaction(async () => {
      const activity = await this.door.activity(code);
      const fresh = newcomers.map((row) => ({ ...row, ref: refOf(formKey, row) }));
      if (fresh.length > 0) await this.rows.run('people', fresh);
      const people = [...new Set([...refs, ...fresh.map(({ ref }) => ref)])];
      const rows = people.map((person) => ({ person, group }));
      return this.enrolAll(activity, rows, { kind: 'participation.pasted', detail: { group } });
    });
  }

  /**
   * Puts people on the roster of an activity that the running transaction holds, as rows of participations.csv without
   * activity. @param told the event that tells of it, where there was anybody to add @returns how many were not on it before
   */
  async enrolAll(
    { id, code }: OpenActivity,
    rows: readonly JsonRow[],
    told: { kind: string; detail: object },
  ): Promise<number> {
    if (rows.length === 0) return 0;
    const { inserted } = await this.rows.run(
      'participations',
      rows.map((row) => ({ ...row, activity: code })),
    );
    const detail = { activity: code, ...told.detail, count: inserted };
    if (inserted > 0) await this.events.record({ kind: told.kind, subject: { type: 'activity', id }, detail });
    return inserted;
  }

  private async enrol({ id, code }: OpenActivity, person: ShownPerson, group: string): Promise<boolean> {
    const { inserted } = await this.rows.one('participations', { activity: code, person: person.ref, group });
    if (inserted === 0) return false;
    const detail = { activity: code, person: person.id, group };
    await this.events.record({ kind: 'participation.added', subject: { type: 'activity', id }, detail });
    return true;
  }
}

/**
 * The code of somebody whom a form registers: the same however often it is sent, and another one where something else
 * stands in it. Being a hash it is nobody else's code, whatever key is made up.
 */
function refOf(formKey: string, newcomer: object): string {
  return `n-${createHash('sha256')
    .update(`${formKey} ${JSON.stringify(newcomer)}`)
    .digest('hex')
    .slice(0, 16)}`;
}
