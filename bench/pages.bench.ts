import { loadDemo, onEachEngine } from './engines.ts';
import { organizerCookie } from './organizer.ts';
import { ASKED, cpuOf, serve } from './server.ts';
import { printTable, type Figure } from './table.ts';

const PLAN = '/plans/TD-CLD-2021';

const PAGES: [string, string, string][] = [
  ['scoreboard', `${PLAN}?as_of=15/06/2025`, '15 ms'],
  ['matrix', `${PLAN}/matrix?as_of=15/06/2025`, ''],
  ['figure', `${PLAN}/indicators/3.2?as_of=15/06/2025`, ''],
  ['territory', '/territory', '3 ms'],
  ['people', '/people', '3 ms'],
  ['organisations', '/organisations', '3 ms'],
  ['activities', '/activities', '3 ms'],
  ['baselines', '/territory/baselines', '3 ms'],
  ['account', '/account', '3 ms'],
  ['imports', '/imports', '3 ms'],
];

await onEachEngine(async (engine) => {
  loadDemo(engine);
  const cookie = await organizerCookie(engine);
  const server = await serve(engine);
  const figures: Figure[] = [];
  // Nothing can be answered for less: the raw limit of every page.
  const raw = await cpuOf([server.pid], () => server.ask('/healthz', ''));
  for (const [what, path, budget] of PAGES) {
    const value = await cpuOf([server.pid], () => server.ask(path, cookie));
    figures.push({ what, value, unit: 'ms CPU', budget, raw });
  }
  printTable(`Pages of the demonstration district on ${engine.name} (CPU of the server, mean of ${ASKED})`, figures);
  await server.stop();
});
