import { Injectable } from '@nestjs/common';
import type { Param } from '../database/connection.js';
import { Database } from '../database/database.js';
import { NotFound } from '../errors.js';
import { today } from '../config/clock.js';
import { PersonNames } from '../people/person-names.js';
import { initials, type NamedPerson, personRights, whereNameShown } from '../people/privacy.js';
import { whereWords } from '../people/sort-name.js';
import { type Scope, Scopes } from '../territory/scope.js';
import { actor } from '../web/actor.js';
import { LIST_PAGE, offsetOf } from '../web/pager.js';
import { CertificateRegister, type Registered } from './certificate-register.js';

/** A certificate as the reader may see it. */
export interface ShownCertificate extends Registered {
  /** The name as it was printed; initials where the reader may not see it. */
  name: string;
  /** Whether the name is kept back: then the paper is too. */
  hidden: boolean;
}

/** What the list is narrowed by; empty: not. */
export interface CertificateFilter {
  /** Words of the holder's name, or the number. */
  q: string;
  /** `valid`, `superseded`, `revoked` or `expired`. */
  state: string;
  /** The code of an activity. */
  activity: string;
  /** The id of a person after merges; null: anybody. */
  person: number | null;
}

const STATES: Record<string, { sql: string; params: (day: string) => Param[] } | undefined> = {
  valid: { sql: 'e.id IS NULL AND (c.valid_until IS NULL OR c.valid_until >= ?)', params: (day) => [day] },
  expired: { sql: 'e.id IS NULL AND c.valid_until < ?', params: (day) => [day] },
  superseded: { sql: "e.kind = 'superseded'", params: () => [] },
  revoked: { sql: "e.kind = 'revoked'", params: () => [] },
};

/** Certificates that are read at once. */
const CHUNK = 200;
const ALL: CertificateFilter = { q: '', state: '', activity: '', person: null };

const FROM = `FROM certificates c JOIN activities a ON a.id = c.activity_id JOIN people pe ON pe.id = c.person_id
  JOIN people p ON p.id = COALESCE(pe.merged_into_id, pe.id) LEFT JOIN certificate_endings e ON e.certificate_id = c.id`;

/**
 * The certificates that exist for a reader: those of activities inside the territory, and of any other those whose holder
 * came from inside.
 */
@Injectable()
export class CertificateList {
  constructor(
    private readonly database: Database,
    private readonly register: CertificateRegister,
    private readonly scopes: Scopes,
    private readonly names: PersonNames,
  ) {}

  /** A page of the list, the latest first. */
  async page(filter: CertificateFilter, page: number): Promise<{ certificates: ShownCertificate[]; total: number }> {
    const where = await this.where(filter);
    return this.database.snapshot(async () => {
      const count = await this.database.row<{ n: number }>(
        `SELECT COUNT(*) AS n ${FROM} WHERE ${where.sql}`,
        where.params,
      );
      const total = Number(count?.n ?? 0);
      const sql = `SELECT c.id ${FROM} WHERE ${where.sql} ORDER BY c.id DESC LIMIT ? OFFSET ?`;
      const ids = await this.database.rows<{ id: number }>(sql, [
        ...where.params,
        LIST_PAGE,
        offsetOf({ page, total }),
      ]);
      return { certificates: await this.byIds(ids), total };
    });
  }

  /** At most `limit` after an id, in the order of issue: for programs. */
  async after(filter: CertificateFilter, after: number, limit: number): Promise<ShownCertificate[]> {
    const where = await this.where(filter);
    const sql = `SELECT c.id ${FROM} WHERE ${where.sql} AND c.id > ? ORDER BY c.id LIMIT ?`;
    return this.byIds(await this.database.rows<{ id: number }>(sql, [...where.params, after, limit]));
  }

  /** One certificate. @throws NotFound where it does not exist for the reader */
  async one(id: number): Promise<ShownCertificate> {
    const where = await this.where(ALL);
    const sql = `SELECT c.id ${FROM} WHERE ${where.sql} AND c.id = ?`;
    const [found] = await this.byIds(await this.database.rows<{ id: number }>(sql, [...where.params, id]));
    if (!found) throw new NotFound();
    return found;
  }

