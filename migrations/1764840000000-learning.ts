import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';
import { flag, from, id, index, int, long, optional, table, text, unique } from './columns.js';

const LEARNERS = [
  table(
    'learner_links',
    [
      ...[id(), text('email'), text('token_hash', 64), text('made_at', 24), text('expires_at', 24)],
      optional(text('used_at', 24)),
    ],
    [unique('UQ_learner_links_token', 'token_hash'), index('IX_learner_links_email', 'email')],
  ),
  table(
    'learner_codes',
    [
      ...[id(), int('person_id'), text('lookup', 4), text('secret_hash'), text('made_at', 24)],
      ...[optional(int('author_id')), optional(text('last_used_on', 10)), optional(text('withdrawn_at', 24))],
    ],
    [unique('UQ_learner_codes_lookup', 'lookup'), index('IX_learner_codes_person', 'person_id')],
  ),
  table(
    'learner_sessions',
    [
      ...[id(), text('token_hash', 64), int('person_id'), text('way', 8), optional(int('code_id'))],
      ...[flag('is_own_device'), text('made_at', 24), text('seen_at', 24), text('expires_at', 24)],
    ],
    [
      unique('UQ_learner_sessions_token', 'token_hash'),
      index('IX_learner_sessions_person', 'person_id'),
      index('IX_learner_sessions_expires', 'expires_at'),
    ],
  ),
  table(
    'learner_accounts',
    [id(), int('user_id'), int('person_id'), text('linked_at', 24), optional(int('author_id'))],
    [unique('UQ_learner_accounts_user', 'user_id'), index('IX_learner_accounts_person', 'person_id')],
  ),
];

const ENROLMENTS = [
  table(
    'enrolments',
    [
      ...[id(), int('activity_id'), int('person_id'), optional(int('version_number')), optional(text('due_on', 10))],
      ...[text('way', 8), text('enrolled_at', 24), optional(int('author_id')), optional(text('started_at', 24))],
      ...[optional(text('completed_on', 10)), optional(text('withdrawn_at', 24))],
    ],
    [
      unique('UQ_enrolments', 'activity_id', 'person_id'),
      index('IX_enrolments_person', 'person_id'),
      index('IX_enrolments_due', 'due_on'),
    ],
  ),
  table(
    'lesson_progress',
    [
      ...[id(), int('enrolment_id'), text('lesson_key', 64), optional(text('opened_at', 24))],
      ...[optional(text('read_at', 24)), optional(text('begun_at', 24)), text('touched_at', 24)],
      ...[optional(text('done_at', 24)), optional(long('seconds')), optional(int('position'))],
      ...[optional(int('score')), from(0, flag('is_waiting')), optional(text('package_status', 16))],
      from(0, int('package_serial')),
    ],
    [unique('UQ_lesson_progress', 'enrolment_id', 'lesson_key')],
  ),
  table(
    'package_states',
    [id(), int('enrolment_id'), text('lesson_key', 64), int('position'), long('piece')],
    [unique('UQ_package_states', 'enrolment_id', 'lesson_key', 'position')],
  ),
  table(
    'progress_resets',
    [
      ...[id(), int('enrolment_id'), text('lesson_key', 64), text('reason', 200), text('reset_at', 24)],
      ...[optional(int('author_id')), long('kept')],
    ],
    [index('IX_progress_resets_enrolment', 'enrolment_id')],
  ),
  table(
    'enrolment_links',
    [
      ...[id(), int('activity_id'), text('nonce', 32), text('token_hash', 64), text('made_at', 24)],
      ...[optional(int('author_id')), optional(text('ends_on', 10)), optional(int('most'))],
      optional(text('withdrawn_at', 24)),
    ],
    [unique('UQ_enrolment_links_token', 'token_hash'), index('IX_enrolment_links_activity', 'activity_id')],
  ),
  table(
    'enrolment_requests',
    [
      ...[id(), int('activity_id'), int('link_id'), text('full_name'), optional(int('birth_year'))],
      ...[text('unit_code', 64), text('group_code', 64), optional(text('email')), optional(text('phone', 32))],
      ...[text('state', 16), text('asked_at', 24), optional(int('person_id')), optional(int('decided_by_id'))],
      ...[optional(text('decided_at', 24)), text('form_key', 64)],
    ],
    [unique('UQ_enrolment_requests_form', 'form_key'), index('IX_enrolment_requests_activity', 'activity_id', 'state')],
  ),
];

const TABLES = [...LEARNERS, ...ENROLMENTS];
/** Whoever signs in is found by the address of e-mail. */
const BY_EMAIL = index('IX_people_email', 'email', 'merged_into_id');

/** Who learns: how learners sign in, what they are enrolled in, and how far they are. */
export class Learning1764840000000 implements MigrationInterface {
  name = 'Learning1764840000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each, true, false, true);
    if (!(await emailIndex(runner))) await runner.createIndex('people', new TableIndex(BY_EMAIL));
  }

  async down(runner: QueryRunner): Promise<void> {
    const there = await emailIndex(runner);
    if (there) await runner.dropIndex('people', there);
    for (const each of [...TABLES].reverse()) await runner.dropTable(each, true);
  }
}

async function emailIndex(runner: QueryRunner): Promise<TableIndex | undefined> {
  return (await runner.getTable('people'))?.indices.find(({ name }) => name === BY_EMAIL.name);
}
