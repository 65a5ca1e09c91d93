import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { type JsonRow, RowsRunner } from '../interchange/rows-runner.js';
import { refOfForm } from '../people/form-ref.js';
import { KeptBack, type TypedPerson } from '../people/kept-back.js';
import { PeopleList, type ShownPerson } from '../people/people.list.js';
import { CHILD_GROUP } from '../people/privacy.js';
import { Registrations } from '../people/registrations.js';
import { ActivityDoor, type OpenActivity } from './open-activities.js';
import { seated, Seats } from './seats.js';
import { WaitingList } from './waiting-list.js';

/** Somebody new, with as little as a village hall tells. */
export interface Newcomer {
  full_name: string;
  unit: string;
}

/** Somebody of the register who comes, in a group, and the organisation they come for. */
export interface Coming {
  person: Pick<ShownPerson, 'id' | 'ref'>;
  group: string;
  organisation: { id: number; ref: string } | null;
}

/** How many came onto the roster, and how many have to wait because it is full. */
export interface Put {
  added: number;
  waiting: number;
}

/** One person with what became of them. */
export interface PutOne extends Put {
  person: ShownPerson;
}

/** In which group somebody comes, for whom; `isHere`: they stand in the hall, so that no capacity keeps them out. */
export interface Place {
  group: string;
  organisation?: Coming['organisation'];
  isHere?: boolean;
}

/** The event that tells of it, where there was anybody to add. */
interface Told {
  kind: string;
  detail: object;
}

