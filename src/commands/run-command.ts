import type { INestApplicationContext } from '@nestjs/common';
import { demoEnvironment, readSettings, type Settings } from '../config/settings.js';
import type { Database } from '../database/database.js';
import { migrate, pendingMigrations, refuseNewer } from '../database/migrate.js';
import { DomainError } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { backupCommand } from './backup.js';
import { certificatesCommand } from './certificates.js';
import { checkCommand } from './check.js';
import { type Bench, type Command, REFUSED, type Status, UsageError, WRONG_USAGE } from './command.js';
import { coursesCommand } from './courses.js';
import { coverageCommand } from './coverage.js';
import { demoCommand } from './demo.js';
import { exportCommand } from './export.js';
import { importAllCommand } from './import-all.js';
import { importCommand } from './import.js';
import { migrateCommand } from './migrate.js';
import { outboxCommand } from './outbox.js';
import { recountCommand } from './recount.js';
import { restoreCommand } from './restore.js';
import { tokenCommand } from './token.js';
import { troubleOf } from './trouble.js';
import { userCommand } from './user.js';

const COMMANDS: Command[] = [
  migrateCommand,
  checkCommand,
  importCommand,
  importAllCommand,
  exportCommand,
  coverageCommand,
  recountCommand,
  userCommand,
  tokenCommand,
  outboxCommand,
  certificatesCommand,
  coursesCommand,
  backupCommand,
  restoreCommand,
  demoCommand,
];

/** How the whole is put together: given by the program, which stands above all folders. */
export interface House {
  connect(settings: Settings): Promise<Database>;
  createContext(settings: Settings, database: Database): Promise<INestApplicationContext>;
}

/** Runs one command of the command line. @returns its exit status */
export async function runCommand(words: string[], house: House): Promise<Status> {
  const [name, ...rest] = words;
  const command = COMMANDS.find((each) => each.name === name);
  if (!command) {
    const sentence = name === undefined ? '' : `${translate('vi', 'errors.command.unknown', { name })}\n`;
    process.stderr.write(`${sentence}${usageOfAll()}\n`);
    return WRONG_USAGE;
  }
  try {
    const work = command.prepare(rest);
    const bench = await openBench(house, command === demoCommand);
    return bench ? await carryOut(command, work, bench) : REFUSED;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message ? `${error.message}\n` : ''}lantoa ${command.usage}\n`);
    return WRONG_USAGE;
  }
}

async function carryOut(command: Command, work: (bench: Bench) => Promise<Status>, bench: OpenBench): Promise<Status> {
  try {
    await requireSchema(command, bench);
    return await work(bench);
  } catch (error) {
    const why = error instanceof UsageError ? null : troubleOf(error, bench.settings.defaultLocale);
    if (why === null) throw error;
    bench.err(`${why}\n`);
    return REFUSED;
  } finally {
    await bench.close();
  }
}

interface OpenBench extends Bench {
  close(): Promise<void>;
}

async function openBench(house: House, demo: boolean): Promise<OpenBench | null> {
  let locale: Locale = 'vi';
  try {
    const settings = demo ? readSettings(demoEnvironment()) : readSettings();
    locale = settings.defaultLocale;
    const database = await house.connect(settings);
    let app: Promise<INestApplicationContext> | undefined;
    return {
      settings,
      database,
      app: () => (app ??= house.createContext({ ...settings, logLevel: 'error' }, database)),
      out: (text) => void process.stdout.write(text),
      err: (text) => void process.stderr.write(text),
      close: async () => {
        if (app) await (await app).close();
        await database.close();
      },
    };
  } catch (error) {
    const why = troubleOf(error, locale);
    if (why === null) throw error;
    process.stderr.write(`${why}\n`);
    return null;
  }
}

/** A new database is made ready in passing; one of an older version only when somebody says so. */
async function requireSchema(command: Command, bench: Bench): Promise<void> {
  if (command.anySchema) return;
  await refuseNewer(bench.database);
  const pending = await pendingMigrations(bench.database);
  if (pending.length === 0) return;
  if (pending.length === bench.database.source.migrations.length) await migrate(bench.database);
  else throw new DomainError('command.not_migrated', { count: pending.length });
}

function usageOfAll(): string {
  return COMMANDS.map(({ usage }) => `lantoa ${usage}`).join('\n');
}
