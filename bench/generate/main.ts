import { parseArgs } from 'node:util';
import { generate, type Rows } from './generate.ts';
import { shapeOfSize } from './shape.ts';

const USAGE =
  'npm run bench -- generate --size district|province|country|N --seed S --out FOLDER [--corrections FOLDER]';

function main(): number {
  const { values } = parseArgs({
    options: {
      size: { type: 'string' },
      seed: { type: 'string' },
      out: { type: 'string' },
      corrections: { type: 'string' },
    },
  });
  const { size = '', seed, out, corrections } = values;
  const shape = shapeOfSize(size);
  if (!shape || seed === undefined || out === undefined) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  const [first, second] = generate(shape, seed, out, corrections);
  tell(out, first);
  if (corrections !== undefined) tell(corrections, second);
  return 0;
}

function tell(folder: string, rows: Rows): void {
  const all = Object.values(rows).reduce((sum, each) => sum + each, 0);
  const each = Object.entries(rows).map(([name, count]) => `  ${name} ${count.toLocaleString('en')}\n`);
  process.stdout.write(`${folder}: ${all.toLocaleString('en')} rows\n${each.join('')}`);
}

process.exitCode = main();
