import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { command } from './command.ts';
import { loadDemo, onEachEngine } from './engines.ts';
import { generate } from './generate/generate.ts';
import { shapeOfSize } from './generate/shape.ts';
import { organizerCookie } from './organizer.ts';
import { cpuUsed, type Served, serve } from './server.ts';
import { printTable } from './table.ts';

/** A request each so many milliseconds, whether the one before was answered or not. */
const EACH_MS = 20;
const PAGES = ['/plans/TD-CLD-2021?as_of=15/06/2025', '/people', '/activities', '/account'];
/** Participations of the files that are brought in meanwhile. */
const SIZE = '60000';

/** How long each request waited for its answer, in rising order, and CPU of the server for one; in milliseconds. */
interface Asked {
  waits: number[];
  cpu: number;
}

/** Asks until it is told to stop. */
async function askUntil(server: Served, cookie: string, isOver: () => boolean): Promise<Asked> {
  const before = cpuUsed([server.pid]);
  const waits: Promise<number>[] = [];
  for (let n = 0; !isOver(); n += 1) {
    const asked = performance.now();
    const waited = (): number => performance.now() - asked;
    // Whoever gets no answer has waited until then: a machine that is too busy shows in the figures, not in their absence.
    waits.push(server.ask(PAGES[n % PAGES.length] ?? '', cookie).then(waited, waited));
    await sleep(EACH_MS);
  }
  const sorted = (await Promise.all(waits)).sort((a, b) => a - b);
  return { waits: sorted, cpu: (cpuUsed([server.pid]) - before) / sorted.length };
}

const at = ({ waits }: Asked, share: number): number => waits[Math.ceil(waits.length * share) - 1] ?? NaN;

const folder = mkdtempSync(join(tmpdir(), 'lan-toa-bench-files-'));
const shape = shapeOfSize(SIZE);
if (shape) generate(shape, 'beside', folder);

await onEachEngine(async (engine) => {
  loadDemo(engine);
  const cookie = await organizerCookie(engine);
  const server = await serve(engine);
  for (let n = 0; n < 200; n += 1) await server.ask(PAGES[n % PAGES.length] ?? '', cookie);
  const from = performance.now();
  const alone = await askUntil(server, cookie, () => performance.now() - from > 10_000);
  let isOver = false;
  const running = command(['import-all', folder], engine).ended.finally(() => (isOver = true));
  const beside = await askUntil(server, cookie, () => isOver);
  const { seconds } = await running;
  await server.stop();
  const title = `Pages each ${EACH_MS} ms while a command imports, on ${engine.name} (${beside.waits.length} in ${Math.round(seconds)} s)`;
  printTable(title, [
    // Where this grows little and the others much, the machine has too few cores, and the program does not hold the pages up.
    { what: 'CPU of the server for a page', value: beside.cpu, unit: 'ms', raw: alone.cpu },
    { what: 'a page, half of them', value: at(beside, 0.5), unit: 'ms', raw: at(alone, 0.5) },
    { what: 'a page, 99 of 100', value: at(beside, 0.99), unit: 'ms', raw: at(alone, 0.99) },
    { what: 'the page that waited longest', value: at(beside, 1), unit: 'ms', raw: at(alone, 1), budget: '200 ms' },
  ]);
});
