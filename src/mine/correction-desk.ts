import { Injectable } from '@nestjs/common';
import { TRAINED_BY_NOBODY, trainedBy } from '../activities/calendar-list.js';
import type { Condition } from '../activities/visible.js';
import { nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { AlreadyDone, DomainError, NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { PeopleList, type ShownPerson } from '../people/people.list.js';
import { PersonDesk, type PersonOnDesk } from '../people/person-desk.js';
import type { PersonInput } from '../people/person-input.js';
import { initials } from '../people/privacy.js';
import { Scopes } from '../territory/scope.js';
import { actor } from '../web/actor.js';
import { NameCorrection } from './mine.entities.js';

/** A correction as the staff sees it. */
export interface KnownCorrection extends Omit<NameCorrection, 'form_key' | 'decided_by_id'> {
  person: ShownPerson;
  /** Whether the reader may decide it: who sees the name may. */
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

type Row = Omit<NameCorrection, 'form_key'> & { survivor_id: number; survivor_name: string; decider: string | null };

const ROWS = `SELECT c.id, c.person_id, c.wanted_name, c.remark, c.state, c.reason, c.asked_at, c.decided_by_id, c.decided_at,
  p.id AS survivor_id, p.full_name AS survivor_name, u.name AS decider
  FROM name_corrections c JOIN people own ON own.id = c.person_id
  JOIN people p ON p.id = COALESCE(own.merged_into_id, own.id) LEFT JOIN users u ON u.id = c.decided_by_id`;

/** The staff's side of corrections: what waits inside the territory, and what becomes of it. */
@Injectable()
export class CorrectionDesk {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleList,
    private readonly desk: PersonDesk,
    private readonly scopes: Scopes,
    private readonly events: EventLog,
  ) {}

  /** What waits, the oldest first. */
  async waiting(filter: CorrectionFilter = {}): Promise<KnownCorrection[]> {
    const inside = (await this.scopes.mine()).whereCode('p.unit_code');
    const conditions: Condition[] = [inside, ...conditionsOf(filter)];
    const where = conditions.map(({ sql }) => sql).join(' AND ');
    const params = conditions.flatMap((each): (string | number)[] => each.params);
    return this.known(
      await this.database.rows<Row>(`${ROWS} WHERE c.state = 'waiting' AND ${where} ORDER BY c.id`, params),
    );
  }

  /** @throws NotFound where there is none inside the territory */
  async one(id: number): Promise<KnownCorrection> {
    const [known] = await this.known(await this.database.rows<Row>(`${ROWS} WHERE c.id = ?`, [id]));
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
    if (!known.open) throw new DomainError('people.edit_kept_back', {}, 'forbidden');
    return known;
  }

  private async settle(id: number, person: number, state: 'done' | 'refused', reason: string | null): Promise<void> {
    const decided = { decided_by_id: actor()?.user_id ?? null, decided_at: nowIso() };
    await this.database.update(NameCorrection, { id }, { state, reason, ...decided });
    const subject = { type: 'person', id: person };
    const kind = state === 'done' ? 'correction.accepted' : 'correction.refused';
    await this.events.record({ kind, subject, detail: { correction: id } });
  }

  private async known(rows: readonly Row[]): Promise<KnownCorrection[]> {
    const people = await this.people.several(rows.map(({ survivor_id }) => survivor_id));
    return rows.flatMap(({ survivor_id, survivor_name, decided_by_id: _, ...row }) => {
      const person = people.get(survivor_id);
      return person ? [shown(row, person, survivor_name)] : [];
    });
  }
}

/** Of somebody whose name is kept back from the reader the wanted name is initials too, and what was remarked is not shown. */
function shown(
  row: Omit<Row, 'survivor_id' | 'survivor_name' | 'decided_by_id'>,
  person: ShownPerson,
  name: string,
): KnownCorrection {
  const open = person.full_name === name;
  if (open) return { ...row, person, open };
  return { ...row, person, open, wanted_name: initials(row.wanted_name), remark: null, reason: null };
}

function conditionsOf({ activityId, mine, personId }: CorrectionFilter): Condition[] {
  // By the own record or by one that was merged: asked apart, so that each is found by its index.
  const onRoster = (activities: string, params: (string | number)[]): Condition => ({
    sql: `(EXISTS (SELECT 1 FROM participations x JOIN activities a ON a.id = x.activity_id
        WHERE x.person_id = p.id AND ${activities})
      OR EXISTS (SELECT 1 FROM people r JOIN participations x ON x.person_id = r.id JOIN activities a ON a.id = x.activity_id
        WHERE r.merged_into_id = p.id AND ${activities}))`,
    params: [...params, ...params],
  });
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
