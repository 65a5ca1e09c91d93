import { Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { LogLevel } from '../config/settings.js';
import { logLines } from './log-lines.js';

/** JSON lines on standard error. Bodies, query strings, cookies and tokens are never written. */
@Injectable()
export class Log {
  private readonly pino: Logger;

  constructor(level: LogLevel) {
    this.pino = logLines(level);
  }

  warn(detail: object, text: string): void {
    this.pino.warn(detail, text);
  }

  error(detail: object, text: string): void {
    this.pino.error(detail, text);
  }
}
