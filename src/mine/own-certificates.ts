import { Injectable } from '@nestjs/common';
import type { Certificate, CertificateEnding } from '../certificates/certificates.entities.js';
import type { PrintedCertificate } from '../certificates/printed-certificate.js';
import { today } from '../config/clock.js';
import { Database } from '../database/database.js';

/** A certificate as its holder sees it in the list. */
export interface OwnCertificate {
  code: string;
  serial: string;
  /** As they were printed. */
  title: string;
  holder: string;
  issued_on: string;
  valid_until: string | null;
  state: 'issued' | 'superseded' | 'revoked' | 'expired';
}

type Row = Pick<Certificate, 'code' | 'serial' | 'issued_on' | 'valid_until' | 'printed'> & {
  ended: CertificateEnding['kind'] | null;
};

/** Reads the register for those whose certificates they are. */
@Injectable()
export class OwnCertificates {
  constructor(private readonly database: Database) {}

  /** The certificates of a person, the latest first. @param records the person and the records merged into it */
  async of(records: readonly number[]): Promise<OwnCertificate[]> {
    const rows = await this.database.rowsIn<Row>(
      `SELECT c.code, c.serial, c.issued_on, c.valid_until, c.printed, e.kind AS ended FROM certificates c
       LEFT JOIN certificate_endings e ON e.certificate_id = c.id WHERE c.person_id IN (?)`,
      [...records],
    );
    return rows.map(shown).sort((a, b) => (a.issued_on < b.issued_on ? 1 : a.issued_on > b.issued_on ? -1 : 0));
  }
}

function shown({ code, serial, issued_on, valid_until, printed, ended }: Row): OwnCertificate {
  const { facts } = JSON.parse(printed) as Pick<PrintedCertificate, 'facts'>;
  const isOver = valid_until !== null && valid_until < today();
  const state = ended ?? (isOver ? 'expired' : 'issued');
  return { code, serial, title: facts.title, holder: facts.holder, issued_on, valid_until, state };
}
