import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { command } from './command.ts';
import { onEachEngine } from './engines.ts';
import { generate } from './generate/generate.ts';
import { shapeOfSize } from './generate/shape.ts';
import { printTable } from './table.ts';

const { size } = parseArgs({ options: { size: { type: 'string', default: '100000' } } }).values;
const shape = shapeOfSize(size);
if (!shape) throw new Error('--size district|province|N');

const folder = mkdtempSync(join(tmpdir(), 'lan-toa-bench-files-'));
const [written] = generate(shape, 'import', folder);
const rows = Object.values(written).reduce((sum, each) => sum + each, 0);

await onEachEngine(async (engine) => {
  const budget = engine.name === 'SQLite' ? '40,000 rows/s' : '20,000 rows/s';
  const first = await command(['import-all', folder], engine).ended;
  const again = await command(['import-all', folder], engine).ended;
  const out = await command(['export', join(folder, `out-${engine.name}`)], engine).ended;
  const about = { size: rows.toLocaleString('en'), engine: engine.name };
  const title = `Import of ${about.size} rows on ${engine.name}`;
  const figures = [
    { what: 'import-all into an empty database', value: rows / first.seconds, unit: 'rows/s', budget },
    { what: 'CPU of the program for it', value: (first.cpuMs * 1000) / rows, unit: 'µs a row' },
    { what: 'most memory of it', value: first.mb, unit: 'MB', budget: '300 MB' },
    { what: 'the same again, nothing changes', value: rows / again.seconds, unit: 'rows/s' },
    { what: 'export', value: rows / out.seconds, unit: 'rows/s', budget },
    { what: 'CPU of the program for it', value: (out.cpuMs * 1000) / rows, unit: 'µs a row' },
    { what: 'most memory of it', value: out.mb, unit: 'MB', budget: '300 MB' },
  ];
  printTable(title, figures, about);
});
