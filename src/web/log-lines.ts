import { pino, type Logger } from 'pino';
import type { LogLevel } from '../config/settings.js';
import { withoutValues } from '../database/engine-errors.js';

/** JSON lines on standard error, written beside the work. For what has no parts of Nest, too. */
export function logLines(level: LogLevel): Logger {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { error: describeError },
    },
    pino.destination({ dest: 2, sync: false }),
  );
}

/** Name, message and stack; the values of a failed statement stay out, they are people's data. */
export function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: 'not an error' };
  const { code } = error as { code?: string };
  const message = withoutValues(error);
  const stack = error.stack?.replace(error.message, () => message);
  return { name: error.name, message, stack, ...(code ? { code } : {}) };
}
