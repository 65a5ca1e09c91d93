import { Injectable } from '@nestjs/common';
import { nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { NotFound } from '../errors.js';
import { FileIntake, type KeptMark } from '../files/file-intake.js';
import { actor } from '../web/actor.js';
import type { UploadedFile } from '../web/upload.js';
import { CertificateImage } from './certificates.entities.js';

/**
 * Logos, signatures and seals. A row stays for good, and so does its file (file-sweep.ts): a certificate that names a
 * picture can always be printed again.
 */
@Injectable()
export class CertificateImages {
  constructor(
    private readonly database: Database,
    private readonly intake: FileIntake,
  ) {}

  /** Keeps an uploaded picture, drawn anew, before any row names it. @throws DomainError where it is none */
  keep(upload: UploadedFile): Promise<KeptMark> {
    return this.intake.mark(upload);
  }

  /** Notes a kept picture; to be called in the transaction that uses it. The same picture again is the same row. */
  async note(mark: KeptMark): Promise<void> {
    const known = await this.database.row('SELECT id FROM certificate_images WHERE sha256 = ?', [mark.sha256]);
    if (known) return;
    await this.database.insertOne(CertificateImage, {
      ...mark,
      author_id: actor()?.user_id ?? null,
      added_at: nowIso(),
    });
  }

  /** The bytes of a picture (PNG), for the paper. @throws NotFound where nobody has brought it, or its file is gone */
  readonly bytes = async (sha256: string): Promise<Buffer> => {
    const row = await this.database.row('SELECT id FROM certificate_images WHERE sha256 = ?', [sha256]);
    if (!row) throw new NotFound();
    await this.intake.store.size(sha256);
    const pieces: Uint8Array[] = [];
    for await (const piece of this.intake.store.read(sha256)) pieces.push(piece);
    return Buffer.concat(pieces);
  };
}
