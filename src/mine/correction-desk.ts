import { Injectable } from '@nestjs/common';
import { TRAINED_BY_NOBODY, trainedBy } from '../activities/calendar-list.js';
import type { Condition } from '../activities/visible.js';
import { nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { AlreadyDone, DomainError, NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { PersonDesk, type PersonOnDesk } from '../people/person-desk.js';
import type { PersonInput } from '../people/person-input.js';
import { PersonNames } from '../people/person-names.js';
import { initials, type NamedPerson } from '../people/privacy.js';
import { type Scope, Scopes } from '../territory/scope.js';
import { actor } from '../web/actor.js';
import { LIST_PAGE, offsetOf } from '../web/pager.js';
import { NameCorrection } from './mine.entities.js';

/** A correction as the staff sees it. */
export interface KnownCorrection extends Omit<NameCorrection, 'form_key' | 'decided_by_id'> {
  /** The name as the reader may see it. */
  person: { id: number; ref: string; full_name: string };
  /** Whether the person lives inside the reader's territory; else they are known from a roster of an activity inside. */
  inside: boolean;
  /** Whether the reader may decide it: who is responsible for the person, and sees the name, may. */
  open: boolean;
  /** Who decided. */
  decider: string | null;
}

/** What the list of those that wait is narrowed by. */
export interface CorrectionFilter {
  /** People on the roster of an activity. */
  activityId?: number;
  /** People on rosters that whoever acts trains, or nobody is named for. */
  mine?: boolean;
  personId?: number;
}

type Asked = Omit<NameCorrection, 'form_key' | 'decided_by_id'> & { decider: string | null };
/** The person after merges. */
type Survivor = Omit<NamedPerson, 'id'> & { survivor_id: number; ref: string; unit_code: string };

const WAITING: Condition = { sql: "c.state = 'waiting'", params: [] };
const COLUMNS = `SELECT c.id, c.person_id, c.wanted_name, c.remark, c.state, c.reason, c.asked_at, c.decided_at, u.name AS decider,
  p.id AS survivor_id, p.ref, p.unit_code, p.full_name, p.birth_date, p.birth_year, p.consent_on`;
const FROM = `FROM name_corrections c JOIN people own ON own.id = c.person_id
  JOIN people p ON p.id = COALESCE(own.merged_into_id, own.id) LEFT JOIN users u ON u.id = c.decided_by_id`;

/**
 * The staff's side of corrections: what waits, and what becomes of it. Whoever is responsible for the person decides;
 * whoever has the person on a roster inside the territory sees it, and knows whom to turn to.
 */
@Injectable()
export class CorrectionDesk {
  constructor(
    private readonly database: Database,
    private readonly names: PersonNames,
    private readonly desk: PersonDesk,
    private readonly scopes: Scopes,
    private readonly events: EventLog,
  ) {}

  /** A page of what waits, the oldest first. */
  async page(filter: CorrectionFilter, page: number): Promise<{ waiting: KnownCorrection[]; total: number }> {
    const total = await this.count(filter);
    const waiting = await this.read([WAITING, ...conditionsOf(filter)], [LIST_PAGE, offsetOf({ page, total })]);
    return { waiting, total };
  }

  /** How many wait. */
  async count(filter: CorrectionFilter): Promise<number> {
    const { sql, params } = await this.where([WAITING, ...conditionsOf(filter)]);
    const row = await this.database.row<{ n: number }>(`SELECT COUNT(*) AS n ${FROM} WHERE ${sql}`, params);
    return Number(row?.n ?? 0);
  }

  /** @throws NotFound where there is none that the reader may see */
  async one(id: number): Promise<KnownCorrection> {
    const [known] = await this.read([{ sql: 'c.id = ?', params: [id] }]);
    if (!known) throw new NotFound();
    return known;
  }

  /** Changes the name as it was asked for. @throws NotFound, InvalidFields; DomainError where it is decided, or kept back */
  async accept(id: number): Promise<void> {
    await this.database.transaction(async () => {
      const { person, wanted_name } = await this.locked(id);
      const record = await this.desk.open(person.id);
      await this.desk.correct(person.id, record.version, { ...inputOf(record), full_name: wanted_name });
      await this.settle(id, person.id, 'done', null);
    });
  }

  /** Leaves the name as it is. @param reason read by the participant @throws NotFound; DomainError as above */
  async refuse(id: number, reason: string): Promise<void> {
    await this.database.transaction(async () => {
      const { person } = await this.locked(id);
      await this.desk.open(person.id);
      await this.settle(id, person.id, 'refused', reason);
    });
  }

  /** One that waits, and that nobody else decides meanwhile. */
  private async locked(id: number): Promise<KnownCorrection> {
    await this.database.rowsForUpdate('SELECT id FROM name_corrections WHERE id = ?', [id]);
    const known = await this.one(id);
    if (known.state !== 'waiting') throw new AlreadyDone();
    if (!known.open)
      throw new DomainError(known.inside ? 'people.edit_kept_back' : 'mine.lives_elsewhere', {}, 'forbidden');
    return known;
  }

  private async settle(id: number, person: number, state: 'done' | 'refused', reason: string | null): Promise<void> {
    const decided = { decided_by_id: actor()?.user_id ?? null, decided_at: nowIso() };
    await this.database.update(NameCorrection, { id }, { state, reason, ...decided });
    const subject = { type: 'person', id: person };
    const kind = state === 'done' ? 'correction.accepted' : 'correction.refused';
    await this.events.record({ kind, subject, detail: { correction: id } });
  }

  /** @param slice how many, and how many before */
  private async read(conditions: readonly Condition[], slice: [number, number] = [1, 0]): Promise<KnownCorrection[]> {
    const scope = await this.scopes.mine();
    const { sql, params } = await this.where(conditions);
    const rows = await this.database.rows<Asked & Survivor>(
      `${COLUMNS} ${FROM} WHERE ${sql} ORDER BY c.id LIMIT ? OFFSET ?`,
      [...params, ...slice],
    );
    const people = rows.map(({ survivor_id: id, full_name, birth_date, birth_year, consent_on }) => {
      return { id, full_name, birth_date, birth_year, consent_on };
    });
    const hidden = await this.names.keptBack(people);
    return rows.map((row) => shown(row, scope.coversCode(row.unit_code), hidden.has(row.survivor_id)));
  }

  private async where(conditions: readonly Condition[]): Promise<Condition> {
    const all = [correctionVisible(await this.scopes.mine()), ...conditions];
    return { sql: all.map(({ sql }) => sql).join(' AND '), params: all.flatMap(({ params }) => params) };
  }
}

/** Of somebody whose name is kept back from the reader the wanted name is initials too, and what was remarked is not shown. */
function shown(row: Asked & Survivor, inside: boolean, hidden: boolean): KnownCorrection {
  const {
    survivor_id: id,
    ref,
    full_name,
    unit_code: _u,
    birth_date: _d,
    birth_year: _y,
    consent_on: _c,
    ...asked
  } = row;
  if (!hidden) return { ...asked, person: { id, ref, full_name }, inside, open: inside };
  const person = { id, ref, full_name: initials(full_name) };
  const kept = { wanted_name: initials(asked.wanted_name), remark: null, reason: null };
  return { ...asked, ...kept, person, inside, open: false };
}

/** Of people who live inside, and of those on a roster of an activity inside, which is known as a whole. */
function correctionVisible(scope: Scope): Condition {
  if (scope.everywhere) return { sql: '1 = 1', params: [] };
  const home = scope.whereCode('p.unit_code');
  const place = scope.wherePlace('a.place_id');
  const roster = onRoster(place.sql, place.params);
  return { sql: `(${home.sql} OR ${roster.sql})`, params: [...home.params, ...roster.params] };
}

/** By the own record or by one that was merged: asked apart, so that each is found by its index. */
function onRoster(activities: string, params: (string | number)[]): Condition {
  return {
    sql: `(EXISTS (SELECT 1 FROM participations x JOIN activities a ON a.id = x.activity_id
        WHERE x.person_id = p.id AND ${activities})
      OR EXISTS (SELECT 1 FROM people r JOIN participations x ON x.person_id = r.id JOIN activities a ON a.id = x.activity_id
        WHERE r.merged_into_id = p.id AND ${activities}))`,
    params: [...params, ...params],
  };
}

function conditionsOf({ activityId, mine, personId }: CorrectionFilter): Condition[] {
  const trained = trainedBy(actor()?.email ?? '');
  return [
    ...(activityId === undefined ? [] : [onRoster('a.id = ?', [activityId])]),
    ...(mine ? [onRoster(`(${TRAINED_BY_NOBODY} OR ${trained.sql})`, trained.params)] : []),
    ...(personId === undefined ? [] : [{ sql: 'p.id = ?', params: [personId] }]),
  ];
}

/** A record as its form would say it, unchanged. */
function inputOf({ full_name, sex, birth_date, birth_year, unit_code, phone, email }: PersonOnDesk): PersonInput {
  return { full_name, sex, birth_date, birth_year, unit: unit_code, phone, email };
}
