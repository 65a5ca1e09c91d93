import { DomainError } from '../errors.js';
import { withSentence } from './engine-errors.js';

/** What the operating system says of an error. */
type SystemError = NodeJS.ErrnoException & { port?: number; address?: string };

/** Answers about a file or folder that somebody named. */
const OF_FILES: Record<string, string> = {
  ENOENT: 'system.missing',
  EACCES: 'system.forbidden',
  EPERM: 'system.forbidden',
  EEXIST: 'system.no_folder',
  ENOTDIR: 'system.no_folder',
  EISDIR: 'system.no_file',
};
/** Answers about the address that the server is to be reached at. */
const OF_ADDRESSES: Record<string, string> = { EADDRINUSE: 'system.port_taken', EACCES: 'system.port_forbidden' };

/** An error as a refusal with a sentence where it is trouble of the machine, its disk or the database; null: a fault of ours. */
export function asRefusal(error: unknown): DomainError | null {
  const known = error instanceof DomainError ? error : (systemFault(error as SystemError) ?? withSentence(error));
  return known instanceof DomainError ? known : null;
}

function systemFault({ code = '', syscall, path, port, address }: SystemError): DomainError | null {
  if (syscall === 'listen') {
    const params = { port: String(port ?? ''), host: address ?? '' };
    return new DomainError(OF_ADDRESSES[code] ?? 'system.no_address', params);
  }
  const key = OF_FILES[code];
  if (path !== undefined && key !== undefined) return new DomainError(key, { path });
  return null;
}
