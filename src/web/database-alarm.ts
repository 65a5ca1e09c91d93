import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../database/database.js';
import { Log } from './log.js';

/** Tells who runs the product that the database server has gone away, and that it is back: one line each. */
@Injectable()
export class DatabaseAlarm implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.database.onAway((away) => {
      if (away) this.log.error({}, 'the database does not answer: everybody is refused until it does');
      else this.log.warn({}, 'the database answers again');
    });
  }
}
