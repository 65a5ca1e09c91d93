import { Injectable } from '@nestjs/common';
import { ActivityDoor, type OpenActivity } from '../activities/open-activities.js';
import { nowIso, today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { AlreadyDone, DomainError, NotFound } from '../errors.js';
import { actor } from '../web/actor.js';
import { Candidates, isEntitled } from './candidates.js';
import { CertificateNews } from './certificate-news.js';
import { CertificateRegister, type Registered } from './certificate-register.js';
import { CertificateEnding } from './certificates.entities.js';
import { requireTraining } from './issuing.js';
import type { PrintedCertificate } from './printed-certificate.js';
import { QrCheck } from './qr-check.js';
import { TrainingPapers } from './training-papers.js';

export const REVOCATION_REASONS = ['not_there', 'not_reached', 'twice', 'error', 'other'] as const;
export const REPLACEMENT_REASONS = ['name', 'facts', 'design', 'qr', 'other'] as const;

/** What somebody says about the end of a certificate. */
export interface Said<Reason extends string> {
  /** Told to whoever checks the certificate. */
  reason: Reason;
  /** For the office alone. */
  note: string | null;
}

/** What becomes of a certificate after it was issued: it is replaced or revoked, once, and its row stays as it was. */
@Injectable()
export class CertificateActs {
  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly register: CertificateRegister,
    private readonly candidates: Candidates,
    private readonly papers: TrainingPapers,
    private readonly news: CertificateNews,
    private readonly qr: QrCheck,
  ) {}

  /**
   * Issues another certificate in the place of one that says something wrong; it says what the records say today. Of one that
   * was revoked too, where that was the mistake: it stays revoked.
   * @returns the id of the new one
   * @throws NotFound, AlreadyDone; DomainError where the holder qualifies no more, or nothing would be different and the QR code
   *   of the old one is good
   */
  async replace(id: number, { reason, note }: Said<(typeof REPLACEMENT_REASONS)[number]>): Promise<number> {
    const code = await this.activityOf(id);
    return this.database.transaction(async () => {
      const { old, activity } = await this.open(id, code);
      requireTraining(activity);
      if (old.ending?.kind === 'superseded' || old.ending?.successor) throw new AlreadyDone();
      const candidacy = await this.candidates.of(activity, today());
      const person = candidacy.candidates.find(({ id: each }) => each === old.holder_id);
      if (!person || !isEntitled(person, today()))
        throw new DomainError('certificates.no_longer_entitled', {}, 'conflict');
      if (await this.hasAnother(old)) throw new DomainError('certificates.has_another', {}, 'conflict');
      const draft = await this.papers.draft(activity, candidacy);
      const facts = draft.facts(person.id, old.serial);
      const isSame = facts && isTheSame(old.printed, { ...old.printed, facts, style: draft.style });
      if (!old.ending && isSame && (await this.qr.isGood(old.printed))) {
        throw new DomainError('certificates.nothing_to_replace', {}, 'conflict');
      }
      if (!old.ending) await this.end(old, 'superseded', { reason, note });
      const recipient = { holder_id: person.id, person_id: old.person_id };
      const ordinal = await this.nextOrdinal(old);
      const [made = 0] = await this.papers.enter(activity, draft, [{ ...recipient, ordinal, replaces_id: old.id }]);
      await this.news.of('certificate.replaced', old, { certificate: made, reason });
      await this.news.issued([made]);
      return made;
    });
  }

  /** Revokes a certificate that should not have been issued. @throws NotFound, AlreadyDone */
  async revoke(id: number, { reason, note }: Said<(typeof REVOCATION_REASONS)[number]>): Promise<void> {
    const code = await this.activityOf(id);
    await this.database.transaction(async () => {
      const { old } = await this.open(id, code);
      if (old.ending) throw new AlreadyDone();
      await this.end(old, 'revoked', { reason, note });
      await this.news.of('certificate.revoked', old, { reason });
    });
  }

  /**
   * Revokes those of a training that are in force although their holders do not qualify: attendance was corrected after they
   * were issued, by a press or by themselves. Pressed again it finds none.
   * @returns how many @throws NotFound
   */
  async revokeUnearned(code: string): Promise<number> {
    return this.database.transaction(async () => {
      const activity = await this.door.activity(code);
      const { candidates } = await this.candidates.of(activity, today());
      const entitled = new Set(candidates.filter((each) => isEntitled(each, today())).map(({ id }) => id));
      const inForce = (await this.register.ofActivity(activity.id)).filter(({ ending }) => ending === null);
      const unearned = inForce.filter(({ holder_id }) => !entitled.has(holder_id));
      const said = { reason: 'not_reached', note: null } satisfies Said<(typeof REVOCATION_REASONS)[number]>;
      for (const each of unearned) {
        await this.end(each, 'revoked', said);
        await this.news.of('certificate.revoked', each, { reason: said.reason });
      }
      return unearned.length;
    });
  }

  /** The code of a certificate's activity, asked before the transaction, which locks the activity before it reads anything. */
  private async activityOf(id: number): Promise<string> {
    const row = await this.database.row<{ code: string }>(
      'SELECT a.code FROM certificates c JOIN activities a ON a.id = c.activity_id WHERE c.id = ?',
      [id],
    );
    if (!row) throw new NotFound();
    return row.code;
  }

  /** Locks the activity of a certificate, which must lie in the own territory. */
  private async open(id: number, code: string): Promise<{ old: Registered; activity: OpenActivity }> {
    const activity = await this.door.activity(code);
    const old = await this.register.byId(id);
    if (!old) throw new NotFound();
    return { old, activity };
  }

  /** Whether the holder has, by whichever record, another one of this training that has not ended. */
  private async hasAnother({ id, activity_id, holder_id }: Registered): Promise<boolean> {
    const all = await this.register.ofActivity(activity_id);
    return all.some((each) => each.holder_id === holder_id && each.id !== id && each.ending === null);
  }

  private async end(
    { id }: Registered,
    kind: CertificateEnding['kind'],
    { reason, note }: Said<string>,
  ): Promise<void> {
    await this.database.insert(CertificateEnding, [
      {
        certificate_id: id,
        kind,
        reason,
        note,
        ended_on: today(),
        author_id: actor()?.user_id ?? null,
        recorded_at: nowIso(),
      },
    ]);
    await this.news.ended([id]);
  }

  private async nextOrdinal({ activity_id, person_id }: Registered): Promise<number> {
    const row = await this.database.row<{ last: number }>(
      'SELECT MAX(ordinal) AS last FROM certificates WHERE activity_id = ? AND person_id = ?',
      [activity_id, person_id],
    );
    return Number(row?.last ?? 0) + 1;
  }
}

/** Whether two papers would say and look the same, but for number and day of issue. */
function isTheSame(one: PrintedCertificate, other: PrintedCertificate): boolean {
  const said = ({ facts, style }: PrintedCertificate): string =>
    JSON.stringify([{ ...facts, issued_on: '', valid_until: '' }, style]);
  return said(one) === said(other);
}
