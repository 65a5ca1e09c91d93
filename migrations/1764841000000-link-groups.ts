import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';
import { optional, text } from './columns.js';

const GROUPS = optional(text('group_codes', 255));

/** As whom people enrol themselves by a link. */
export class LinkGroups1764841000000 implements MigrationInterface {
  name = 'LinkGroups1764841000000';

  async up(runner: QueryRunner): Promise<void> {
    if (await runner.hasColumn('enrolment_links', GROUPS.name)) return;
    await runner.addColumn('enrolment_links', new TableColumn(GROUPS));
  }

  async down(runner: QueryRunner): Promise<void> {
    if (await runner.hasColumn('enrolment_links', GROUPS.name)) await runner.dropColumn('enrolment_links', GROUPS.name);
  }
}
