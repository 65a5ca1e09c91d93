import { Controller, Param, Post, Query, Req } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import { DomainError } from '../errors.js';
import { translate } from '../i18n/translate.js';
import { ImportRunner } from '../interchange/import-runner.js';
import { FileRegistry } from '../interchange/registry.js';
import { Can } from '../web/access.js';
import { JsonAnswer } from '../web/answers.js';
import { Api } from '../web/api/api-route.js';
import { type BodyFile, bodyFileOf, TakesBodyFile } from '../web/api/body-file.js';
import { importReport } from '../web/api/schemas.js';
import { valid } from '../web/api/valid.js';
import { may } from '../web/permissions.js';
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
  constructor(
    private readonly runner: ImportRunner,
    private readonly registry: FileRegistry,
  ) {}

  @Api({
    summary: 'Import a file: CSV, XLSX, or JSON for a plan',
    query: options,
    consumes: 'application/octet-stream',
    response: importReport,
  })
  @Can('import.run')
  @TakesBodyFile()
  @Post(':kind')
  async import(
    @Param('kind') kind: string,
    @Query(valid(options)) query: z.infer<typeof options>,
    @Req() request: Request,
  ): Promise<JsonAnswer> {
    this.requireKind(kind, request);
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
    const { rows, inserted, updated, unchanged } = report;
    const refused = !report.saved && query.dry_run !== 'true';
    return new JsonAnswer({ kind, rows, inserted, updated, unchanged, rejected }, refused ? 422 : 200);
  }

  private requireKind(kind: string, request: Request): void {
    const permission = this.registry.importer(kind)?.permission ?? this.registry.document(kind)?.permission;
    const role = contextOf(request).principal?.role;
    if (!permission) throw new DomainError('import.unknown_kind', { kind }, 'not_found');
    if (!role || !may(role, permission)) throw new DomainError('not_allowed', {}, 'forbidden');
  }
}
