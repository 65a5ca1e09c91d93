import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';
import { optional, text } from './columns.js';

const TAKEN_ON = optional(text('taken_on', 10));

/** On which day a paper was taken, which is not the day on which it was typed in. */
export class PaperDays1764852000000 implements MigrationInterface {
  name = 'PaperDays1764852000000';

  async up(runner: QueryRunner): Promise<void> {
    if (!(await runner.hasColumn('knowledge_papers', TAKEN_ON.name))) {
      await runner.addColumn('knowledge_papers', new TableColumn(TAKEN_ON));
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    if (await runner.hasColumn('knowledge_papers', TAKEN_ON.name)) {
      await runner.dropColumn('knowledge_papers', TAKEN_ON.name);
    }
  }
}
