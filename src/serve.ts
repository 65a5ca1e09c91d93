import { FirstRun } from './accounts/first-run.js';
import { connect, createApp } from './app.js';
import { demoEnvironment, readSettings, SettingsError, type Settings } from './config/settings.js';
import { migrate } from './database/migrate.js';
import { translate } from './i18n/translate.js';
import { Shell } from './web/shell.js';

/** Migrates the database and serves the site until the process is asked to stop. */
export async function serve(args: string[]): Promise<void> {
  const demo = args.includes('--demo');
  const settings = settingsOrExit(demo);
  const database = await connect(settings);
  await migrate(database);
  const app = await createApp(settings, database);
  app.get(Shell).demo = demo;
  const stop = async (): Promise<void> => {
    await app.close();
    await database.close();
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
  await app.listen(settings.port, settings.host);
  process.stdout.write(`Lan Tỏa: ${settings.publicUrl}\n`);
  const code = await app.get(FirstRun, { strict: false }).setupCode();
  if (code !== null) process.stdout.write(`${translate(settings.defaultLocale, 'serve.setup_code', { code })}\n`);
}

/** The settings, or all their faults at once on standard error. */
function settingsOrExit(demo: boolean): Settings {
  try {
    return demo ? readSettings(demoEnvironment()) : readSettings();
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
