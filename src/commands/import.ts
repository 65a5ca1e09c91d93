import { basename } from 'node:path';
import { DomainError, type ErrorParams } from '../errors.js';
import { translate } from '../i18n/translate.js';
import { ImportRunner } from '../interchange/import-runner.js';
import { FILE_ORDER, type FileKind } from '../interchange/registry.js';
import { emptyReport, type ImportReport } from '../interchange/report.js';
import type { Reason, RowError } from '../interchange/row-error.js';
import { type Bench, type Command, DONE, part, REFUSED, type Status, UsageError } from './command.js';
import { FaultList } from './fault-list.js';
import { ProgressBar } from './progress-bar.js';
import { readWords } from './words.js';

/** A file that the owner of the machine names is not an upload. */
export const LARGEST_FILE = { maxCsvBytes: 8 * 1024 ** 3, maxCsvRows: 30_000_000 };

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
      const imported = await read(bench, kind as FileKind, file, flags.has('partial'));
      if (flags.has('json')) tellJson(bench, imported);
      else bench.out(`${summary(bench, imported.report)}\n`);
      tellFaults(bench, imported);
      return statusOf(imported.report);
    };
  },
};

/** What came of a file, and every faulty value of it: the report itself holds none. */
export interface Imported {
  report: ImportReport;
  faults: Iterable<RowError>;
}

/** A file that cannot be read at all has a report too: whoever reads it as JSON finds the reason where all the others are. */
async function tryFile(bench: Bench, kind: FileKind, file: string, partial: boolean): Promise<Imported> {
  try {
    return await importFile(bench, kind, file, partial);
  } catch (error) {
    if (!(error instanceof DomainError) || error.kind === 'unavailable' || error.kind === 'full') throw error;
    return { report: { ...emptyReport(kind), refusal: { key: error.key, params: error.params } }, faults: [] };
  }
}

/** Brings a file in with a progress bar where somebody watches. */
export async function importFile(bench: Bench, kind: FileKind, file: string, partial: boolean): Promise<Imported> {
  const runner = await part(bench, ImportRunner);
  const bar = new ProgressBar(process.stderr, kind, bench.settings.defaultLocale);
  const faults = new FaultList();
  try {
    const report = await runner.run(kind, file, basename(file), {
      partial,
      size: LARGEST_FILE,
      mostRejected: 0,
      onBegin: () => faults.clear(),
      onFaulty: (_raw, errors) => faults.add(errors),
      onProgress: (rows, share) => bar.show(rows, share),
      onSettling: () => bar.settling(),
    });
    // Those of a document, which has no rows.
    faults.add(report.rejected);
    return { report, faults };
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
export function tellFaults(bench: Bench, { report, faults }: Imported): void {
  const say = speaker(bench);
  for (const { line, column, value, reason } of faults) {
    const why = say(`errors.${reason.key}`, reason.params);
    bench.err(`${say('command.import.fault', { kind: report.kind, line: String(line), column, value, why })}\n`);
  }
  for (const column of report.unknown_columns)
    bench.err(`${say('command.import.unknown_column', { kind: report.kind, column })}\n`);
  if (report.refusal) bench.err(`${say(`errors.${report.refusal.key}`, report.refusal.params)}\n`);
}

/** The report as one JSON object (interchange.md), in pieces: the faults may be very many. */
function tellJson(bench: Bench, { report, faults }: Imported): void {
  const { kind, rows, inserted, updated, unchanged, refusal } = report;
  const say = speaker(bench);
  let before = `${JSON.stringify({ kind, rows, inserted, updated, unchanged }).slice(0, -1)},"rejected":[`;
  const tell = (line: number, column: string, value: string, { key, params }: Reason): void => {
    bench.out(`${before}${JSON.stringify({ line, column, value, reason: say(`errors.${key}`, params) })}`);
    before = ',';
  };
  for (const { line, column, value, reason } of faults) tell(line, column, value, reason);
  if (refusal) tell(Number(refusal.params.line ?? 0), '', '', refusal);
  bench.out(`${before === ',' ? '' : before}]}\n`);
}

function speaker({ settings }: Bench): (key: string, params: ErrorParams) => string {
  return (key, params) => translate(settings.defaultLocale, key, params);
}
