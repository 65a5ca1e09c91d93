import cluster from 'node:cluster';
import type { Server } from 'node:http';
import { FirstRun } from './accounts/first-run.js';
import { connect, createApp } from './app.js';
import { SigningKeys } from './certificates/signing-keys.js';
import { troubleOf } from './commands/trouble.js';
import { demoEnvironment, readSettings, type Settings } from './config/settings.js';
import { migrate } from './database/migrate.js';
import type { Locale } from './i18n/locale.js';
import { translate } from './i18n/translate.js';
import { Sender } from './mail/sender.js';
import { Shell } from './web/shell.js';

/** Serves the site until the process is asked to stop. What keeps it from starting is said in a sentence: exit status 1. */
export async function serve(args: string[]): Promise<void> {
  const demo = args.includes('--demo');
  let locale: Locale = 'vi';
  try {
    const settings = demo ? readSettings(demoEnvironment()) : readSettings();
    locale = settings.defaultLocale;
    await start(settings, demo);
  } catch (error) {
    const why = troubleOf(error, locale);
    if (why === null) throw error;
    process.stderr.write(`${why}\n`);
    process.exit(1);
  }
}

/** How long a request may take to arrive: a film of 2 GB over a slow line. Node.js by itself gives up after five minutes. */
const LONGEST_REQUEST_MS = 60 * 60 * 1000;

/** Migrates the database and opens the doors. */
async function start(settings: Settings, demo: boolean): Promise<void> {
  const database = await connect(settings);
  await migrate(database);
  const app = await createApp(settings, database);
  app.get(Shell).demo = demo;
  await app.get(SigningKeys, { strict: false }).ensure();
  const server: Server = app.getHttpServer();
  let stopping = false;
  const stop = async (): Promise<void> => {
    // Ctrl-C reaches the whole group, and the primary process hands it on to its own besides.
    if (stopping) return;
    stopping = true;
    // A proxy that always has something to ask on a connection that it keeps would never let the process end.
    server.prependListener('request', (_, response) => response.setHeader('Connection', 'close'));
    await app.close();
    await database.close();
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
  server.requestTimeout = LONGEST_REQUEST_MS;
  await app.listen(settings.port, settings.host);
  app.get(Sender, { strict: false }).start();
  // Of several processes the first says it for all.
  if ((cluster.worker?.id ?? 1) > 1) return;
  process.stdout.write(`Lan Tỏa: ${settings.publicUrl}\n`);
  const code = await app.get(FirstRun, { strict: false }).setupCode();
  if (code !== null) process.stdout.write(`${translate(settings.defaultLocale, 'serve.setup_code', { code })}\n`);
}
