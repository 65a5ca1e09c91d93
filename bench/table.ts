import { appendFileSync } from 'node:fs';
import { basename } from 'node:path';

/** One measured figure, its budget, and what it is set against; all in the same unit. */
export interface Figure {
  what: string;
  value: number;
  unit: string;
  budget?: string;
  /** What the plain way takes in the same run: the slow one that anybody would write first. */
  naive?: number;
  /** What nothing can beat in the same run: the bare driver, or bare HTTP. */
  raw?: number;
}

/** Of what the figures of a table are. */
export interface About {
  /** How much there is: participations, rows, or the name of a data set. */
  size?: string;
  engine?: string;
}

/** A figure as the one table of all benches has it. */
export interface Collected extends Figure, About {
  bench: string;
}

/** Names the file in which `npm run bench` collects the figures of all benches: they then print no tables of their own. */
const COLLECTED_IN = process.env.BENCH_FIGURES;

/** Prints figures as rows that can be pasted into docs/performance.md, or collects them for the one table. */
export function printTable(title: string, figures: Figure[], about: About = {}): void {
  const named = { size: '', engine: /SQLite|MariaDB|Galera/.exec(title)?.[0] ?? '', ...about };
  const bench = basename(process.argv[1] ?? '').replace('.bench.ts', '');
  const all = figures.map((figure): Collected => ({ ...figure, ...named, bench }));
  if (COLLECTED_IN !== undefined) {
    appendFileSync(COLLECTED_IN, all.map((each) => `${JSON.stringify(each)}\n`).join(''));
    return;
  }
  const isCompared = figures.some(({ naive, raw }) => naive !== undefined || raw !== undefined);
  process.stdout.write(`\n${title}\n\n${isCompared ? comparedTable(all) : plainTable(figures)}`);
}

/** size, engine, what, ours, naive, ratio, raw limit, budget. */
export function comparedTable(figures: readonly Collected[]): string {
  const rows = figures.map(({ size, engine, what, value, unit, naive, raw, budget }) => [
    ...[size, engine, what, `${shown(value)} ${unit}`],
    ...[naive === undefined ? '' : `${shown(naive)} ${unit}`, naive === undefined ? '' : ratio(naive, value, unit)],
    ...[raw === undefined ? '' : `${shown(raw)} ${unit}`, budget],
  ]);
  const head = '| size | engine | what | ours | naive | ratio | raw limit | budget |';
  return asTable(`${head}\n| ---: | --- | --- | ---: | ---: | ---: | ---: | --- |\n`, rows);
}

function plainTable(figures: readonly Figure[]): string {
  const rows = figures.map(({ what, value, unit, budget }) => [what, `${shown(value)} ${unit}`, budget]);
  return asTable('| what | measured | budget |\n| --- | ---: | --- |\n', rows);
}

function asTable(head: string, rows: readonly (string | undefined)[][]): string {
  return head + rows.map((row) => `| ${row.map((cell) => cell ?? '').join(' | ')} |\n`).join('');
}

/** How many times better than the plain way: of a rate more is better, of anything else less. */
function ratio(naive: number, ours: number, unit: string): string {
  return `${shown(unit.includes('/s') ? ours / naive : naive / ours)} x`;
}

function shown(value: number): string {
  const isCount = Number.isInteger(value) || value >= 100;
  return isCount ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
}

/** The middle of several measurements. */
export function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
