import { basename } from 'node:path';
import { DomainError, type ErrorParams } from '../errors.js';
import { translate } from '../i18n/translate.js';
import { ImportRunner } from '../interchange/import-runner.js';
import { FILE_ORDER, type FileKind } from '../interchange/registry.js';
import { emptyReport, type ImportReport } from '../interchange/report.js';
import { type Bench, type Command, DONE, part, REFUSED, type Status, UsageError } from './command.js';
import { ProgressBar } from './progress-bar.js';
import { readWords } from './words.js';

/** A file that the owner of the machine names is not an upload: only its rows are limited. */
export const LARGEST_FILE = 8 * 1024 ** 3;

/** Brings one file in. */
export const importCommand: Command = {
  name: 'import',
  usage: 'import KIND FILE [--partial] [--json]',
  prepare(words) {
    const { positionals, flags } = readWords(words, { positionals: ['KIND', 'FILE'], flags: ['partial', 'json'] });
    const [kind = '', file = ''] = positionals;
    if (!(FILE_ORDER as readonly string[]).includes(kind)) throw new UsageError(`KIND: ${FILE_ORDER.join(', ')}`);
    return async (bench) => {
      const read = flags.has('json') ? tryFile : importFile;
      const report = await read(bench, kind as FileKind, file, flags.has('partial'));
      if (flags.has('json')) bench.out(`${JSON.stringify(asJson(bench, report))}\n`);
      else bench.out(`${summary(bench, report)}\n`);
      tellFaults(bench, report);
      return statusOf(report);
    };
  },
};

/** A file that cannot be read at all has a report too: whoever reads it as JSON finds the reason where all the others are. */
async function tryFile(bench: Bench, kind: FileKind, file: string, partial: boolean): Promise<ImportReport> {
  try {
    return await importFile(bench, kind, file, partial);
  } catch (error) {
    if (!(error instanceof DomainError) || error.kind === 'unavailable' || error.kind === 'full') throw error;
    return { ...emptyReport(kind), refusal: { key: error.key, params: error.params } };
  }
}

/** Brings a file in with a progress bar where somebody watches. */
export async function importFile(bench: Bench, kind: FileKind, file: string, partial: boolean): Promise<ImportReport> {
  const runner = await part(bench, ImportRunner);
  const bar = new ProgressBar(process.stderr, kind);
  try {
    return await runner.run(kind, file, basename(file), {
      partial,
      maxBytes: LARGEST_FILE,
      onProgress: (rows, share) => bar.show(rows, share),
    });
  } finally {
    bar.end();
  }
}

/** Saved, or refused. */
export function statusOf(report: ImportReport): Status {
  return report.saved ? DONE : REFUSED;
}

/** What happened, in one line. */
export function summary(bench: Bench, report: ImportReport): string {
  const { kind, rows, inserted, updated, unchanged, faulty_rows } = report;
  const key = report.saved ? 'command.import.saved' : 'command.import.refused';
  const say = (params: ErrorParams): string => translate(bench.settings.defaultLocale, key, params);
  return say({ kind, rows, inserted, updated, unchanged, faulty: faulty_rows });
}

/** Every faulty value, one a line, and what else is to be known, on standard error. */
export function tellFaults(bench: Bench, report: ImportReport): void {
  const say = (key: string, params: ErrorParams): string => translate(bench.settings.defaultLocale, key, params);
  for (const column of report.unknown_columns)
    bench.err(`${say('command.import.unknown_column', { kind: report.kind, column })}\n`);
  for (const { line, column, value, reason } of report.rejected) {
    const why = say(`errors.${reason.key}`, reason.params);
    bench.err(`${say('command.import.fault', { kind: report.kind, line: String(line), column, value, why })}\n`);
  }
  if (report.refusal) bench.err(`${say(`errors.${report.refusal.key}`, report.refusal.params)}\n`);
}

function asJson(bench: Bench, report: ImportReport): object {
  const { kind, rows, inserted, updated, unchanged, rejected } = report;
  const why = ({ key, params }: { key: string; params: ErrorParams }): string =>
    translate(bench.settings.defaultLocale, `errors.${key}`, params);
  const refused = rejected.map(({ line, column, value, reason }) => ({ line, column, value, reason: why(reason) }));
  if (report.refusal) {
    const line = Number(report.refusal.params.line ?? 0);
    refused.push({ line, column: '', value: '', reason: why(report.refusal) });
  }
  return { kind, rows, inserted, updated, unchanged, rejected: refused };
}
