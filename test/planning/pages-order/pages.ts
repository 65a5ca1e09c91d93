import type { Response } from 'supertest';
import type { Param } from '../../../src/database/connection.js';
import type { Field } from '../../activities/field.js';
import type { Member } from '../../support/world.js';

/** What pages answer: done, asked again, not there, changed meanwhile, faulty. Anything else is a fault of the product. */
const ANSWERS = [200, 303, 404, 409, 422];

/** There is nothing that the action could be done to. */
export class Nothing extends Error {}

/** Picks among what is there when an action comes to it, by numbers that were drawn before. */
export class Pick {
  private at = 0;

  constructor(private readonly numbers: readonly number[]) {}

  /** One of a list. @throws Nothing of an empty one */
  of<T>(list: readonly T[]): T {
    const number = this.numbers[this.at % this.numbers.length] ?? 0;
    this.at += 1;
    const one = list[number % list.length];
    if (one === undefined) throw new Nothing();
    return one;
  }

  /** Some of a list, in an order of its own, one perhaps twice. */
  some<T>(list: readonly T[], most: number): T[] {
    return Array.from({ length: 1 + this.of([...Array(most).keys()]) }, () => this.of(list));
  }
}

/** A session with what its addresses and forms need. */
export interface SessionAt {
  id: number;
  code: string;
  activity_id: number;
  number: number;
  date: string;
  version: number;
  status: string;
}

/** The pages of a district as the people who use them see them. */
export class Pages {
  private keys = 0;

  constructor(
    private readonly field: Field,
    readonly by: Member,
    /** Whoever may decide about records of people. */
    readonly organizer: Member,
    /** What was sent and how it was answered, to be read when something is wrong in the end. */
    private readonly trail: string[],
  ) {}

  rows<T>(sql: string, params: Param[] = []): Promise<T[]> {
    return this.field.world.database.rows<T>(sql, params);
  }

  /** The key of a form that nobody has sent yet. */
  newKey(): string {
    this.keys += 1;
    return `form-of-the-page-${this.trail.length}-${this.keys}`;
  }

  /** Sends a form. @throws where the answer is none that a page gives */
  async post(path: string, body: Record<string, unknown> = {}, by = this.by): Promise<Response> {
    return this.answered(`${path} ${JSON.stringify(body)}`, await by.post(path, body));
  }

  /** Sends JSON, as a device does. */
  async json(path: string, body: object): Promise<Response> {
    return this.answered(`${path} ${JSON.stringify(body)}`, await this.by.json(path, body));
  }

  async get(path: string): Promise<Response> {
    return this.answered(path, await this.by.get(path));
  }

  activities(): Promise<{ id: number; code: string; version: number; kind: string; unit_code: string }[]> {
    return this.rows('SELECT id, code, version, kind, unit_code FROM activities ORDER BY id');
  }

  sessions(): Promise<SessionAt[]> {
    return this.rows(
      `SELECT s.id, a.code, a.id AS activity_id, s.number, s.date, s.version, s.status
       FROM sessions s JOIN activities a ON a.id = s.activity_id ORDER BY s.id`,
    );
  }

  /** People as pages offer them: those who were merged are theirs who they are now. */
  people(): Promise<{ id: number; full_name: string }[]> {
    return this.rows('SELECT id, full_name FROM people WHERE merged_into_id IS NULL ORDER BY id');
  }

  /** Those on the roster of an activity, as the sheet of a session shows them. */
  roster(session: SessionAt): Promise<{ person: number; status: string | null }[]> {
    return this.rows(
      `SELECT DISTINCT COALESCE(pe.merged_into_id, pe.id) AS person, t.status FROM participations p
       JOIN people pe ON pe.id = p.person_id
       LEFT JOIN attendance t ON t.session_id = ? AND t.person_id = p.person_id
       WHERE p.activity_id = ? ORDER BY person, t.status`,
      [session.id, session.activity_id],
    );
  }

  /** The last events of some kinds, the newest first. */
  events(...kinds: string[]): Promise<{ id: number; detail: string }[]> {
    const places = kinds.map(() => '?').join(', ');
    return this.rows(`SELECT id, detail FROM events WHERE kind IN (${places}) ORDER BY id DESC LIMIT 5`, kinds);
  }

  private answered(asked: string, answer: Response): Response {
    this.trail.push(`${answer.status} ${asked}`);
    if (!ANSWERS.includes(answer.status)) throw new Error(`${asked} was answered with ${answer.status}`);
    return answer;
  }
}
