import { readFileSync } from 'node:fs';
import { loadDemo, onEachEngine } from './engines.ts';
import { COURSE, FILM, openSchool } from './school.ts';
import { cpuUsed, type Served, serve } from './server.ts';
import { printTable } from './table.ts';

const MB = 1024 * 1024;
const PLAYERS = 100;
/** What a player takes before it moves to another place of the film, and how often it does. */
const PIECE = 8 * MB;
const MOVES = 4;

const memoryOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

/** Asks for the film from a place to its end, as players do, and hangs up after a piece. @returns bytes */
async function play({ url }: Served, cookie: string, from: number): Promise<number> {
  const stop = new AbortController();
  const headers = { cookie, range: `bytes=${from}-` };
  const answer = await fetch(`${url}/learning/${COURSE}/media/${FILM.name}`, { headers, signal: stop.signal });
  if (answer.status !== 206 || !answer.body) throw new Error(`film: ${answer.status}`);
  let taken = 0;
  for await (const piece of answer.body) {
    taken += piece.length;
    if (taken >= PIECE) break;
  }
  stop.abort();
  return taken;
}

async function watch(server: Served, cookie: string, seat: number): Promise<number> {
  let taken = 0;
  for (let move = 0; move < MOVES; move += 1) {
    taken += await play(server, cookie, ((seat * MOVES + move) * MB) % (FILM.bytes - PIECE));
  }
  return taken;
}

await onEachEngine(async (engine) => {
  loadDemo(engine);
  const cookies = await openSchool(engine, PLAYERS);
  const server = await serve(engine);
  await watch(server, cookies[0] ?? '', 0);
  const [before, cpu] = [memoryOf(server.pid), cpuUsed([server.pid])];
  let most = before;
  const look = setInterval(() => (most = Math.max(most, memoryOf(server.pid))), 20);
  const taken = await Promise.all(cookies.map((cookie, seat) => watch(server, cookie, seat)));
  clearInterval(look);
  const gigabytes = taken.reduce((sum, each) => sum + each, 0) / MB / 1024;
  const used = cpuUsed([server.pid]) - cpu;
  printTable(
    `${PLAYERS} players at once of a film of ${FILM.bytes / MB} MB on ${engine.name}, ${gigabytes.toFixed(1)} GB`,
    [
      { what: 'resident memory before', value: before, unit: 'MB' },
      { what: 'most of it while they play', value: most, unit: 'MB' },
      { what: 'the film read into memory once for each of them', value: (PLAYERS * FILM.bytes) / MB, unit: 'MB' },
      { what: 'CPU of the server for a gigabyte', value: used / gigabytes / 1000, unit: 's' },
    ],
  );
  await server.stop();
});
