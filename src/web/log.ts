import { Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { LogLevel } from '../config/settings.js';
import { DatabaseAway } from '../database/pulse.js';
import { logLines } from './log-lines.js';

/** JSON lines on standard error. Bodies, query strings, cookies and tokens are never written. */
@Injectable()
export class Log {
  private readonly pino: Logger;

  constructor(level: LogLevel) {
    this.pino = logLines(level);
  }

  warn(detail: object, text: string): void {
    if (!isTold(detail)) this.pino.warn(detail, text);
  }

  error(detail: object, text: string): void {
    if (!isTold(detail)) this.pino.error(detail, text);
  }
}

/** That the database is away is one line (database-alarm.ts), not one for each request that comes meanwhile. */
function isTold(detail: { error?: unknown }): boolean {
  return detail.error instanceof DatabaseAway;
}
