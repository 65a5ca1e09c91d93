import { Injectable } from '@nestjs/common';
import { ActivityDoor } from '../activities/open-activities.js';
import { nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { AlreadyDone, NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { PeopleLookup } from '../people/people.lookup.js';
import type { ShownPerson } from '../people/people.list.js';
import { PersonDesk } from '../people/person-desk.js';
import { actor } from '../web/actor.js';
import { LIST_PAGE, offsetOf } from '../web/pager.js';
import { EnrolmentDesk, type Enrolled } from './enrolment-desk.js';
import { EnrolmentRequest } from './learning.entities.js';

/** A request with the people who it may be. */
export interface RequestOnDesk {
  request: EnrolmentRequest;
  matches: ShownPerson[];
}

/** Requests of people whom nobody knew: somebody says who they are, and only then they are enrolled. */
@Injectable()
export class EnrolmentRequests {
  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly desk: EnrolmentDesk,
    private readonly people: PersonDesk,
    private readonly lookup: PeopleLookup,
    private readonly events: EventLog,
  ) {}

  /** How many of a course wait. Whether the course is the reader's is settled before. */
  async count(activityId: number): Promise<number> {
    const row = await this.database.row<{ n: number }>(
      "SELECT COUNT(*) AS n FROM enrolment_requests WHERE activity_id = ? AND state = 'waiting'",
      [activityId],
    );
    return Number(row?.n ?? 0);
  }

  /** A page of those that wait, the first first, each with who it may be of the register (people/likeness.ts). */
  async page(activityId: number, page: number): Promise<{ requests: RequestOnDesk[]; total: number }> {
    const total = await this.count(activityId);
    const rows = await this.database.rows<EnrolmentRequest>(
      `SELECT * FROM enrolment_requests WHERE activity_id = ? AND state = 'waiting' ORDER BY id LIMIT ? OFFSET ?`,
      [activityId, LIST_PAGE, offsetOf({ page, total })],
    );
    const matches = await this.lookup.likeEach(rows);
    return { requests: rows.map((request, at) => ({ request, matches: matches[at] ?? [] })), total };
  }

  /**
   * Enrols whoever asks, as somebody of the register or as somebody new.
   * @param personId null: somebody new @throws AlreadyDone, NotFound, InvalidFields
   */
  async accept(code: string, id: number, personId: number | null, due_on: string | null): Promise<Enrolled> {
    return this.database.transaction(async () => {
      const request = await this.held(code, id);
      const person_id = personId === null ? await this.register(request) : (await this.people.open(personId)).id;
      const people = [{ person_id, group_code: request.group_code, organisation_id: null }];
      await this.decide(request, 'accepted', person_id);
      return this.desk.enrol(code, people, { way: 'link', due_on });
    });
  }

  /** Puts a request away. @throws AlreadyDone, NotFound */
  async refuse(code: string, id: number): Promise<void> {
    await this.database.transaction(async () => {
      await this.decide(await this.held(code, id), 'refused', null);
    });
  }

  private register(request: EnrolmentRequest): Promise<number> {
    const { full_name, birth_year, unit_code: unit, email, phone } = request;
    const input = { full_name, unit, birth_year, email, phone, sex: null, birth_date: null };
    return this.people.register(input, request.form_key);
  }

  /** What was said of oneself stands in the register now, or is nobody's business any more. */
  private async decide(
    request: EnrolmentRequest,
    state: 'accepted' | 'refused',
    person_id: number | null,
  ): Promise<void> {
    const decided = { state, person_id, decided_by_id: actor()?.user_id ?? null, decided_at: nowIso() };
    const forgotten = { full_name: '', birth_year: null, email: null, phone: null };
    await this.database.update(EnrolmentRequest, { id: request.id }, { ...decided, ...forgotten });
    const subject = { type: 'activity', id: request.activity_id };
    const detail = person_id === null ? {} : { person: person_id };
    await this.events.record({ kind: `enrolment_request.${state}`, subject, detail });
  }

  private async held(code: string, id: number): Promise<EnrolmentRequest> {
    const activity = await this.door.activity(code);
    const sql = 'SELECT * FROM enrolment_requests WHERE id = ? AND activity_id = ?';
    const [request] = await this.database.rowsForUpdate<EnrolmentRequest>(sql, [id, activity.id]);
    if (!request) throw new NotFound();
    if (request.state !== 'waiting') throw new AlreadyDone();
    return request;
  }
}
