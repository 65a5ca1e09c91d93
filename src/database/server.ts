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
  await refuseLostUpdates(source, pool, note);
  const cutAll = (): void => {
    for (const { stream } of open) stream.destroy();
  };
  return { source, pulse: new Pulse(() => ask(url), cutAll) };
}

function optionsOf(url: string, schema: Pick<DataSourceOptions, 'entities' | 'migrations'>): DataSourceOptions {
  return {
    // With 'mysql' the schema builder reports drift that is not there; 'mariadb' fits both servers.
    type: 'mariadb',
    url: url.replace(/^mysql:/, 'mariadb:'),
    ...schema,
    // Binary comparison, as in SQLite: "A" and "a", "ă" and "a" are different codes.
    charset: 'utf8mb4_bin',
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
 * MariaDB before 11.8 loses an update silently when two transactions read, then write the same row. With this setting the
 * second one is told (1020), and the door runs it again from the start. MySQL does not know it: there versions must do.
 */
async function refuseLostUpdates(source: DataSource, pool: Pool, note: (first: Pooled) => void): Promise<void> {
  const runner = source.createQueryRunner();
  try {
    // This connection was opened before anybody listened.
    note((await runner.connect()) as Pooled);
    const known = (await runner.query("SHOW VARIABLES LIKE 'innodb_snapshot_isolation'")) as unknown[];
    if (known.length === 0) return;
    const statement = 'SET SESSION innodb_snapshot_isolation = ON';
    pool.on('connection', (connection) => connection.query(statement, () => undefined));
    await runner.query(statement);
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
