import { Body, Controller, Get, Param, Post, Query, Req, UseInterceptors } from '@nestjs/common';
import type { Request } from 'express';
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError, NotFound } from '../errors.js';
import { translate } from '../i18n/translate.js';
import { FileRegistry } from '../interchange/registry.js';
import { csvLine, FaultyRows, faultyRowsCsv } from '../interchange/writer.js';
import { Can, TakesFile } from '../web/access.js';
import { type Answer, file, page, redirect } from '../web/answers.js';
import { paths } from '../web/paths.js';
import { contextOf } from '../web/request.js';
import { UploadInterceptor } from '../web/upload.js';
import { ImportDesk } from './import-desk.js';
import { IncomingFiles } from './incoming-files.js';
import { deskPage, filePage } from './imports.page.js';

/** Small files are done before the page is shown; larger ones show how far they are. */
const PATIENCE_MS = 2500;
const patience = (): Promise<void> => sleep(PATIENCE_MS, undefined, { ref: false });
const BOM = '\ufeff';

/** Bringing files in by page: choose, check, save. */
@Controller('imports')
export class ImportsController {
  constructor(
    private readonly desk: ImportDesk,
    private readonly registry: FileRegistry,
    private readonly files: IncomingFiles,
  ) {}

  @Can('import.run')
  @Get()
  async index(@Req() request: Request, @Query('kind') kind?: unknown): Promise<Answer> {
    const kinds = this.registry.kinds();
    return page('imports/index', deskPage(kinds, await this.desk.mine(), { kind }, contextOf(request).locale));
  }

  @Can('import.run')
  @Post()
  @TakesFile()
  @UseInterceptors(UploadInterceptor)
  async receive(@Req() request: Request, @Body() body: Record<string, unknown> | undefined): Promise<Answer> {
    const kinds = this.registry.kinds();
    const kind = kinds.find((each) => each === body?.kind);
    const upload = request.file;
    if (!kind || !upload || upload.size === 0) {
      if (upload) await rm(upload.path, { force: true });
      const errors = [
        ...(kind ? [] : [{ field: 'kind', key: 'errors.form.choose' }]),
        ...(upload && upload.size > 0 ? [] : [{ field: 'file', key: 'errors.import.no_file' }]),
      ];
      return page(
        'imports/index',
        deskPage(kinds, await this.desk.mine(), { kind: body?.kind }, contextOf(request).locale),
        {
          status: 422,
          errors,
        },
      );
    }
    const { token, checked } = await this.desk.receive(kind, upload);
    await Promise.race([checked, patience()]);
    return redirect(paths.import(token));
  }

  @Can('import.run')
  @Get(':token')
  async show(@Param('token') token: string, @Req() request: Request): Promise<Answer> {
    const row = await this.desk.find(token);
    const { locale } = contextOf(request);
    return page('imports/show', filePage(row, locale));
  }

  @Can('import.run')
  @Post(':token/confirmation')
  async confirm(@Param('token') token: string, @Body('rows') rows: unknown): Promise<Answer> {
    const { saved } = await this.desk.save(token, rows === 'good');
    if (saved) await Promise.race([saved, patience()]);
    return redirect(paths.import(token));
  }

  @Can('import.run')
  @Post(':token/removal')
  async discard(@Param('token') token: string): Promise<Answer> {
    await this.desk.discard(token);
    return redirect(paths.imports(), { kind: 'done', key: 'imports.discarded' });
  }

  @Can('import.run')
  @Get(':token/faulty-rows.csv')
  async faulty(@Param('token') token: string, @Req() request: Request): Promise<Answer> {
    const row = await this.desk.find(token);
    const kept = await this.files.faultyRows(token).read();
    if (!kept) throw new NotFound('import.no_faulty_rows');
    const { locale } = contextOf(request);
    const columns = new FaultyRows(kept.header, translate(locale, 'imports.reason'), ({ reason }) =>
      translate(locale, `errors.${reason.key}`, reason.params),
    );
    return file(withMark(faultyRowsCsv(columns, kept.rows)), 'text/csv; charset=utf-8', `${row.kind}-faulty.csv`);
  }

  @Can('import.run')
  @Get('templates/:kind.csv')
  template(@Param('kind') kind: string): Answer {
    const importer = this.registry.importer(kind);
    if (!importer) throw new DomainError('import.unknown_kind', { kind }, 'not_found');
    return file(`${BOM}${csvLine(Object.keys(importer.file.columns))}`, 'text/csv; charset=utf-8', `${kind}.csv`);
  }
}

/** Excel takes a file for UTF-8 only with a mark at its beginning. */
async function* withMark(lines: AsyncIterable<string>): AsyncGenerator<string> {
  yield BOM;
  yield* lines;
}
