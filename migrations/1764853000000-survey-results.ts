import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';
import { flag, from } from './columns.js';

const IS_SHOWN = from(0, flag('is_shown'));

/** Which answers to a survey stand in its results. Those that were given before stood there already. */
export class SurveyResults1764853000000 implements MigrationInterface {
  name = 'SurveyResults1764853000000';

  async up(runner: QueryRunner): Promise<void> {
    if (await runner.hasColumn('survey_answers', IS_SHOWN.name)) return;
    await runner.addColumn('survey_answers', new TableColumn(IS_SHOWN));
    await runner.query('UPDATE survey_answers SET is_shown = 1');
  }

  async down(runner: QueryRunner): Promise<void> {
    if (await runner.hasColumn('survey_answers', IS_SHOWN.name)) {
      await runner.dropColumn('survey_answers', IS_SHOWN.name);
    }
  }
}
