import type { MigrationInterface, QueryRunner } from 'typeorm';
import { id, index, int, optional, table, text } from './columns.js';

const TABLES = [
  table(
    'organisation_members',
    [
      ...[id(), int('organisation_id'), int('person_id'), text('role', 10)],
      ...[optional(text('since', 10)), optional(text('ended_on', 10))],
      ...[optional(int('author_id')), text('recorded_at', 24)],
    ],
    [
      index('IX_organisation_members_organisation', 'organisation_id'),
      index('IX_organisation_members_person', 'person_id'),
    ],
  ),
];

/** Who belongs to which organisation. */
export class OrganisationMembers1764520000000 implements MigrationInterface {
  name = 'OrganisationMembers1764520000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each, true, false, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of [...TABLES].reverse()) await runner.dropTable(each, true);
  }
}
