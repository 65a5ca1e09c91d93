import type { NestExpressApplication } from '@nestjs/platform-express';
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Connection, createConnection } from 'mysql2/promise';
import supertest from 'supertest';
import { connect, createApp } from '../../src/app.js';
import type { Database } from '../../src/database/database.js';
import { startMariadb, type ThrowAwayServer } from '../support/mariadb.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { type Member, World } from '../support/world.js';

const { find } = createRequire(import.meta.filename)('../support/machine.cjs') as { find(names: string[]): string };
const describeOnServers = process.env.LANTOA_TEST_ENGINE === 'mariadb' ? describe : describe.skip;

let [home, copy]: ThrowAwayServer[] = [];
let proxy: TcpProxy;
let onCopy: Connection;
let world: World;
let writer: Member;
let reader: Member;
/** A second process over the same two servers. */
let other: { app: NestExpressApplication; database: Database };

describeOnServers('reading from a copy of the database', () => {
  beforeAll(async () => {
    const programs = { server: find(['mariadbd']), installer: find(['mariadb-install-db']) };
    home = await startMariadb(programs, ['--server-id=1', '--log-bin=log-bin', '--binlog-format=ROW']);
    copy = await startMariadb(programs, ['--server-id=2']);
    onCopy = await follow(copy, home);
    proxy = await TcpProxy.before(copy.url);
    world = await World.create({ DATABASE_URL: home.url, DATABASE_READ_URL: proxy.url });
    writer = await world.member('administrator');
    reader = await world.member('administrator');
    const database = await connect(world.settings);
    other = { app: await createApp(world.settings, database), database };
    await other.app.init();
    await writer.post('/territory/groups/new', group('miner')).expect(303);
    await caughtUp();
    // Only the copy has this name: whoever sees it was answered from there.
    await onCopy.query("UPDATE subject_groups SET name = 'Only in the copy' WHERE code = 'miner'");
  });
  afterAll(async () => {
    await other?.app.close();
    await other?.database.close();
    await world?.close();
    await onCopy?.end();
    await proxy?.close();
    await Promise.all([home?.stop(), copy?.stop()]);
  });

  it('answers those who look from the copy, and programs and forms from the server', async () => {
    await untilShown('Only in the copy');
    const answer = await reader.api('get', '/api/v1/groups').expect(200);
    expect(answer.text).not.toContain('Only in the copy');
  });

  it('shows everybody what they have saved, in whatever process, while the copy is behind for others', async () => {
    await onCopy.query('STOP SLAVE SQL_THREAD');
    const saved = await writer.post('/territory/groups/new', group('late')).expect(303);
    const fence = fenceOf(saved);
    const cookies = `${writer.cookie}; ${fence}`;
    for (const app of [world.app, other.app]) {
      const page = await supertest(app.getHttpServer()).get('/territory/groups').set('Cookie', cookies).expect(200);
      expect(page.text).toContain('Name of late');
    }
    expect((await reader.get('/territory/groups').expect(200)).text).not.toContain('Name of late');
  });

  it('asks the copy no more while it stays behind, and again when it has caught up', async () => {
    await untilShown('Name of late');
    await onCopy.query('START SLAVE SQL_THREAD');
    await untilShown('Only in the copy');
    expect((await reader.get('/territory/groups')).text).toContain('Name of late');
  });

  it('answers from the server while the copy is away, and lets nobody wait for it', async () => {
    await proxy.cut();
    expect((await reader.get('/territory/groups').expect(200)).text).toContain('Name of miner');
    await world.request().get('/readyz').expect(200);
    await proxy.open();
    await untilShown('Only in the copy');
  });
});

function group(code: string): Record<string, string> {
  return { code, name: `Name of ${code}`, counts: 'persons' };
}

/** Makes one server follow another from now on. @returns a way to it past the proxy */
async function follow(copy: ThrowAwayServer, home: ThrowAwayServer): Promise<Connection> {
  const [from, to] = await Promise.all(
    [home, copy].map(({ url }) => createConnection({ uri: url.replace(/^mariadb:/, 'mysql:') })),
  );
  if (!from || !to) throw new Error('no connection');
  const [[at]] = (await from.query('SELECT @@gtid_binlog_pos AS position')) as unknown as [[{ position: string }]];
  await from.end();
  const { port, username, password } = new URL(home.url);
  await to.query('SET GLOBAL gtid_slave_pos = ?', [at.position]);
  await to.query(
    `CHANGE MASTER TO MASTER_HOST = '127.0.0.1', MASTER_PORT = ${port}, MASTER_USER = '${username}',
       MASTER_PASSWORD = '${password}', MASTER_USE_GTID = slave_pos`,
  );
  await to.query('START SLAVE');
  return to;
}

/** Waits until the copy has all that the server has written. */
async function caughtUp(): Promise<void> {
  const row = await world.database.row<{ position: string }>('SELECT @@gtid_binlog_pos AS position');
  await onCopy.query('SELECT MASTER_GTID_WAIT(?, 60)', [row?.position]);
}

/** Waits until somebody who has saved nothing is shown some words. */
async function untilShown(words: string): Promise<void> {
  const began = performance.now();
  while (!(await reader.get('/territory/groups').expect(200)).text.includes(words)) {
    if (performance.now() - began > 30_000) throw new Error(`"${words}" is not shown`);
    await sleep(200);
  }
}

function fenceOf(answer: supertest.Response): string {
  const cookies = answer.headers['set-cookie'] as unknown as string[];
  return cookies.find((each) => each.startsWith('lan-toa-fence='))?.split(';')[0] ?? '';
}
