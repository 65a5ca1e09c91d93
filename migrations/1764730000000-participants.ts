import type { MigrationInterface, QueryRunner } from 'typeorm';
import { id, index, int, optional, table, text, unique } from './columns.js';

const TABLES = [
  table(
    'participant_links',
    [
      ...[id(), int('person_id'), text('nonce', 32), text('token_hash', 64), text('made_at', 24)],
      ...[optional(int('author_id')), optional(text('last_used_on', 10))],
      ...[optional(text('withdrawn_at', 24)), optional(text('withdrawn_by', 16))],
    ],
    [unique('UQ_participant_links_token', 'token_hash'), index('IX_participant_links_person', 'person_id')],
  ),
  table(
    'name_corrections',
    [
      ...[id(), int('person_id'), text('wanted_name'), optional(text('remark', 200)), text('state', 16)],
      ...[optional(text('reason', 200)), text('asked_at', 24), optional(int('decided_by_id'))],
      ...[optional(text('decided_at', 24)), text('form_key', 64)],
    ],
    [
      unique('UQ_name_corrections_form', 'form_key'),
      index('IX_name_corrections_person', 'person_id', 'state'),
      index('IX_name_corrections_state', 'state', 'id'),
    ],
  ),
  table(
    'participant_choices',
    [id(), int('person_id'), optional(text('locale', 2)), text('mails', 16), text('changed_at', 24)],
    [unique('UQ_participant_choices', 'person_id')],
  ),
];

/** What a participant's own page needs: the links to it, names to be corrected, and what they chose. */
export class Participants1764730000000 implements MigrationInterface {
  name = 'Participants1764730000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each, true, false, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of [...TABLES].reverse()) await runner.dropTable(each, true);
  }
}
