import { mkdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';

/** Everything the environment decides, read once. `docs/operations.md` lists it for people. */
export interface Settings {
  port: number;
  host: string;
  /** Absolute address under which people reach the site, without a trailing slash. */
  publicUrl: string;
  /** Origin of a host of its own for SCORM packages, so that their programs run apart from the site; undefined: there is none. */
  contentUrl: string | undefined;
  /** Undefined: SQLite in `dataDir`. */
  databaseUrl: string | undefined;
  /** A copy (replica) of the MariaDB of `databaseUrl`, for pages that only look; undefined: there is none. */
  databaseReadUrl: string | undefined;
  dataDir: string;
  smtpUrl: string | undefined;
  mailFrom: string;
  /** Messages that leave in any 60 seconds, of all processes together; 0: as many as can be. */
  mailPerMinute: number;
  /** Undefined: made and kept in `dataDir` (see secret.ts). */
  secretKey: string | undefined;
  defaultLocale: 'vi' | 'en';
  logLevel: LogLevel;
  /** How many proxies in front of the server are believed about the client's address. */
  trustProxy: number;
  /** Ethnicity is sensitive (Decree 356/2025, art. 4): kept and shown only where an installation switches it on. */
  ethnicity: boolean;
  /** How many processes `npm run cluster` serves with. */
  workers: number;
  /** Accept MariaDB's innodb_flush_log_at_trx_commit other than 1, knowingly. */
  allowUnsafeFlush: boolean;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** One wrong setting: a stable code, the variable, and what to write instead. */
export interface SettingFault {
  code: string;
  name: string;
  sentence: string;
}

/** Characters below which a secret could be guessed. */
export const LEAST_SECRET = 32;

/** All faults of the environment at once, so that nobody has to start five times. */
export class SettingsError extends Error {
  constructor(readonly faults: SettingFault[]) {
    super(faults.map((fault) => `${fault.code} ${fault.name} ${fault.sentence}`).join('\n'));
    this.name = 'SettingsError';
  }
}

/** Every variable that is read: the table of docs/operations.md is held to this by a test. */
export const SETTING_NAMES = [
  'PORT',
  'HOST',
  'PUBLIC_URL',
  'CONTENT_URL',
  'DATABASE_URL',
  'DATABASE_READ_URL',
  'DATA_DIR',
  'SMTP_URL',
  'MAIL_FROM',
  'MAIL_PER_MINUTE',
  'SECRET_KEY',
  'DEFAULT_LOCALE',
  'LOG_LEVEL',
  'TRUST_PROXY',
  'ETHNICITY',
  'ALLOW_UNSAFE_FLUSH',
  'WORKERS',
] as const;
type SettingName = (typeof SETTING_NAMES)[number];

/**
 * Reads and checks the environment.
 * `NAME_FILE` may stand for `NAME` where the value is a secret kept in a file (0600).
 * @throws SettingsError with every fault found.
 */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const reader = new Reader(env);
  const port = reader.integer('PORT', 3000, 0, 65535, 'CFG01');
  const host = reader.text('HOST') ?? '127.0.0.1';
  const publicUrl = siteOf(reader.url('PUBLIC_URL', ['http:', 'https:'], 'CFG02') ?? `http://localhost:${port}`);
  const settings: Settings = {
    port,
    host,
    publicUrl,
    databaseUrl: reader.url('DATABASE_URL', ['mysql:', 'mariadb:'], 'CFG03'),
    dataDir: resolve(reader.text('DATA_DIR') ?? './data'),
    smtpUrl: reader.url('SMTP_URL', ['smtp:', 'smtps:'], 'CFG04'),
    mailFrom: reader.mailbox('MAIL_FROM', 'Lan Toa <no-reply@localhost>', 'CFG05'),
    secretKey: reader.secret('SECRET_KEY', 'CFG06'),
    defaultLocale: reader.choice('DEFAULT_LOCALE', ['vi', 'en'] as const, 'vi', 'CFG07'),
    logLevel: reader.choice('LOG_LEVEL', LOG_LEVELS, 'info', 'CFG08'),
    trustProxy: reader.integer('TRUST_PROXY', 0, 0, 10, 'CFG09'),
    ethnicity: reader.choice('ETHNICITY', ['off', 'on'] as const, 'off', 'CFG10') === 'on',
    allowUnsafeFlush: reader.choice('ALLOW_UNSAFE_FLUSH', ['no', 'yes'] as const, 'no', 'CFG11') === 'yes',
    mailPerMinute: reader.integer('MAIL_PER_MINUTE', 60, 0, 100_000, 'CFG12'),
    contentUrl: reader.contentOrigin('CONTENT_URL', publicUrl, 'CFG13'),
    workers: reader.integer('WORKERS', availableParallelism(), 1, 256, 'CFG14'),
    databaseReadUrl: reader.url('DATABASE_READ_URL', ['mariadb:'], 'CFG15'),
  };
  if (reader.faults.length > 0) throw new SettingsError(reader.faults);
  return settings;
}

/** The address as browsers and headers of mail write it, a name in other letters than ASCII too; without a slash at the end. */
function siteOf(address: string): string {
  const { origin, pathname } = new URL(address);
  return `${origin}${pathname}`.replace(/\/+$/, '');
}

/** The environment of the demonstration: a folder of its own, so that invented data never stands among real ones. */
export function demoEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return env.DATA_DIR || env.DATABASE_URL ? env : { ...env, DATA_DIR: './data/demo' };
}

