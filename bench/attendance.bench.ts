import { connect, createContext } from '#src/app.js';
import { Sessions } from '#src/accounts/sessions.js';
import { readSettings } from '#src/config/settings.js';
import { RowsRunner } from '#src/interchange/rows-runner.js';
import { type Engine, loadDemo, onEachEngine } from './engines.ts';
import { ASKED, cpuOf, serve, staffCookie } from './server.ts';
import { type Figure, printTable } from './table.ts';

const PEOPLE = 60;
const PAGE = '/activities/BENCH/sessions/1/attendance';

interface Hands {
  cookie: string;
  csrf: string;
  people: number[];
}

/** A training of sixty people in the demonstration district, and an organizer who is signed in. */
async function prepare({ env }: Engine): Promise<Hands> {
  const settings = readSettings({ ...env, LOG_LEVEL: 'silent' });
  const database = await connect(settings);
  const app = await createContext(settings, database);
  const rows = app.get(RowsRunner, { strict: false });
  const all = (make: (n: number) => object): object[] => Array.from({ length: PEOPLE }, (_, n) => make(n));
  const activity = { code: 'BENCH', plan: 'TD-CLD-2021', kind: 'training', title: 'Lớp đo', unit: '03424' };
  await rows.run('activities', [{ ...activity, status: 'running' }] as never);
  await rows.run('sessions', [{ activity: 'BENCH', number: 1, date: '2025-09-01' }] as never);
  await rows.run('people', all((n) => ({ ref: `B${n}`, full_name: `Lò Văn ${n}`, unit: '03424' })) as never);
  await rows.run('participations', all((n) => ({ activity: 'BENCH', person: `B${n}`, group: 'parent' })) as never);
  const user = await database.row<{ id: number }>("SELECT id FROM users WHERE role = 'organizer'");
  const sessions = app.get(Sessions, { strict: false });
  const token = await database.transaction(() => sessions.open(user?.id ?? 0, 'full', '', 'bench'));
  const { session } = await sessions.identify({ cookie: token, address: '' });
  const found = await database.rows<{ id: number }>(
    "SELECT id FROM people WHERE ref LIKE 'B%' ORDER BY id DESC LIMIT 60",
  );
  await app.close();
  await database.close();
  return { cookie: staffCookie(token), csrf: session?.csrf_token ?? '', people: found.map(({ id }) => id) };
}

/** Everybody of the session marked anew: sixty changes in one post, the other way round each time. */
function marks({ csrf, people }: Hands): () => URLSearchParams {
  let [before, now] = ['', 'present'];
  return () => {
    const fields = people.flatMap((id): [string, string][] => [
      [`p${id}`, now],
      [`s${id}`, before],
    ]);
    [before, now] = [now, now === 'present' ? 'late' : 'present'];
    return new URLSearchParams([['_csrf', csrf], ...fields]);
  };
}

await onEachEngine(async (engine) => {
  loadDemo(engine);
  const hands = await prepare(engine);
  const server = await serve(engine);
  const body = marks(hands);
  const get = (): Promise<void> => server.ask(PAGE, hands.cookie);
  const post = (): Promise<void> => server.ask(PAGE, hands.cookie, { method: 'POST', body: body(), status: 303 });
  const figures: Figure[] = [
    { what: 'page of 60 people', value: await cpuOf([server.pid], get), unit: 'ms CPU', budget: '5 ms' },
    { what: 'post of 60 changes', value: await cpuOf([server.pid], post), unit: 'ms CPU', budget: '20 ms' },
  ];
  printTable(`Attendance on ${engine.name} (CPU of the server, mean of ${ASKED})`, figures);
  await server.stop();
});
