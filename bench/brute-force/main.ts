import { parseArgs } from 'node:util';
import { compareRows, readOutput } from './comparison.ts';
import { coverageOf, type Request } from './coverage.ts';
import { readFolders } from './reading.ts';
import type { Records } from './records.ts';

const USAGE = `npm run bench -- brute-force FOLDER [CORRECTIONS…] --as-of DATE [--from DATE] --against FILE
  [--as-of DATE [--from DATE] --against FILE …] [--plan CODE] [--cohorts]`;
const SHOWN = 20;

interface Against extends Omit<Request, 'plan'> {
  file: string;
}

/** Each `--against` closes a question. */
function questions(tokens: { kind: string; name?: string; value?: string | undefined }[], cohorts: boolean): Against[] {
  const asked: Against[] = [];
  let open: { asOf?: string; from?: string } = {};
  for (const { kind, name, value = '' } of tokens) {
    if (kind !== 'option') continue;
    if (name === 'as-of') open.asOf = value;
    if (name === 'from') open.from = value;
    if (name !== 'against' || open.asOf === undefined) continue;
    asked.push({ asOf: open.asOf, from: open.from, cohorts, file: value });
    open = {};
  }
  return asked;
}

function main(): number {
  const { values, positionals, tokens } = parseArgs({
    allowPositionals: true,
    tokens: true,
    options: {
      'as-of': { type: 'string', multiple: true },
      from: { type: 'string', multiple: true },
      against: { type: 'string', multiple: true },
      plan: { type: 'string' },
      cohorts: { type: 'boolean' },
    },
  });
  const asked = questions(tokens, values.cohorts === true);
  if (positionals.length === 0 || asked.length === 0 || asked.length !== values.against?.length) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  const records = readFolders(positionals);
  return asked.map((each) => answer(records, each, values.plan)).some((differences) => differences > 0) ? 1 : 0;
}

/** Prints how many rows were compared and what differs. @returns the number of differences */
function answer(records: Records, { file, ...asked }: Against, named: string | undefined): number {
  const output = readOutput(file);
  const plan = named ?? output[0]?.plan ?? [...records.plans.keys()][0] ?? '';
  const { compared, differences } = compareRows(coverageOf(records, { ...asked, plan }), output);
  const from = asked.from === undefined ? '' : ` from ${asked.from}`;
  process.stdout.write(
    `${plan} as of ${asked.asOf}${from}: ${compared} rows compared, ${differences.length} differences\n`,
  );
  for (const line of differences.slice(0, SHOWN)) process.stdout.write(`  ${line}\n`);
  return differences.length;
}

process.exitCode = main();
