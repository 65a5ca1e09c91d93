import { Table, TableIndex, type MigrationInterface, type QueryRunner, type TableColumnOptions } from 'typeorm';

const id = (): TableColumnOptions => ({
  name: 'id',
  type: 'integer',
  isPrimary: true,
  isGenerated: true,
  generationStrategy: 'increment',
});
const text = (name: string, length = 190): TableColumnOptions => ({ name, type: 'varchar', length: String(length) });
const long = (name: string): TableColumnOptions => ({ name, type: 'text' });
const int = (name: string): TableColumnOptions => ({ name, type: 'integer' });
const flag = (name: string): TableColumnOptions => ({ name, type: 'smallint' });
const optional = (column: TableColumnOptions): TableColumnOptions => ({ ...column, isNullable: true });
const from = (value: number, column: TableColumnOptions): TableColumnOptions => ({ ...column, default: String(value) });
const unique = (name: string, ...columnNames: string[]): TableIndex =>
  new TableIndex({ name, columnNames, isUnique: true });
const index = (name: string, ...columnNames: string[]): TableIndex => new TableIndex({ name, columnNames });
const table = (name: string, columns: TableColumnOptions[], indices: TableIndex[]): Table =>
  new Table({ name, columns, indices });

/** The first schema. It imports no entity: entities move on, a released step does not. */
const TABLES = [
  table(
    'users',
    [
      id(),
      text('email'),
      text('name'),
      text('role', 20),
      optional(int('place_id')),
      text('locale', 5),
      optional(text('password_hash')),
      from(0, flag('password_expired')),
      optional(text('totp_secret')),
      optional(int('totp_last_step')),
      optional(text('disabled_at', 24)),
      text('created_at', 24),
      from(1, int('version')),
    ],
    [unique('UQ_users_email', 'email')],
  ),
  table(
    'recovery_codes',
    [id(), int('user_id'), text('code_hash'), optional(text('used_at', 24))],
    [index('IX_recovery_codes_user', 'user_id')],
  ),
  table(
    'sign_ins',
    [
      id(),
      text('token_hash', 64),
      int('user_id'),
      text('stage', 10),
      text('csrf_token', 64),
      optional(long('flash')),
      text('address', 64),
      text('agent'),
      text('created_at', 24),
      text('seen_at', 24),
      text('expires_at', 24),
      optional(text('confirmed_at', 24)),
    ],
    [index('IX_sign_ins_user', 'user_id'), unique('UQ_sign_ins_token', 'token_hash')],
  ),
  table(
    'api_tokens',
    [
      id(),
      int('user_id'),
      text('name'),
      text('token_hash', 64),
      text('token_tail', 8),
      text('created_at', 24),
      optional(text('used_at', 24)),
      optional(text('expires_at', 24)),
      optional(text('revoked_at', 24)),
    ],
    [index('IX_api_tokens_user', 'user_id'), unique('UQ_api_tokens_token', 'token_hash')],
  ),
  table(
    'password_resets',
    [
      id(),
      int('user_id'),
      text('token_hash', 64),
      text('created_at', 24),
      text('expires_at', 24),
      optional(text('used_at', 24)),
    ],
    [unique('UQ_password_resets_token', 'token_hash')],
  ),
  table(
    'throttles',
    [id(), text('throttle_key', 64), text('window_ends_at', 24), int('used')],
    [unique('UQ_throttles_key', 'throttle_key')],
  ),
  table(
    'activities',
    [
      id(),
      text('code', 64),
      int('plan_id'),
      text('kind', 16),
      long('title'),
      text('unit_code', 64),
      optional(text('agency_code', 64)),
      optional(int('min_attendance')),
      optional(int('capacity')),
      optional(text('trainer')),
      text('status', 16),
      optional(text('first_date', 10)),
      optional(int('place_id')),
      from(1, int('version')),
    ],
    [index('IX_activities_plan', 'plan_id', 'first_date'), unique('UQ_activities_code', 'code')],
  ),
  table(
    'sessions',
    [
      id(),
      int('activity_id'),
      int('number'),
      text('date', 10),
      optional(text('start', 5)),
      optional(text('end', 5)),
      optional(text('venue')),
      optional(int('makes_up')),
      text('status', 16),
      from(1, int('version')),
    ],
    [index('IX_sessions_date', 'date'), unique('UQ_sessions_number', 'activity_id', 'number')],
  ),
  table(
    'participations',
    [
      id(),
      int('activity_id'),
      int('person_id'),
      text('group_code', 64),
      optional(int('organisation_id')),
      text('unit_code', 64),
      flag('unit_given'),
      optional(int('place_id')),
      text('recorded_at', 24),
    ],
    [
      index('IX_participations_place', 'place_id'),
      index('IX_participations_organisation', 'organisation_id'),
      index('IX_participations_person', 'person_id'),
      unique('UQ_participations', 'activity_id', 'person_id', 'group_code'),
    ],
  ),
  table(
    'attendance',
    [id(), int('session_id'), int('person_id'), text('status', 16)],
    [index('IX_attendance_person', 'person_id'), unique('UQ_attendance', 'session_id', 'person_id')],
  ),
  table(
    'headcounts',
    [
      id(),
      int('session_id'),
      text('unit_code', 64),
      int('place_id'),
      text('group_code', 64),
      int('count'),
      text('method', 16),
      optional(long('note')),
    ],
    [unique('UQ_headcounts', 'session_id', 'unit_code', 'group_code')],
  ),
  table(
    'qualifications',
    [
      id(),
      int('participation_id'),
      int('activity_id'),
      int('plan_id'),
      text('kind', 16),
      text('measure', 16),
      text('group_code', 64),
      int('subject_id'),
      int('place_id'),
      text('date', 10),
    ],
    [
      index('IX_qualifications_activity', 'activity_id'),
      index(
        'IX_qualifications_scope',
        'plan_id',
        'measure',
        'group_code',
        'participation_id',
        'subject_id',
        'place_id',
        'date',
        'activity_id',
      ),
      unique('UQ_qualifications', 'participation_id', 'measure'),
    ],
  ),
  table(
    'events',
    [
      id(),
      text('at', 24),
      optional(int('actor_id')),
      text('door', 10),
      text('kind', 64),
      optional(text('subject_type', 32)),
      optional(int('subject_id')),
      optional(long('detail')),
    ],
    [index('IX_events_at', 'at'), index('IX_events_subject', 'subject_type', 'subject_id')],
  ),
  table(
    'imports',
    [
      id(),
      text('token', 64),
      int('user_id'),
      text('kind', 32),
      text('file_name'),
      text('status', 16),
      from(0, int('rows_read')),
      from(0, int('progress')),
      optional(long('report')),
      optional(text('leased_until', 24)),
      text('created_at', 24),
      text('updated_at', 24),
    ],
    [unique('UQ_imports_token', 'token')],
  ),
  table(
    'outbox',
    [
      id(),
      text('message_id'),
      text('kind', 32),
      text('recipient'),
      long('subject'),
      long('body'),
      text('created_at', 24),
      optional(text('expires_at', 24)),
      optional(text('sent_at', 24)),
      from(0, int('attempts')),
      optional(long('last_error')),
      optional(text('leased_until', 24)),
    ],
    [index('IX_outbox_waiting', 'sent_at', 'id'), unique('UQ_outbox_message_id', 'message_id')],
  ),
  table('stamps', [id(), text('name', 64), int('value')], [unique('UQ_stamps_name', 'name')]),
  table(
    'people',
    [
      id(),
      text('ref', 64),
      text('full_name'),
      text('sort_name'),
      text('sort_key', 400),
      optional(text('sex', 1)),
      optional(text('birth_date', 10)),
      optional(int('birth_year')),
      text('unit_code', 64),
      optional(text('phone', 32)),
      optional(text('email')),
      optional(text('national_id_hash', 64)),
      optional(text('national_id_tail', 3)),
      optional(text('ethnicity', 64)),
      optional(text('consent_on', 10)),
      optional(text('consent_by')),
      optional(int('merged_into_id')),
      text('created_at', 24),
      from(1, int('version')),
    ],
    [
      index('IX_people_list', 'merged_into_id', 'sort_key', 'id', 'unit_code', 'sort_name'),
      index('IX_people_national_id', 'national_id_hash'),
      index('IX_people_unit', 'unit_code', 'sort_key'),
      unique('UQ_people_ref', 'ref'),
    ],
  ),
  table(
    'organisations',
    [
      id(),
      text('ref', 64),
      text('name'),
      text('sort_name'),
      text('sort_key', 400),
      text('group_code', 64),
      text('unit_code', 64),
      from(0, flag('craft_village')),
      text('created_at', 24),
      from(1, int('version')),
    ],
    [
      index('IX_organisations_sort_key', 'sort_key'),
      index('IX_organisations_unit', 'unit_code', 'sort_key'),
      unique('UQ_organisations_ref', 'ref'),
    ],
  ),
  table(
    'person_merges',
    [
      id(),
      int('from_id'),
      int('into_id'),
      optional(long('reason')),
      optional(int('actor_id')),
      text('merged_at', 24),
      optional(text('undone_at', 24)),
    ],
    [index('IX_person_merges_from', 'from_id')],
  ),
  table(
    'plans',
    [
      id(),
      text('code', 64),
      long('title_vi'),
      long('title_en'),
      text('unit_code', 64),
      int('place_id'),
      long('legal_basis'),
      text('start', 10),
      text('end', 10),
      optional(text('orientation_until', 10)),
      optional(text('lead_agency', 64)),
      from(1, int('version')),
    ],
    [unique('UQ_plans_code', 'code')],
  ),
  table(
    'objectives',
    [id(), int('plan_id'), text('code', 64), long('title_vi'), long('title_en'), int('position')],
    [unique('UQ_objectives_code', 'plan_id', 'code')],
  ),
  table(
    'indicators',
    [
      id(),
      int('plan_id'),
      int('objective_id'),
      text('code', 64),
      text('measure', 32),
      text('comparator', 16),
      optional(text('target', 20)),
      text('unit', 32),
      text('due', 10),
      optional(text('highlight', 64)),
      from(1, flag('trainings_inform')),
      long('title_vi'),
      long('title_en'),
      int('position'),
      from(1, int('version')),
    ],
    [unique('UQ_indicators_code', 'plan_id', 'code')],
  ),
  table(
    'indicator_groups',
    [id(), int('indicator_id'), text('group_code', 64), int('position')],
    [unique('UQ_indicator_groups', 'indicator_id', 'group_code')],
  ),
  table(
    'tasks',
    [id(), int('plan_id'), text('code', 64), long('title_vi'), long('title_en'), int('position')],
    [unique('UQ_tasks_code', 'plan_id', 'code')],
  ),
  table(
    'agencies',
    [
      id(),
      int('plan_id'),
      text('code', 64),
      long('title_vi'),
      long('title_en'),
      optional(text('role', 32)),
      int('position'),
    ],
    [unique('UQ_agencies_code', 'plan_id', 'code')],
  ),
  table(
    'agency_tasks',
    [id(), int('agency_id'), int('task_id'), int('position')],
    [unique('UQ_agency_tasks', 'agency_id', 'task_id')],
  ),
  table(
    'reporting_dates',
    [
      id(),
      int('plan_id'),
      text('kind', 32),
      optional(text('due', 5)),
      optional(text('to')),
      optional(text('from')),
      int('position'),
    ],
    [index('IX_reporting_dates_plan', 'plan_id')],
  ),
  table(
    'reported_values',
    [
      id(),
      int('indicator_id'),
      text('date', 10),
      text('value', 20),
      optional(int('numerator')),
      optional(int('denominator')),
      long('source'),
      int('revision'),
      flag('current'),
      optional(text('withdrawn_at', 24)),
      optional(int('author_id')),
      text('recorded_at', 24),
    ],
    [unique('UQ_reported_values_revision', 'indicator_id', 'date', 'revision')],
  ),
  table(
    'idempotency_keys',
    [id(), text('key_hash', 64), text('request_hash', 64), int('status'), long('body'), text('created_at', 24)],
    [unique('UQ_idempotency_keys_key', 'key_hash')],
  ),
  table(
    'places',
    [
      id(),
      text('code', 64),
      text('name'),
      text('level', 20),
      optional(text('parent_code', 64)),
      text('valid_from', 10),
      text('valid_to', 10),
      from(1, int('version')),
    ],
    [unique('UQ_places_code_from', 'code', 'valid_from')],
  ),
  table(
    'successions',
    [
      id(),
      int('predecessor_id'),
      int('successor_id'),
      text('date', 10),
      from(0, flag('main')),
      int('position'),
      optional(int('reform_id')),
    ],
    [unique('UQ_successions', 'predecessor_id', 'successor_id', 'date')],
  ),
  table('reforms', [id(), text('kind', 16), text('date', 10), long('marks')], []),
  table(
    'reform_places',
    [id(), int('reform_id'), int('place_id'), optional(text('last_day', 10))],
    [index('IX_reform_places_place', 'place_id'), unique('UQ_reform_places', 'reform_id', 'place_id')],
  ),
  table(
    'subject_groups',
    [id(), text('code', 64), text('name'), text('counts', 20), int('position'), from(1, int('version'))],
    [unique('UQ_subject_groups_code', 'code')],
  ),
  table(
    'baselines',
    [
      id(),
      text('unit_code', 64),
      int('place_id'),
      text('group_code', 64),
      int('year'),
      int('value'),
      optional(long('source')),
      int('revision'),
      flag('current'),
      optional(int('author_id')),
      text('recorded_at', 24),
      optional(text('withdrawn_at', 24)),
    ],
    [
      index('IX_baselines_group', 'group_code', 'current'),
      unique('UQ_baselines_revision', 'unit_code', 'group_code', 'year', 'revision'),
    ],
  ),
];

/** Whoever changes what is kept in memory moves its stamp on, or locks it: it has to be there before anything else is. */
const STAMPS = ['territory', 'baselines'];

export class Initial1763900000000 implements MigrationInterface {
  name = 'Initial1763900000000';

  /** Skips what is there: on MariaDB a killed step leaves the tables made so far, and running it again completes it. */
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each, true, false, true);
    for (const name of STAMPS) {
      const there = (await runner.query('SELECT id FROM stamps WHERE name = ?', [name])) as unknown[];
      if (there.length === 0) await runner.query('INSERT INTO stamps (name, value) VALUES (?, 0)', [name]);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of [...TABLES].reverse()) await runner.dropTable(each, true);
  }
}
