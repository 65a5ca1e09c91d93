import { DomainError } from '../errors.js';

interface EngineError {
  code?: string;
  errno?: number;
  sqlState?: string;
  /** The driver's mark on what ended the connection. */
  fatal?: boolean;
  driverError?: EngineError;
  message?: string;
}

/** MariaDB's answers that mean "begin again": deadlock, lock wait, snapshot violated; and what others call a deadlock. */
const AGAIN = new Set([1213, 1205, 1020]);
const SERIALIZATION_FAILURE = '40001';
/** The connection is gone: shut down, killed, gone away, lost meanwhile, idle for too long. */
const LOST_ERRNOS = new Set([1053, 1927, 2006, 2013, 4031]);
const LOST = ['ECONNRESET', 'PROTOCOL_CONNECTION_LOST', 'EPIPE'];
const FULL = ['SQLITE_FULL', 'ENOSPC', 'EDQUOT'];
const READ_ONLY = ['SQLITE_READONLY', 'SQLITE_CANTOPEN', 'EROFS', 'EACCES'];
const AWAY = ['ECONNREFUSED', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN'];
const DAMAGED = ['SQLITE_NOTADB', 'SQLITE_CORRUPT'];
/** A node of a cluster answers so while it has lost the others, or does not have all data yet. */
const NOT_READY = 1047;
/** MariaDB does not know the user, the password or the database of the address. */
const REFUSED = new Set([1044, 1045, 1049, 1698]);

function root(error: unknown): EngineError {
  const given = error as EngineError;
  return given?.driverError ?? given;
}

/** Somebody else changed, meanwhile, what this transaction has read and builds upon: it is to be run again from the start. */
export class Overtaken extends Error {
  /** The engines' own number for it, where they notice. */
  readonly errno = 1020;
}

/** Whether the whole transaction may simply be run again. */
export function mayRunAgain(error: unknown): boolean {
  const { code = '', errno = 0, sqlState } = root(error);
  return AGAIN.has(errno) || sqlState === SERIALIZATION_FAILURE || code.startsWith('SQLITE_BUSY');
}

/** Whether the connection to the server is gone: the server has undone what was not committed. */
function isLost(error: unknown): boolean {
  const { code = '', errno = 0, fatal } = root(error);
  return LOST.includes(code) || LOST_ERRNOS.has(errno) || (fatal === true && code === '' && errno === 0);
}

/** Whether the server could not be reached, or not any more. */
export function isAway(error: unknown): boolean {
  const { code = '', errno } = root(error);
  return (
    AWAY.includes(code) || errno === NOT_READY || isLost(error) || (error as { key?: string })?.key === 'database.away'
  );
}

/** Whether the disk itself failed: what it holds is not known. */
export function isIoError(error: unknown): boolean {
  return (root(error).code ?? '').startsWith('SQLITE_IOERR');
}

/** Whether a unique index refused the row. */
export function isDuplicate(error: unknown): boolean {
  const { code = '', errno } = root(error);
  return errno === 1062 || code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY';
}

/**
 * What an engine says of a failed statement, without the values of it: MariaDB repeats them ("Duplicate entry '…'"), and they
 * are people's data. The name of a unique index stays.
 */
export function withoutValues(error: Error): string {
  if (root(error).errno === undefined) return error.message;
  const index = / for key '([^']+)'$/.exec(error.message)?.[1];
  return `${error.message.replace(/'[^]*'/, "'…'")}${index === undefined ? '' : ` for key '${index}'`}`;
}

/** Turns trouble of the disk or the server into a refusal with a sentence; other errors pass unchanged. */
export function withSentence(error: unknown): unknown {
  if (error instanceof DomainError) return error;
  const { code = '', errno = 0 } = root(error);
  const is = (codes: string[]): boolean => codes.some((known) => code.startsWith(known));
  if (is(FULL) || errno === 1021 || errno === 1114) return new DomainError('database.full', {}, 'full');
  if (is(READ_ONLY) || errno === 1290 || errno === 1836) {
    return new DomainError('database.read_only', {}, 'unavailable');
  }
  if (is(DAMAGED)) return new DomainError('database.damaged', {}, 'unavailable');
  if (REFUSED.has(errno)) return new DomainError('database.refused', {}, 'unavailable');
  if (isAway(error) || isIoError(error)) return new DomainError('database.away', {}, 'unavailable');
  if (mayRunAgain(error)) return new DomainError('database.busy', {}, 'unavailable');
  return error;
}
