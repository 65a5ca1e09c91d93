import { connect, createApp } from './app.js';
import { readSettings, SettingsError, type Settings } from './config/settings.js';
import { migrate } from './database/migrate.js';
import { Shell } from './web/shell.js';

/** Migrates the database and serves the site until the process is asked to stop. */
export async function serve(args: string[]): Promise<void> {
  const settings = settingsOrExit();
  const database = await connect(settings);
  await migrate(database);
  const app = await createApp(settings, database);
  app.get(Shell).demo = args.includes('--demo');
  const stop = async (): Promise<void> => {
    await app.close();
    await database.close();
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
  await app.listen(settings.port, settings.host);
  process.stdout.write(`Lan Tỏa: ${settings.publicUrl}\n`);
}

/** The settings, or all their faults at once on standard error. */
export function settingsOrExit(): Settings {
  try {
    return readSettings();
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
