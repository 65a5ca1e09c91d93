import type { INestApplicationContext } from '@nestjs/common';
import type { Settings } from '../config/settings.js';
import type { Database } from '../database/database.js';
import type { ErrorParams } from '../errors.js';
import { translate } from '../i18n/translate.js';

/** Exit status of the command line: done, refused with the reasons on standard error, wrong usage. */
export const DONE = 0;
export const REFUSED = 1;
export const WRONG_USAGE = 2;
export type Status = typeof DONE | typeof REFUSED | typeof WRONG_USAGE;

/** The words of a command do not fit it; `usage` says how it is written. */
export class UsageError extends Error {}

/** What a command works with. The application is made only for those that ask for it. */
export interface Bench {
  settings: Settings;
  database: Database;
  app(): Promise<INestApplicationContext>;
  out(text: string): void;
  err(text: string): void;
}

/** One command: its name, how it is written, what it does. */
export interface Command {
  readonly name: string;
  readonly usage: string;
  /** Works on a database that is not up to date (migrate, check). */
  readonly anySchema?: boolean;
  /** Reads the words before anything is opened. @returns the work @throws UsageError when they do not fit */
  prepare(words: string[]): (bench: Bench) => Promise<Status>;
}

/** A part of the application. */
export async function part<T>(bench: Bench, type: abstract new (...args: never[]) => T): Promise<T> {
  const app = await bench.app();
  return app.get<T>(type, { strict: false });
}

/** The sentence of an error key in the language of this installation. */
export function sentence(bench: Bench, key: string, params: ErrorParams = {}): string {
  return translate(bench.settings.defaultLocale, `errors.${key}`, params);
}
