import { existsSync, readFileSync, rmSync } from 'node:fs';
import { type Collected, comparedTable } from './table.ts';

/** Prints what the benches collected, as one table. @param file is removed */
function main(file: string): void {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  const all = lines.map((line) => JSON.parse(line) as Collected);
  process.stdout.write(`\n${comparedTable(all.map((each) => ({ ...each, what: `${each.bench}: ${each.what}` })))}`);
  rmSync(file, { force: true });
}

main(process.env.BENCH_FIGURES ?? '');
