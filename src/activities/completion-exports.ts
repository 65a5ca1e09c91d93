import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { Exporter } from '../interchange/importer.js';
import type { CsvValue } from '../interchange/writer.js';
import { Scopes } from '../territory/scope.js';
import { pieces } from '../database/chunks.js';
import { completionsFile, testResultsFile } from './files.js';
import { participationVisible } from './visible.js';

/** Rows of one activity after the other, of everybody whose participation the reader may see. */
async function* byActivity<T>(
  database: Database,
  scopes: Scopes,
  kind: 'course' | 'training',
  rowsOf: (ids: number[], visible: ReturnType<typeof participationVisible>) => Promise<T[]>,
): AsyncGenerator<T> {
  const visible = participationVisible(await scopes.mine());
  const activities = await database.rows<{ id: number }>('SELECT id FROM activities WHERE kind = ? ORDER BY id', [
    kind,
  ]);
  for (const part of pieces(activities, 20)) {
    const ids = part.map(({ id }) => id);
    yield* await rowsOf(ids, visible);
  }
}

interface CompletionRow {
  activity: string;
  person: string;
  group_code: string;
  organisation: string | null;
  date: string;
}

/** Writes completions.csv: of records that were merged the earliest, for the organisation of the first on the roster. */
@Injectable()
export class CompletionsExporter implements Exporter {
  readonly kind = 'completions';
  readonly header = Object.keys(completionsFile.columns);

  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
  ) {}

  async *rows(): AsyncGenerator<CsvValue[]> {
    const rows = byActivity(this.database, this.scopes, 'course', (ids, visible) =>
      this.database.rows<CompletionRow>(
        `SELECT a.code AS activity, su.ref AS person, c.group_code, MAX(o.ref) AS organisation, MIN(c.date) AS date
         FROM activities a JOIN completions c ON c.activity_id = a.id JOIN people pe ON pe.id = c.person_id
         JOIN people su ON su.id = COALESCE(pe.merged_into_id, pe.id)
         JOIN participations p ON p.activity_id = a.id AND p.person_id = c.person_id AND p.group_code = c.group_code
         LEFT JOIN organisations o ON o.id = p.organisation_id
         WHERE a.id IN (${ids.map(() => '?').join(',')}) AND ${visible.sql}
         GROUP BY a.id, a.code, su.id, su.ref, c.group_code ORDER BY a.id, MIN(c.id)`,
        [...ids, ...visible.params],
      ),
    );
    for await (const { activity, person, group_code, organisation, date } of rows) {
      yield [activity, person, group_code, organisation, date];
    }
  }
}

/** Writes test_results.csv: of records that were merged the earliest. */
@Injectable()
export class TestResultsExporter implements Exporter {
  readonly kind = 'test_results';
  readonly header = Object.keys(testResultsFile.columns);

  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
  ) {}

  async *rows(): AsyncGenerator<CsvValue[]> {
    const rows = byActivity(this.database, this.scopes, 'training', (ids, visible) =>
      this.database.rows<{ activity: string; person: string; date: string }>(
        `SELECT a.code AS activity, su.ref AS person, MIN(t.passed_on) AS date
         FROM activities a JOIN test_results t ON t.activity_id = a.id JOIN people pe ON pe.id = t.person_id
         JOIN people su ON su.id = COALESCE(pe.merged_into_id, pe.id)
         WHERE a.id IN (${ids.map(() => '?').join(',')}) AND EXISTS (SELECT 1 FROM participations p
           WHERE p.activity_id = a.id AND p.person_id = t.person_id AND ${visible.sql})
         GROUP BY a.id, a.code, su.id, su.ref ORDER BY a.id, MIN(t.id)`,
        [...ids, ...visible.params],
      ),
    );
    for await (const { activity, person, date } of rows) yield [activity, person, date];
  }
}
