import { Injectable } from '@nestjs/common';
import { today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { DomainError, NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { ChildReads } from '../people/child-reads.js';
import { compareText } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { ActivityRecords } from '../activities/activity-records.js';
import { CertificateImages } from './certificate-images.js';
import { CertificateList, type ShownCertificate } from './certificate-list.js';
import { certificatesPdf, type Progress } from './certificate.pdf.js';
import { certificatesZip } from './certificates.zip.js';
import type { PictureSource } from './paper-pictures.js';
import type { PrintedCertificate } from './printed-certificate.js';

/** How the certificates of a training are sorted for printing. */
export type PrintOrder = 'place' | 'name';

/** A file that is written while it is read. */
export interface Streamed {
  count: number;
  content: AsyncIterable<Uint8Array>;
}

interface Sorted {
  id: number;
  belongs_to: string;
  sort_key: string;
}

/**
 * Certificates as files, as far as the reader may see the names on them: of a child whose name is kept back the paper is
 * too. Each print of many leaves an event: it takes people's data out of the house.
 */
@Injectable()
export class CertificateFiles {
  /** The pictures of a design, by the hash of their bytes. */
  readonly pictures: PictureSource;

  constructor(
    private readonly list: CertificateList,
    private readonly activities: ActivityRecords,
    private readonly database: Database,
    private readonly events: EventLog,
    private readonly reads: ChildReads,
    images: CertificateImages,
  ) {
    this.pictures = images.bytes;
  }

  /**
   * What is printed of one certificate; that a child's is opened by name is noted.
   * @param inForce only one that has not ended @throws NotFound where the reader may not see the name
   */
  async one(id: number, { inForce = false } = {}): Promise<PrintedCertificate> {
    const { hidden, printed, ending, holder_id } = await this.list.one(id);
    if (hidden || (inForce && ending)) throw new NotFound();
    await this.reads.note(holder_id);
    return printed;
  }

  /** All of a training that have not ended, as one document. @throws NotFound; DomainError where there are none */
  async pdf(code: string, order: PrintOrder, locale: Locale, progress?: Progress): Promise<Streamed> {
    const { title, ids } = await this.open(code, order);
    const about = { title: translate(locale, 'certificates.title_of', { title }), lang: locale, day: today() };
    return { count: ids.length, content: certificatesPdf(about, this.printed(ids), this.pictures, progress) };
  }

  /** The same as single files in one archive. @throws as `pdf` */
  async zip(code: string, progress?: Progress): Promise<Streamed> {
    const { ids } = await this.open(code, 'name');
    return { count: ids.length, content: certificatesZip(this.printed(ids), this.pictures, progress) };
  }

  private async open(code: string, order: PrintOrder): Promise<{ title: string; ids: number[] }> {
    const { id, title } = await this.activities.activity(code);
    const ids = await this.sorted(await this.list.inForce(code), order);
    if (ids.length === 0) throw new DomainError('certificates.none_to_print', {}, 'conflict');
    const detail = { activity: code, count: ids.length };
    await this.database.transaction(() =>
      this.events.record({ kind: 'certificate.printed', subject: { type: 'activity', id }, detail }),
    );
    return { title, ids };
  }

  /** By village or school, then by name. Only what is sorted by is kept: a course may have thousands. */
  private async sorted(ids: readonly number[], order: PrintOrder): Promise<number[]> {
    const all: Sorted[] = [];
    for await (const { id, hidden, sort_key, printed } of this.list.several(ids)) {
      if (!hidden) all.push({ id, sort_key, belongs_to: printed.facts.belongs_to ?? '' });
    }
    const byName = (a: Sorted, b: Sorted): number =>
      a.sort_key < b.sort_key ? -1 : a.sort_key > b.sort_key ? 1 : a.id - b.id;
    const byPlace = (a: Sorted, b: Sorted): number => compareText('vi', a.belongs_to, b.belongs_to) || byName(a, b);
    return all.sort(order === 'place' ? byPlace : byName).map(({ id }) => id);
  }

  private async *printed(ids: readonly number[]): AsyncGenerator<PrintedCertificate> {
    for await (const { printed } of this.list.several(ids)) yield printed;
  }
}

/** What a file of one certificate is called. */
export function fileNameOf({ printed }: Pick<ShownCertificate, 'printed'>, ending: string): string {
  return `${printed.facts.serial.replaceAll('/', '-')}.${ending}`;
}