/** Putting people on the roster of an activity, by the rules of the files; who comes when it is full waits. */
@Injectable()
export class RosterDesk {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleList,
    private readonly keptBack: KeptBack,
    private readonly rows: RowsRunner,
    private readonly registrations: Registrations,
    private readonly door: ActivityDoor,
    private readonly seats: Seats,
    private readonly waiting: WaitingList,
    private readonly events: EventLog,
  ) {}

  /** Puts somebody of the register on the roster. @throws NotFound, InvalidFields */
  async add(code: string, personId: number, place: Place): Promise<PutOne> {
    return this.database.transaction(async () => {
      const activity = await this.door.activity(code);
      const person = await this.people.one({ id: personId });
      if (!person || person.merged_into_id !== null) throw new NotFound();
      return { person, ...(await this.putOne(activity, person, place)) };
    });
  }

  /**
   * Registers somebody new and puts them on the roster: both or nothing, and once for one form however often it is sent.
   * @throws NotFound, InvalidFields
   */
  async welcome(code: string, newcomer: Newcomer, place: Place, formKey: string): Promise<PutOne> {
    return this.database.transaction(async () => {
      const activity = await this.door.activity(code);
      const { refs, fresh } = await this.recognised([{ ...newcomer }], place.group, formKey);
      const [ref = ''] = refs;
      for (const row of fresh) await this.registrations.tell([ref], () => this.rows.one('people', row));
      const person = await this.people.one({ ref });
      if (!person) throw new NotFound();
      return { person, ...(await this.putOne(activity, person, place)) };
    });
  }

  /**
   * Puts people of the register and newcomers on the roster in one group, in their order: all or nothing, newcomers once
   * for one form. @param comers refs of known people, and newcomers @throws NotFound, InvalidFields
   */
  async addAll(code: string, comers: readonly (string | TypedPerson)[], group: string, formKey: string): Promise<Put> {
    return this.database.transaction(async () => {
      const activity = await this.door.activity(code);
      const newcomers = comers.filter((comer) => typeof comer !== 'string');
      const { refs: registered, fresh } = await this.recognised(newcomers, group, formKey);
      const codes = fresh.map(({ ref }) => ref);
      if (fresh.length > 0) await this.registrations.tell(codes, () => this.rows.run('people', fresh));
      const refOf = new Map(newcomers.map((comer, at) => [comer, registered[at] ?? '']));
      const refs = [...new Set(comers.map((comer) => (typeof comer === 'string' ? comer : (refOf.get(comer) ?? ''))))];
      const ids = await this.registrations.idsOf(refs);
      const coming = refs.flatMap((ref): Coming[] => {
        const id = ids.get(ref);
        return id === undefined ? [] : [{ person: { id, ref }, group, organisation: null }];
      });
      return this.put(activity, coming, { kind: 'participation.pasted', detail: { group } });
    });
  }

  /**
   * Newcomers are registered once for one form; a child who is in the register under a name that is kept back from whoever
   * types it is that child (kept-back.ts). @returns the refs of their records, in order, and the rows still to be written
   */
  private async recognised(
    newcomers: readonly TypedPerson[],
    group: string,
    formKey: string,
  ): Promise<{ refs: string[]; fresh: (JsonRow & { ref: string })[] }> {
    const rows = withRefs(newcomers, formKey);
    const there = await this.registrations.idsOf(rows.map(({ ref }) => ref));
    const unsent = rows.filter(({ ref }) => !there.has(ref));
    const known = group === CHILD_GROUP ? await this.keptBack.among(unsent) : [];
    const refs = new Map(unsent.flatMap(({ ref }, at) => (known[at] === undefined ? [] : [[ref, known[at]] as const])));
    const fresh = unsent.filter(({ ref }) => !refs.has(ref));
    return { refs: rows.map(({ ref }) => refs.get(ref) ?? ref), fresh };
  }

  /** Puts people who are known on the roster of an activity, in their order, all or nothing. @throws NotFound, InvalidFields */
  async putAll(code: string, coming: readonly Coming[], told: Told): Promise<Put> {
    return this.database.transaction(async () => this.put(await this.door.activity(code), coming, told));
  }

  /**
   * Puts people on the roster of an activity that the running transaction holds, as rows of participations.csv without
   * activity. @returns how many were not on it before
   */
  async enrolAll({ id, code }: OpenActivity, rows: readonly JsonRow[], told: Told): Promise<number> {
    if (rows.length === 0) return 0;
    const { inserted } = await this.rows.run(
      'participations',
      rows.map((row) => ({ ...row, activity: code })),
    );
    const detail = { activity: code, ...told.detail, count: inserted };
    if (inserted > 0) await this.events.record({ kind: told.kind, subject: { type: 'activity', id }, detail });
    return inserted;
  }

  private putOne(
    activity: OpenActivity,
    person: ShownPerson,
    { group, organisation = null, isHere }: Place,
  ): Promise<Put> {
    const told = { kind: 'participation.added', detail: { person: person.id, group } };
    return this.put(activity, [{ person, group, organisation }], told, isHere);
  }

  private async put(activity: OpenActivity, coming: readonly Coming[], told: Told, isHere = false): Promise<Put> {
    const { taken, free } = await this.seats.of(activity);
    const comers = coming.map((each) => ({ ...each, person_id: each.person.id }));
    const places = seated(comers, taken, isHere ? null : free);
    const added = await this.enrolAll(activity, places.seated.map(rowOf), told);
    const waiting = places.waiting.map(({ person_id, group, organisation }) => ({
      ...{ person_id, group, organisation_id: organisation?.id ?? null },
    }));
    await this.waiting.put(activity, waiting);
    return { added, waiting: waiting.length };
  }
}

/** Newcomers of whom the same is told are as many people as there are rows. */
function withRefs(newcomers: readonly TypedPerson[], formKey: string): (TypedPerson & { ref: string })[] {
  const taken = new Set<string>();
  return newcomers.map((newcomer) => {
    let ref = refOfForm(formKey, newcomer);
    while (taken.has(ref)) ref = refOfForm(ref, newcomer);
    taken.add(ref);
    return { ...newcomer, ref };
  });
}

function rowOf({ person, group, organisation }: Coming): JsonRow {
  return { person: person.ref, group, organisation: organisation?.ref ?? null };
}
