import { Injectable } from '@nestjs/common';
import { today } from '../config/clock.js';
import type { Param } from '../database/connection.js';
import { Database } from '../database/database.js';
import { type CertificateState, stateOf } from './certificate-state.js';
import type { PrintedCertificate } from './printed-certificate.js';

/** How a certificate ended, and by which it was replaced. */
export interface Ending {
  kind: 'superseded' | 'revoked';
  reason: string;
  note: string | null;
  ended_on: string;
  /** Number and code of the one in its place; null: there is none. */
  successor: { id: number; serial: string; code: string } | null;
}

/** A certificate as it stands in the register. */
export interface Registered {
  id: number;
  code: string;
  serial: string;
  plan_id: number;
  activity_id: number;
  /** The code of the activity. */
  activity: string;
  /** The record it was issued to, and the person after merges. */
  person_id: number;
  holder_id: number;
  /** Vietnamese order of the given name of today. */
  sort_key: string;
  ordinal: number;
  replaces_id: number | null;
  issued_on: string;
  valid_until: string | null;
  printed: PrintedCertificate;
  state: CertificateState;
  ending: Ending | null;
}

interface Row extends Omit<Registered, 'printed' | 'state' | 'ending'> {
  printed: string;
  ending_kind: Ending['kind'] | null;
  reason: string | null;
  note: string | null;
  ended_on: string | null;
  successor_id: number | null;
  successor_serial: string | null;
  successor_code: string | null;
}

const REGISTER = `SELECT c.id, c.code, c.serial, c.plan_id, c.activity_id, a.code AS activity, c.person_id,
  su.id AS holder_id, su.sort_key, c.ordinal, c.replaces_id, c.issued_on, c.valid_until, c.printed,
  e.kind AS ending_kind, e.reason, e.note, e.ended_on,
  s.id AS successor_id, s.serial AS successor_serial, s.code AS successor_code
  FROM certificates c JOIN activities a ON a.id = c.activity_id JOIN people pe ON pe.id = c.person_id
  JOIN people su ON su.id = COALESCE(pe.merged_into_id, pe.id)
  LEFT JOIN certificate_endings e ON e.certificate_id = c.id LEFT JOIN certificates s ON s.replaces_id = c.id`;

/** Certificates on one page of memory: each has a few kilobytes. */
const CHUNK = 200;

/** Reads the register. Whoever asks decides what may be seen of it. */
@Injectable()
export class CertificateRegister {
  constructor(private readonly database: Database) {}

  /** The certificate of a code as it was printed; undefined: there is none. */
  byCode(code: string): Promise<Registered | undefined> {
    return this.one('c.code = ?', [code]);
  }

  byId(id: number): Promise<Registered | undefined> {
    return this.one('c.id = ?', [id]);
  }

  /** All of an activity, in the order of issue. */
  ofActivity(activityId: number): Promise<Registered[]> {
    return this.read('c.activity_id = ? ORDER BY c.id', [activityId]);
  }

  /** All of a person by whichever record, the latest first. */
  ofPerson(personId: number): Promise<Registered[]> {
    return this.read('(pe.id = ? OR pe.merged_into_id = ?) ORDER BY c.id DESC', [personId, personId]);
  }

  /** Several by id, a piece at a time, in the order of the ids. */
  async *several(ids: readonly number[]): AsyncGenerator<Registered> {
    for (let at = 0; at < ids.length; at += CHUNK) {
      const piece = ids.slice(at, at + CHUNK);
      const found = await this.read(`c.id IN (${piece.map(() => '?').join(',')})`, [...piece]);
      const byId = new Map(found.map((each) => [each.id, each]));
      for (const id of piece) {
        const each = byId.get(id);
        if (each) yield each;
      }
    }
  }

  /** What keeps a condition, with its parameters; `c` is the register, `pe` the record of the person. */
  async read(where: string, params: Param[]): Promise<Registered[]> {
    const day = today();
    const rows = await this.database.rows<Row>(`${REGISTER} WHERE ${where}`, params);
    return rows.map((row) => registered(row, day));
  }

  private async one(where: string, params: Param[]): Promise<Registered | undefined> {
    return (await this.read(where, params))[0];
  }
}

function registered(row: Row, day: string): Registered {
  const { ending_kind, reason, note, ended_on, successor_id, successor_serial, successor_code, printed, ...rest } = row;
  const successor =
    successor_id === null ? null : { id: successor_id, serial: successor_serial ?? '', code: successor_code ?? '' };
  const ending =
    ending_kind === null
      ? null
      : { kind: ending_kind, reason: reason ?? '', note, ended_on: ended_on ?? '', successor };
  return {
    ...rest,
    printed: JSON.parse(printed) as PrintedCertificate,
    ending,
    state: stateOf(rest, ending, day),
  };
}
