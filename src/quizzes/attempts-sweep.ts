import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { HourlySweep } from '../web/hourly-sweep.js';
import { Log } from '../web/log.js';
import { Attempts } from './attempts.js';

/** Attempts whose time ran out and at which nobody looked any more are handed in with what was saved. */
@Injectable()
export class AttemptsSweep extends HourlySweep {
  constructor(
    database: Database,
    log: Log,
    private readonly attempts: Attempts,
  ) {
    super(database, log, 'attempts whose time is over could not be handed in');
  }

  /** @returns how many were handed in */
  sweep(): Promise<number> {
    return this.attempts.closeAllOver();
  }
}
