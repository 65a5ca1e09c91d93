import type { MigrationInterface, QueryRunner } from 'typeorm';
import { from, id, index, int, long, optional, table, text, unique } from './columns.js';

const TABLES = [
  table(
    'certificate_designs',
    [
      id(),
      optional(int('plan_id')),
      optional(int('activity_id')),
      text('design', 16),
      text('wording', 4),
      optional(text('body_above')),
      text('body'),
      optional(text('body_en')),
      text('place_of_issue'),
      text('signatory_title'),
      optional(text('signatory_title_en')),
      text('signatory_name'),
      optional(text('logo', 64)),
      optional(text('signature', 64)),
      optional(text('seal', 64)),
      optional(int('validity_months')),
      optional(text('serial_pattern', 64)),
      from(1, int('version')),
    ],
    [unique('UQ_certificate_designs_plan', 'plan_id'), unique('UQ_certificate_designs_activity', 'activity_id')],
  ),
  table(
    'automatic_issues',
    [id(), int('activity_id'), optional(int('author_id')), text('since', 24)],
    [unique('UQ_automatic_issues', 'activity_id')],
  ),
  table(
    'certificates',
    [
      id(),
      text('code', 14),
      text('serial', 64),
      text('series', 64),
      int('number'),
      int('plan_id'),
      int('activity_id'),
      int('person_id'),
      int('ordinal'),
      optional(int('replaces_id')),
      text('issued_on', 10),
      optional(text('valid_until', 10)),
      long('printed'),
      optional(int('author_id')),
      text('recorded_at', 24),
    ],
    [
      unique('UQ_certificates_code', 'code'),
      unique('UQ_certificates_serial', 'serial'),
      unique('UQ_certificates_number', 'series', 'number'),
      unique('UQ_certificates_holder', 'activity_id', 'person_id', 'ordinal'),
      unique('UQ_certificates_replaces', 'replaces_id'),
      index('IX_certificates_person', 'person_id'),
      index('IX_certificates_plan', 'plan_id', 'id'),
    ],
  ),
  table(
    'certificate_endings',
    [
      id(),
      int('certificate_id'),
      text('kind', 16),
      text('reason', 32),
      optional(long('note')),
      text('ended_on', 10),
      optional(int('author_id')),
      text('recorded_at', 24),
    ],
    [unique('UQ_certificate_endings', 'certificate_id')],
  ),
  table('certificate_series', [id(), text('series', 64), int('last')], [unique('UQ_certificate_series', 'series')]),
];

/** The register of certificates, who issues them, and how they look. */
export class Certificates1764700000000 implements MigrationInterface {
  name = 'Certificates1764700000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each, true, false, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of [...TABLES].reverse()) await runner.dropTable(each);
  }
}