/** Makes DATA_DIR, readable by its owner alone. */
export function prepareDataDir(settings: Settings): void {
  mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 });
}

class Reader {
  readonly faults: SettingFault[] = [];

  constructor(private readonly env: NodeJS.ProcessEnv) {}

  text(name: SettingName): string | undefined {
    const file = this.env[`${name}_FILE`]?.trim();
    if (file) {
      try {
        return readFileSync(file, 'utf8').trim() || undefined;
      } catch {
        this.fault('CFG00', `${name}_FILE`, `names a file that cannot be read: ${file}`);
        return undefined;
      }
    }
    return this.env[name]?.trim() || undefined;
  }

  integer(name: SettingName, otherwise: number, min: number, max: number, code: string): number {
    const text = this.text(name);
    if (text === undefined) return otherwise;
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    this.fault(code, name, `must be a whole number from ${min} to ${max}, not "${text}"`);
    return otherwise;
  }

  choice<T extends string>(name: SettingName, choices: readonly T[], otherwise: T, code: string): T {
    const text = this.text(name);
    if (text === undefined) return otherwise;
    const found = choices.find((choice) => choice === text.toLowerCase());
    if (found) return found;
    this.fault(code, name, `must be one of ${choices.join(', ')}, not "${text}"`);
    return otherwise;
  }

  /** The value is never repeated in the fault: an address may hold a password. */
  url(name: SettingName, protocols: string[], code: string): string | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const url = URL.parse(text);
    if (url && protocols.includes(url.protocol)) return text.replace(/\/+$/, '');
    this.fault(code, name, `must start with ${protocols.map((p) => `${p}//`).join(' or ')}`);
    return undefined;
  }

  /** Cookies know host names and no ports: only another name keeps the two apart. */
  contentOrigin(name: SettingName, publicUrl: string, code: string): string | undefined {
    const text = this.url(name, ['http:', 'https:'], code);
    if (text === undefined) return undefined;
    const [content, site] = [new URL(text), new URL(publicUrl)];
    if (content.hostname === site.hostname) this.fault(code, name, 'must have another host name than PUBLIC_URL');
    else if (content.protocol !== site.protocol)
      this.fault(code, name, `must start with ${site.protocol}// as PUBLIC_URL`);
    else if (`${content.pathname}${content.search}${content.hash}` !== '/') {
      this.fault(code, name, 'must end behind the host: no path');
    } else return content.origin;
    return undefined;
  }

  mailbox(name: SettingName, otherwise: string, code: string): string {
    const text = this.text(name);
    if (text === undefined) return otherwise;
    if (/^(?:[^\r\n<>]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/.test(text)) return text;
    this.fault(code, name, 'must be an e-mail address such as "Lan Tỏa <no-reply@example.vn>"');
    return otherwise;
  }

  secret(name: SettingName, code: string): string | undefined {
    const text = this.text(name);
    if (text === undefined || text.length >= LEAST_SECRET) return text;
    this.fault(code, name, `must have at least ${LEAST_SECRET} characters`);
    return undefined;
  }

  private fault(code: string, name: string, sentence: string): void {
    this.faults.push({ code, name, sentence });
  }
}
