import type { MigrationInterface, QueryRunner } from 'typeorm';
import { flag, from, id, index, int, long, optional, table, text, unique } from './columns.js';

const TABLES = [
  table(
    'attempts',
    [
      ...[id(), int('activity_id'), int('person_id'), text('part'), int('number'), text('state', 16)],
      ...[text('started_at', 24), optional(text('ends_at', 24)), optional(text('submitted_at', 24))],
      ...[
        optional(text('marked_at', 24)),
        long('title'),
        long('quiz'),
        optional(int('score')),
        from(0, flag('is_passed')),
      ],
    ],
    [
      unique('UQ_attempts', 'activity_id', 'person_id', 'part', 'number'),
      index('IX_attempts_person', 'person_id'),
      index('IX_attempts_state', 'state', 'ends_at'),
    ],
  ),
  table(
    'attempt_answers',
    [
      ...[id(), int('attempt_id'), int('position'), text('ref'), long('question'), long('shown'), int('points')],
      ...[optional(long('answer')), from(0, int('sequence')), optional(text('saved_at', 24))],
      ...[optional(int('points_hundredths')), optional(int('marked_by_id')), optional(long('remark'))],
    ],
    [unique('UQ_attempt_answers', 'attempt_id', 'position'), index('IX_attempt_answers_ref', 'ref')],
  ),
];

/** Attempts at quizzes, each with its own copy of the questions and what was answered. */
export class Attempts1764821000000 implements MigrationInterface {
  name = 'Attempts1764821000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each, true, false, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of [...TABLES].reverse()) await runner.dropTable(each, true);
  }
}
