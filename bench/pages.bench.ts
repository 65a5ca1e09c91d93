import { connect, createApp } from '#src/app.js';
import { Sessions } from '#src/accounts/sessions.js';
import { readSettings } from '#src/config/settings.js';
import { loadDemo } from './demo-district.ts';
import { printTable, type Figure } from './table.ts';

const WARM = 100;
const ASKED = 300;
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

const { dataDir } = loadDemo();
const settings = readSettings({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' });
const database = await connect(settings);
const app = await createApp(settings, database);
await app.listen(0, '127.0.0.1');
const user = await database.row<{ id: number }>("SELECT id FROM users WHERE role = 'organizer'");
const cookie = await database.transaction(() => app.get(Sessions).open(user?.id ?? 0, 'full', '', 'bench'));
const base = await app.getUrl();

/** CPU of this process per answer, without that of an empty answer asked the same way. */
async function cpuOf(path: string): Promise<number> {
  const ask = async (): Promise<void> => {
    const answer = await fetch(base + path, { headers: { cookie: `lan-toa=${cookie}` } });
    await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  };
  for (let n = 0; n < WARM; n += 1) await ask();
  const before = process.cpuUsage();
  for (let n = 0; n < ASKED; n += 1) await ask();
  const { user: busy, system } = process.cpuUsage(before);
  return (busy + system) / 1000 / ASKED;
}

const empty = await cpuOf('/healthz');
const figures: Figure[] = [];
for (const [what, path, budget] of PAGES) {
  figures.push({ what, value: Math.max(0, (await cpuOf(path)) - empty), unit: 'ms CPU', budget });
}
printTable(
  `Pages of the demonstration district (mean of ${ASKED}; asking costs ${empty.toFixed(2)} ms, taken off)`,
  figures,
);
await app.close();
await database.close();
