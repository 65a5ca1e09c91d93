import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { column } from '../interchange/columns.js';
import { defineFile, type ValuesOf } from '../interchange/columns-file.js';
import { faulty } from '../interchange/import-runner.js';
import type { Exporter, GoodRow, Importer, ImportRun, RowResult } from '../interchange/importer.js';
import type { CsvValue } from '../interchange/writer.js';
import { COUNTS, type Group, groupName, Groups } from './groups.js';

/** groups.csv: the groups of subjects (interchange, "Files"); the built-in eight may be in it. */
export const groupsFile = defineFile({
  kind: 'groups',
  columns: {
    code: column.code({ required: true }),
    name: column.text({ max: 190, required: true }),
    counts: column.oneOf(COUNTS, { required: true, words: 'territory.counts.' }),
  },
  key: ['code'],
});

type GroupValues = ValuesOf<(typeof groupsFile)['columns']>;

/** Brings groups in. What a group counts never changes: everything recorded in it would mean something else. */
@Injectable()
export class GroupsImporter implements Importer<(typeof groupsFile)['columns']> {
  readonly file = groupsFile;
  readonly permission = 'territory.write';

  constructor(
    private readonly database: Database,
    private readonly groups: Groups,
  ) {}

  async begin(): Promise<ImportRun<GroupValues>> {
    const known = new Map((await this.groups.all()).map((group) => [group.code, group]));
    return { take: (rows) => this.take(rows, known) };
  }

  private async take(rows: GoodRow<GroupValues>[], known: ReadonlyMap<string, Group>): Promise<RowResult[]> {
    const added: GroupValues[] = [];
    const results: RowResult[] = [];
    for (const { line, values } of rows) {
      const group = known.get(values.code);
      results.push(await this.one(line, values, group));
      if (!group) added.push(values);
    }
    await this.groups.insert(added);
    return results;
  }

  private async one(line: number, values: GroupValues, group: Group | undefined): Promise<RowResult> {
    if (!group) return { line, outcome: 'inserted' };
    if (group.counts !== values.counts) {
      return faulty(line, 'counts', values.counts, 'territory.group_counts', {
        code: group.code,
        counts: group.counts,
      });
    }
    if (group.built_in || group.name === values.name) return { line, outcome: 'unchanged' };
    const sql = 'UPDATE subject_groups SET name = ?, version = version + 1 WHERE code = ?';
    await this.database.execute(sql, [values.name, values.code]);
    return { line, outcome: 'updated' };
  }
}

/** Writes all groups out, the built-in ones with their Vietnamese names. */
@Injectable()
export class GroupsExporter implements Exporter {
  readonly kind = 'groups';
  readonly header = Object.keys(groupsFile.columns);

  constructor(private readonly groups: Groups) {}

  async *rows(): AsyncIterable<readonly CsvValue[]> {
    for (const group of await this.groups.all()) yield [group.code, groupName(group, 'vi'), group.counts];
  }
}
