import type { MigrationInterface, QueryRunner } from 'typeorm';
import { flag, from, id, index, int, long, optional, table, text, unique } from './columns.js';

const TABLES = [
  table(
    'knowledge_tests',
    [
      id(),
      int('activity_id'),
      text('title'),
      long('quiz'),
      from(0, flag('shows_score')),
      from(0, flag('before_open')),
      from(0, flag('after_open')),
      from(1, int('version')),
    ],
    [unique('UQ_knowledge_tests', 'activity_id')],
  ),
  table(
    'knowledge_questions',
    [id(), int('activity_id'), int('position'), text('ref'), long('presented')],
    [unique('UQ_knowledge_questions', 'activity_id', 'position')],
  ),
  table(
    'knowledge_codes',
    [
      id(),
      int('activity_id'),
      int('person_id'),
      int('number'),
      text('nonce', 32),
      text('code_hash', 64),
      text('made_at', 24),
      optional(text('withdrawn_at', 24)),
    ],
    [
      unique('UQ_knowledge_codes_hash', 'code_hash'),
      unique('UQ_knowledge_codes_number', 'activity_id', 'number'),
      index('IX_knowledge_codes_person', 'person_id'),
    ],
  ),
  table(
    'knowledge_papers',
    [id(), int('attempt_id'), optional(int('author_id')), text('typed_at', 24)],
    [unique('UQ_knowledge_papers', 'attempt_id')],
  ),
  table(
    'surveys',
    [
      id(),
      int('activity_id'),
      long('questions'),
      from(0, flag('is_open')),
      optional(long('on_paper')),
      from(1, int('version')),
    ],
    [unique('UQ_surveys', 'activity_id')],
  ),
  table(
    'survey_answers',
    [id(), int('activity_id'), text('answered_on', 10), long('answers')],
    [index('IX_survey_answers_activity', 'activity_id')],
  ),
  table(
    'survey_marks',
    [id(), int('activity_id'), int('person_id')],
    [unique('UQ_survey_marks', 'activity_id', 'person_id'), index('IX_survey_marks_person', 'person_id')],
  ),
];

/** What people know before and after an activity, and whether they were satisfied. */
export class Knowledge1764850000000 implements MigrationInterface {
  name = 'Knowledge1764850000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each, true, false, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of [...TABLES].reverse()) await runner.dropTable(each);
  }
}
