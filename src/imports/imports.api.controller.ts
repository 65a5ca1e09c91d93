import { Controller, Param, Post, Query, Req } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import { translate } from '../i18n/translate.js';
import { ImportRunner } from '../interchange/import-runner.js';
import { Can } from '../web/access.js';
import { JsonAnswer } from '../web/answers.js';
import { Api } from '../web/api/api-route.js';
import { type BodyFile, bodyFileOf, TakesBodyFile } from '../web/api/body-file.js';
import { importReport } from '../web/api/schemas.js';
import { valid } from '../web/api/valid.js';
import { problemOf } from '../web/problem.js';
import { contextOf } from '../web/request.js';

const options = z.strictObject({
  partial: z.enum(['true', 'false']).default('false'),
  dry_run: z.enum(['true', 'false']).default('false'),
});

/** Errors that one answer lists; beyond them the file is not one of ours. */
const MOST_REJECTED = 100_000;

/** Files brought in by programs: the body is the file itself. */
@Controller('api/v1/imports')
export class ImportsApiController {
  constructor(private readonly runner: ImportRunner) {}

  @Api({
    summary: 'Import a file: CSV, XLSX, or JSON for a plan',
    query: options,
    consumes: 'application/octet-stream',
    response: importReport,
    refusal: importReport,
  })
  @Can('import.run')
  @TakesBodyFile()
  @Post(':kind')
  async import(
    @Param('kind') kind: string,
    @Query(valid(options)) query: z.infer<typeof options>,
    @Req() request: Request,
  ): Promise<JsonAnswer> {
    const { path } = bodyFileOf(request) as BodyFile;
    const report = await this.runner.run(kind, path, `${kind}.csv`, {
      partial: query.partial === 'true',
      dryRun: query.dry_run === 'true',
      mostRejected: MOST_REJECTED,
    });
    const { locale } = contextOf(request);
    const why = (key: string, params = {}): string => translate(locale, `errors.${key}`, params);
    const rejected = report.rejected.map((each) => ({ ...each, reason: why(each.reason.key, each.reason.params) }));
    if (report.refusal)
      rejected.push({ line: 0, column: '', value: '', reason: why(report.refusal.key, report.refusal.params) });
    const { rows, inserted, updated, unchanged, faulty_rows } = report;
    const answer = { kind, rows, inserted, updated, unchanged, rejected };
    if (report.saved || query.dry_run === 'true') return new JsonAnswer(answer);
    const { key, params } = report.refusal ?? { key: 'import.refused', params: { faulty: faulty_rows } };
    return new JsonAnswer({ ...problemOf(locale, 422, key, params), ...answer }, 422);
  }
}
