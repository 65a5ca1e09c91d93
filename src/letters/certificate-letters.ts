import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CertificateFiles, fileNameOf } from '../certificates/certificate-files.js';
import { CertificateRegister, type Registered } from '../certificates/certificate-register.js';
import { certificatePdf } from '../certificates/certificate.pdf.js';
import { Publication } from '../certificates/publication.js';
import { now } from '../config/clock.js';
import { Database } from '../database/database.js';
import { Bus } from '../events/domain-events.js';
import { Withdrawn } from '../mail/attachments.js';
import { Outbox } from '../mail/outbox.js';
import { keys } from './letter-kinds.js';
import { LetterChoices } from './letter-choices.js';
import { LetterMessages } from './letter-messages.js';
import { LetterRounds } from './letter-rounds.js';

/** So long the news of a certificate waits that was issued by itself. */
const QUIET_MS = 60 * 60_000;

/** Whoever gets a certificate and is reached by mail hears of it: the letter is written in the transaction that issues it. */
@Injectable()
export class CertificateLetters implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly register: CertificateRegister,
    private readonly files: CertificateFiles,
    private readonly publication: Publication,
    private readonly rounds: LetterRounds,
    private readonly choices: LetterChoices,
    private readonly messages: LetterMessages,
    private readonly outbox: Outbox,
    private readonly bus: Bus,
  ) {}

  onModuleInit(): void {
    this.bus.on('certificates.issued', ({ ids, automatic }) => this.tell(ids, automatic));
    this.bus.on('certificates.ended', ({ ids }) => this.takeBack(ids));
    this.outbox.provide('certificate', async (id) => {
      const certificate = await this.register.byId(id);
      if (!certificate) throw new Error(`there is no certificate ${id}`);
      if (certificate.ending || (await this.publication.isOfChild(certificate))) throw new Withdrawn();
      const content = await certificatePdf(certificate.printed, this.files.pictures);
      return { name: fileNameOf(certificate, 'pdf'), type: 'application/pdf', content };
    });
  }

  /** To the holders of these certificates; once, however often it is told. */
  private async tell(ids: readonly number[], automatic: boolean): Promise<void> {
    // Whoever takes attendance may take it back: what nobody has decided waits.
    const not_before = automatic ? new Date(now().getTime() + QUIET_MS).toISOString() : undefined;
    const rows = await this.database.rowsIn<Pick<Registered, 'activity_id'>>(
      'SELECT DISTINCT activity_id FROM certificates WHERE id IN (?)',
      [...ids],
    );
    for (const { activity_id } of rows) {
      if ((await this.choices.of(activity_id)).certificate_as === 'none') continue;
      const { told, people } = await this.rounds.of(activity_id, 'certificate');
      const fresh = people.filter(({ way, certificate }) => way === 'to_mail' && ids.includes(certificate?.id ?? 0));
      if (fresh.length === 0) continue;
      const { messages } = await this.messages.of('certificate', told, fresh);
      await this.outbox.putAll(messages.map((message) => ({ ...message, ...(not_before ? { not_before } : {}) })));
    }
  }

  /** News of a certificate that was replaced or revoked is none any more, whether or not it was tried. */
  private async takeBack(ids: readonly number[]): Promise<void> {
    const rows = await this.database.rowsIn<{ id: number }>(
      'SELECT id FROM outbox WHERE dedupe_key IN (?)',
      ids.map((id) => keys.certificate(id)),
    );
    if (rows.length > 0) await this.outbox.cancel({ ids: rows.map(({ id }) => id) }, 'tried');
  }
}