  /** Those of an activity that exist for the reader, in the order of issue. */
  async ofActivity(code: string): Promise<ShownCertificate[]> {
    const where = await this.where({ ...ALL, activity: code });
    const sql = `SELECT c.id ${FROM} WHERE ${where.sql} ORDER BY c.id`;
    return this.byIds(await this.database.rows<{ id: number }>(sql, where.params));
  }

  /** The ids of those of an activity that exist for the reader and have not ended, in the order of issue. */
  async inForce(code: string): Promise<number[]> {
    const where = await this.where({ ...ALL, activity: code });
    const sql = `SELECT c.id ${FROM} WHERE ${where.sql} AND e.id IS NULL ORDER BY c.id`;
    return (await this.database.rows<{ id: number }>(sql, where.params)).map(({ id }) => id);
  }

  /** Several by id, a piece at a time, as the reader may see them; whether they exist for the reader was asked before. */
  async *several(ids: readonly number[]): AsyncGenerator<ShownCertificate> {
    for (let at = 0; at < ids.length; at += CHUNK)
      yield* await this.byIds(ids.slice(at, at + CHUNK).map((id) => ({ id })));
  }

  private async byIds(rows: readonly { id: number }[]): Promise<ShownCertificate[]> {
    const found: Registered[] = [];
    for await (const each of this.register.several(rows.map(({ id }) => id))) found.push(each);
    return this.shown(found);
  }

  /** Certificates as the reader may see them. */
  async shown(certificates: readonly Registered[]): Promise<ShownCertificate[]> {
    const people = await this.database.rowsIn<NamedPerson>(
      'SELECT id, full_name, birth_date, birth_year, consent_on FROM people WHERE id IN (?)',
      [...new Set(certificates.map(({ holder_id }) => holder_id))],
    );
    const hidden = await this.names.keptBack(people);
    return certificates.map((each) => {
      const isHidden = hidden.has(each.holder_id);
      const { holder } = each.printed.facts;
      return { ...each, hidden: isHidden, name: isHidden ? initials(holder) : holder };
    });
  }

  private async where({ q, state, activity, person }: CertificateFilter): Promise<{ sql: string; params: Param[] }> {
    const visible = certificateVisible(await this.scopes.mine());
    const conditions = [visible.sql];
    const params: Param[] = [...visible.params];
    const asked = STATES[state];
    const found = q === '' ? null : this.whereFound(q);
    const of = activity === '' ? null : { sql: 'a.code = ?', params: [activity] };
    const whose = person === null ? null : { sql: 'p.id = ?', params: [person] };
    for (const condition of [asked && { sql: asked.sql, params: asked.params(today()) }, found, of, whose]) {
      if (!condition) continue;
      conditions.push(`(${condition.sql})`);
      params.push(...condition.params);
    }
    return { sql: conditions.join(' AND '), params };
  }

  /** By number, or by words of the name, which nobody may try who may not read it. */
  private whereFound(q: string): { sql: string; params: Param[] } {
    const words = whereWords('p.sort_name', q);
    const named = personRights(actor()).childName ? null : whereNameShown(today());
    const byName =
      words && (named ? { sql: `${words.sql} AND ${named.sql}`, params: [...words.params, ...named.params] } : words);
    const serial = { sql: 'c.serial IN (?, ?)', params: [q, q.toLocaleUpperCase('vi')] };
    if (!byName) return serial;
    return { sql: `${serial.sql} OR (${byName.sql})`, params: [...serial.params, ...byName.params] };
  }
}

/** `a` is the table of activities, `c` the register. */
function certificateVisible(scope: Scope): { sql: string; params: Param[] } {
  if (scope.everywhere) return { sql: '1 = 1', params: [] };
  const own = scope.wherePlace('a.place_id');
  // Of one person at one activity there are few rows: not to be found by the places.
  const roster = scope.wherePlace('COALESCE(vp.place_id, 0)');
  const sql = `(${own.sql} OR EXISTS (SELECT 1 FROM participations vp
    WHERE vp.activity_id = c.activity_id AND vp.person_id = c.person_id AND ${roster.sql}))`;
  return { sql, params: [...own.params, ...roster.params] };
}
