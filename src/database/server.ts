import mysql, { type ConnectionOptions } from 'mysql2';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { Pulse } from './pulse.js';

/** How long a connection may take to come about, and the answer to whether anybody is there. */
const CONNECT_MS = 8000;
const ANSWER_MS = 3000;
const POOL = 10;

/** A connection of the pool, as far as it is needed here. */
interface Pooled {
  stream: { destroy(): void };
  query(sql: string, done: () => void): void;
  once(event: 'end', listener: () => void): void;
}

interface Pool {
  on(event: 'connection', listener: (connection: Pooled) => void): void;
}

/** A database server: its connections, and whether it answers. */
export interface Server {
  source: DataSource;
  pulse: Pulse;
  /** It is a node of a Galera cluster. */
  onGalera: boolean;
}

/** Connects to the MariaDB or MySQL server of an address. @throws the error of the driver where it does not answer */
export async function connectServer(
  url: string,
  schema: Pick<DataSourceOptions, 'entities' | 'migrations'>,
): Promise<Server> {
  const source = await new DataSource(optionsOf(url, schema)).initialize();
  const open = new Set<Pooled>();
  const note = (connection: Pooled): void => {
    open.add(connection);
    connection.once('end', () => open.delete(connection));
  };
  const { pool } = source.driver as unknown as { pool: Pool };
  pool.on('connection', note);
  const onGalera = await prepareSessions(source, pool, note);
  const cutAll = (): void => {
    for (const { stream } of open) stream.destroy();
  };
  return { source, pulse: new Pulse(() => ask(url), cutAll), onGalera };
}

function optionsOf(url: string, schema: Pick<DataSourceOptions, 'entities' | 'migrations'>): DataSourceOptions {
  return {
    // With 'mysql' the schema builder reports drift that is not there; 'mariadb' fits both servers.
    type: 'mariadb',
    url: url.replace(/^mysql:/, 'mariadb:'),
    ...schema,
    // Binary comparison, as in SQLite: "A" and "a", "ă" and "a" are different codes.
    charset: 'utf8mb4_bin',
    trace: false,
    timezone: 'Z',
    poolSize: POOL,
    connectTimeout: CONNECT_MS,
    ...encryption(url),
    extra: { decimalNumbers: true, multipleStatements: false },
  };
}

/** `?ssl=true` in the address: encrypted, and the server's certificate is checked. */
function encryption(url: string): { ssl?: { rejectUnauthorized: boolean } } {
  return new URL(url).searchParams.get('ssl') === 'true' ? { ssl: { rejectUnauthorized: true } } : {};
}

/**
 * What each connection is told when it is opened.
 *
 * MariaDB before 11.8 loses an update silently when two transactions read, then write the same row. With snapshot isolation the
 * second one is told (1020), and the door runs it again from the start. MySQL does not know it: there versions must do.
 *
 * A node of a Galera cluster may be behind another: with `wsrep_sync_wait` it reads only when it has everything that was
 * committed anywhere before.
 *
 * @returns whether the server is such a node
 */
async function prepareSessions(source: DataSource, pool: Pool, note: (first: Pooled) => void): Promise<boolean> {
  const runner = source.createQueryRunner();
  try {
    // This connection was opened before anybody listened.
    note((await runner.connect()) as Pooled);
    const find = async (name: string): Promise<{ Value: string } | undefined> =>
      ((await runner.query('SHOW VARIABLES LIKE ?', [name])) as { Value: string }[])[0];
    const onGalera = (await find('wsrep_on'))?.Value === 'ON';
    const statements = [
      ...((await find('innodb_snapshot_isolation')) ? ['SET SESSION innodb_snapshot_isolation = ON'] : []),
      ...(onGalera ? ['SET SESSION wsrep_sync_wait = 1'] : []),
    ];
    pool.on('connection', (connection) => {
      for (const statement of statements) connection.query(statement, () => undefined);
    });
    for (const statement of statements) await runner.query(statement);
    return onGalera;
  } finally {
    await runner.release();
  }
}

/** Asks the server by a connection that is made for it. @throws what the server or the network says */
function ask(url: string): Promise<void> {
  const { hostname, port, username, password, pathname } = new URL(url);
  const options: ConnectionOptions = {
    ...{ host: hostname, port: Number(port || 3306), database: decodeURIComponent(pathname.slice(1)) },
    ...{ user: decodeURIComponent(username), password: decodeURIComponent(password), connectTimeout: ANSWER_MS },
    ...encryption(url),
  };
  return new Promise((resolve, reject) => {
    const connection = mysql.createConnection(options);
    const settle = (error: Error | null): void => {
      clearTimeout(timer);
      (connection as unknown as Pooled).stream.destroy();
      if (error) reject(error);
      else resolve();
    };
    const late = Object.assign(new Error('the server does not answer'), { code: 'ETIMEDOUT' });
    const timer = setTimeout(() => settle(late), ANSWER_MS);
    connection.on('error', settle);
    connection.query('SELECT 1', settle);
  });
}
