import { createRequire } from 'node:module';
import type { GaleraCluster } from './galera.js';
import type { Turns } from './turns.js';

declare global {
  // The only way from Jest's global setup to its global teardown.
  var throwAwayCluster: { cluster: GaleraCluster; turns: Turns } | undefined;
}

/** Starts the throw-away cluster of this run; the specs find a port at which its nodes take turns, and each node by itself. */
export default async function startCluster(): Promise<void> {
  // Jest loads this file outside its module system: a relative import needs the real file name.
  const load = createRequire(import.meta.filename);
  const { startGalera } = load('./galera.ts') as typeof import('./galera.js');
  const { startTurns } = load('./turns.ts') as typeof import('./turns.js');
  const { galeraPrograms } = load('./machine.cjs') as { galeraPrograms(): import('./galera.js').GaleraPrograms };
  const cluster = await startGalera(galeraPrograms());
  const urls = cluster.nodes.map(({ url }) => url);
  const turns = await startTurns(urls.map((url) => Number(new URL(url).port)));
  globalThis.throwAwayCluster = { cluster, turns };
  const all = new URL(urls[0] as string);
  all.port = String(turns.port);
  process.env.LANTOA_TEST_GALERA_URLS = urls.join(' ');
  process.env.LANTOA_TEST_TURNS_URL = all.toString();
}
