import { Injectable } from '@nestjs/common';
import { nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { actor } from '../web/actor.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { newCode } from './certificate-code.js';
import { CertificateSigner } from './certificate-signer.js';
import { Certificate, CertificateSeries } from './certificates.entities.js';
import type { CertificateFacts, CertificateStyle } from './printed-certificate.js';
import { serialOf, seriesOf } from './serial-pattern.js';

/** A certificate that is to be entered in the register. */
export interface Entry {
  plan_id: number;
  activity_id: number;
  person_id: number;
  ordinal: number;
  replaces_id: number | null;
  /** What it says, with the number that it is given. */
  facts: (serial: string) => CertificateFacts;
}

/** Enters certificates: number, code and signature are given here and nowhere else. */
@Injectable()
export class CertificateWriter {
  constructor(
    private readonly database: Database,
    private readonly signer: CertificateSigner,
    private readonly holder: SettingsHolder,
  ) {}

  /**
   * Enters certificates in the order given, in the caller's transaction. Numbers follow one another without a gap: the row of
   * the series is held until the transaction ends, and what is undone gives its numbers back.
   * @param day of issue @returns their ids, in the same order
   */
  async enter(entries: readonly Entry[], style: CertificateStyle, pattern: string, day: string): Promise<number[]> {
    if (entries.length === 0) return [];
    const year = Number(day.slice(0, 4));
    const series = seriesOf(pattern, year);
    const first = await this.take(series, entries.length);
    const site = this.holder.settings.publicUrl;
    const rows: Partial<Certificate>[] = [];
    for (const [at, { facts: factsWith, ...whose }] of entries.entries()) {
      const number = first + at;
      const serial = serialOf(pattern, year, number);
      const facts = factsWith(serial);
      const unsigned = { code: newCode(), site, facts, style };
      const printed = { ...unsigned, token: await this.signer.sign(unsigned) };
      rows.push({
        ...whose,
        code: printed.code,
        serial,
        series,
        number,
        issued_on: facts.issued_on,
        valid_until: facts.valid_until,
        printed: JSON.stringify(printed),
        author_id: actor()?.user_id ?? null,
        recorded_at: nowIso(),
      });
    }
    await this.database.insert(Certificate, rows);
    const sql = 'SELECT id FROM certificates WHERE series = ? AND number >= ? AND number < ? ORDER BY number';
    const written = await this.database.rows<{ id: number }>(sql, [series, first, first + entries.length]);
    return written.map(({ id }) => id);
  }

  /** Takes numbers of a series. @returns the first of them */
  private async take(series: string, count: number): Promise<number> {
    const sql = 'SELECT id, last FROM certificate_series WHERE series = ?';
    const [row] = await this.database.rowsForUpdate<CertificateSeries>(sql, [series]);
    if (!row) {
      await this.database.insert(CertificateSeries, [{ series, last: count }]);
      return 1;
    }
    await this.database.update(CertificateSeries, { id: row.id }, { last: row.last + count });
    return row.last + 1;
  }
}
