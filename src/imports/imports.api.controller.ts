import { Controller, Param, Post, Query, Req } from '@nestjs/common';
import type { Request } from 'express';
import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { DomainError } from '../errors.js';
import { translate } from '../i18n/translate.js';
import { ImportRunner } from '../interchange/import-runner.js';
import { FileRegistry } from '../interchange/registry.js';
import { Can } from '../web/access.js';
import { JsonAnswer } from '../web/answers.js';
import { Api } from '../web/api/api-route.js';
import { importReport } from '../web/api/schemas.js';
import { valid } from '../web/api/valid.js';
import { may } from '../web/permissions.js';
import { contextOf } from '../web/request.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { LARGEST_UPLOAD } from '../web/upload.js';

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
    private readonly holder: SettingsHolder,
  ) {}

  @Api({
    summary: 'Import a file: CSV, XLSX, or JSON for a plan',
    query: options,
    consumes: 'application/octet-stream',
    response: importReport,
  })
  @Can('import.run')
  @Post(':kind')
  async import(
    @Param('kind') kind: string,
    @Query(valid(options)) query: z.infer<typeof options>,
    @Req() request: Request,
  ): Promise<JsonAnswer> {
    this.requireKind(kind, request);
    const path = join(this.holder.settings.dataDir, 'incoming', randomBytes(16).toString('hex'));
    try {
      await receive(request, path);
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
    } finally {
      await rm(path, { force: true });
    }
  }

  private requireKind(kind: string, request: Request): void {
    const permission = this.registry.importer(kind)?.permission ?? this.registry.document(kind)?.permission;
    const role = contextOf(request).principal?.role;
    if (!permission) throw new DomainError('import.unknown_kind', { kind }, 'not_found');
    if (!role || !may(role, permission)) throw new DomainError('not_allowed', {}, 'forbidden');
  }
}

/** Streams the body to disk; what is too large is refused before it is read to its end. */
async function receive(request: Request, path: string): Promise<void> {
  // A plan may come as application/json: then it has been read already.
  if (request.body !== undefined && Object.keys(request.body as object).length > 0) {
    await pipeline([JSON.stringify(request.body)], createWriteStream(path, { mode: 0o600 }));
    return;
  }
  let bytes = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      done(bytes > LARGEST_UPLOAD ? new DomainError('too_large') : null, chunk);
    },
  });
  await pipeline(request, counter, createWriteStream(path, { mode: 0o600 }));
}
