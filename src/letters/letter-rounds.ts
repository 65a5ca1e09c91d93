import { Injectable } from '@nestjs/common';
import { CertificateRegister, type Registered } from '../certificates/certificate-register.js';
import { today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { NotFound } from '../errors.js';
import type { MessageState } from '../mail/message-state.js';
import { ActivityLetters, type ToldActivity } from './activity-letters.js';
import { type Addressee, Addressees } from './addressees.js';
import { keys, type PressedKind } from './letter-kinds.js';
import { LetterChoices } from './letter-choices.js';
import { isOver } from './schedule.js';

/**
 * How somebody is reached by a kind of letter: each has exactly one way, so that mailed and printed add up. `mailed`: a
 * message was written and has left or will; `to_mail`: it would be written now; `unwritten`: it was not, and may not be, of a
 * draft or to what is over; `paper`: no mail reaches them.
 */
export type Way = 'mailed' | 'to_mail' | 'unwritten' | 'paper';

/** Somebody with their way. */
export interface Reached {
  person: Addressee;
  way: Way;
  /** What the message is, to this person (mail/outbox.ts). */
  key: string;
  /** Where the message stands; null: none was written. */
  state: MessageState | null;
  /** Of letters that bring a certificate. */
  certificate: Pick<Registered, 'id' | 'serial'> | null;
  attached: boolean;
}

/** One kind of letter with everybody whom it concerns. */
export interface Round {
  told: ToldActivity;
  people: Reached[];
}

/** A message in these states has left or will leave. */
const ON_ITS_WAY: readonly MessageState[] = ['waiting', 'stopped', 'sent'];

/** Who is to get a kind of letter, and how. */
@Injectable()
export class LetterRounds {
  constructor(
    private readonly database: Database,
    private readonly letters: ActivityLetters,
    private readonly addressees: Addressees,
    private readonly register: CertificateRegister,
    private readonly choices: LetterChoices,
  ) {}

  /** @throws NotFound where there is no such activity */
  async of(activityId: number, kind: PressedKind): Promise<Round> {
    const told = await this.letters.told(activityId);
    if (!told) throw new NotFound();
    const everybody = await this.addressees.of(told.activity, kind);
    const concerned = await this.concerned(told, kind, everybody);
    const keysOf = ({ person, key }: Omit<Reached, 'way' | 'state'>): string[] =>
      kind === 'certificate' ? [key] : person.records.map((id) => keys[kind](activityId, id));
    const states = await this.statesOf(concerned.flatMap(keysOf));
    const isClosed = told.activity.status === 'draft' || (kind === 'invitation' && isOver(told.schedule, today()));
    const people = concerned.map((each): Reached => {
      // Whatever was written to any record of somebody was written to them.
      const written = keysOf(each).flatMap((key) => states.get(key) ?? []);
      const state = written.find((one) => ON_ITS_WAY.includes(one)) ?? written[0] ?? null;
      if (state !== null && ON_ITS_WAY.includes(state)) return { ...each, state, way: 'mailed' };
      // What could not be delivered is delivered on paper.
      if (state !== null || each.person.paper !== null) return { ...each, state, way: 'paper' };
      return { ...each, state, way: isClosed ? 'unwritten' : 'to_mail' };
    });
    return { told, people };
  }

  private async concerned(
    { activity }: ToldActivity,
    kind: PressedKind,
    everybody: readonly Addressee[],
  ): Promise<Omit<Reached, 'way' | 'state'>[]> {
    const nothing = { certificate: null, attached: false };
    if (kind === 'invitation') {
      return everybody.map((person) => ({ person, key: keys.invitation(activity.id, person.id), ...nothing }));
    }
    if (kind === 'thanks') {
      const came = await this.whoCame(activity.id);
      return everybody
        .filter(({ id }) => came.has(id))
        .map((person) => ({ person, key: keys.thanks(activity.id, person.id), ...nothing }));
    }
    const { certificate_as } = await this.choices.of(activity.id);
    const current = new Map<number, Registered>();
    for (const each of await this.register.ofActivity(activity.id)) if (!each.ending) current.set(each.holder_id, each);
    return everybody.flatMap((person) => {
      const certificate = current.get(person.id);
      if (!certificate) return [];
      // The paper of a child goes to nobody by mail: the page behind the link shows what the consent allows.
      const attached = certificate_as === 'attachment' && !certificate.printed.facts.is_child;
      return [{ person, key: keys.certificate(certificate.id), certificate, attached }];
    });
  }

  private async whoCame(activityId: number): Promise<ReadonlySet<number>> {
    const rows = await this.database.rows<{ id: number }>(
      `SELECT DISTINCT COALESCE(pe.merged_into_id, pe.id) AS id FROM sessions s JOIN attendance t ON t.session_id = s.id
       JOIN people pe ON pe.id = t.person_id
       WHERE s.activity_id = ? AND s.status <> 'cancelled' AND t.status IN ('present', 'late')`,
      [activityId],
    );
    return new Set(rows.map(({ id }) => id));
  }

  private async statesOf(dedupeKeys: readonly string[]): Promise<Map<string, MessageState>> {
    const rows = await this.database.rowsIn<{ dedupe_key: string; state: MessageState }>(
      'SELECT dedupe_key, state FROM outbox WHERE dedupe_key IN (?)',
      [...dedupeKeys],
    );
    return new Map(rows.map(({ dedupe_key, state }) => [dedupe_key, state]));
  }
}
