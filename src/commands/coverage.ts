import { today } from '../config/clock.js';
import { PlanCoverage } from '../plans/plan-coverage.js';
import { COVERAGE_COLUMNS, coverageCells, coverageCsv, coverageJson, type CoverageRow } from '../coverage/output.js';
import { readDay } from '../web/day.js';
import { type Command, DONE, part, UsageError } from './command.js';
import { textTable } from './table.js';
import { readWords } from './words.js';

const FORMATS = ['csv', 'json', 'table'] as const;
type Format = (typeof FORMATS)[number];

/** The figures of a plan, exactly as pages and programs see them. */
export const coverageCommand: Command = {
  name: 'coverage',
  usage: 'coverage --plan CODE [--as-of D] [--from D] [--unit CODE] [--format csv|json|table] [--cohorts]',
  prepare(words) {
    const { values, flags } = readWords(words, {
      positionals: [],
      values: ['plan', 'as-of', 'from', 'unit', 'format'],
      flags: ['cohorts'],
    });
    const format = FORMATS.find((each) => each === (values.format ?? (process.stdout.isTTY ? 'table' : 'csv')));
    const { plan } = values;
    if (!plan || !format) throw new UsageError();
    const question = {
      as_of: day(values['as-of']) ?? today(),
      from: day(values.from),
      unit: values.unit,
      cohorts: flags.has('cohorts'),
    };
    return async (bench) => {
      const coverage = await part(bench, PlanCoverage);
      bench.out(write(format, await coverage.rows(plan, question)));
      return DONE;
    };
  },
};

function day(typed: string | undefined): string | undefined {
  if (typed === undefined) return undefined;
  const read = /^\d{4}-\d{2}-\d{2}$/.test(typed) ? readDay(typed) : null;
  if (typeof read !== 'string') throw new UsageError(`D: YYYY-MM-DD, not ${typed}`);
  return read;
}

function write(format: Format, rows: readonly CoverageRow[]): string {
  if (format === 'json') return `${JSON.stringify(coverageJson(rows), null, 2)}\n`;
  if (format === 'csv') return coverageCsv(rows);
  return textTable(
    COVERAGE_COLUMNS,
    rows.map((row) => coverageCells(row).map((cell) => (typeof cell === 'number' ? cell : String(cell ?? '')))),
  );
}
