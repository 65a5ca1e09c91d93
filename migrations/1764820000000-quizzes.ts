import type { MigrationInterface, QueryRunner } from 'typeorm';
import { flag, from, id, index, int, long, table, text, unique } from './columns.js';

const TABLES = [
  table(
    'questions',
    [
      ...[id(), int('plan_id'), text('ref', 64), text('topic'), text('title'), text('kind', 16), long('body')],
      ...[long('folded'), from(1, int('version')), from(0, flag('is_withdrawn'))],
    ],
    [unique('UQ_questions_ref', 'plan_id', 'ref'), index('IX_questions_topic', 'plan_id', 'topic')],
  ),
  table(
    'question_media',
    [id(), int('plan_id'), text('name'), text('sha256', 64), int('bytes'), text('media_type', 64)],
    [unique('UQ_question_media', 'plan_id', 'name'), index('IX_question_media_sha256', 'sha256')],
  ),
];

/** The question banks of plans, and their pictures. */
export class Quizzes1764820000000 implements MigrationInterface {
  name = 'Quizzes1764820000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const one of TABLES) if (!(await runner.hasTable(one.name))) await runner.createTable(one);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { name } of [...TABLES].reverse()) await runner.dropTable(name, true);
  }
}
