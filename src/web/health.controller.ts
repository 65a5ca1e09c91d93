import { Controller, Get } from '@nestjs/common';
import { Database } from '../database/database.js';
import { pendingMigrations } from '../database/migrate.js';
import { Public } from './access.js';
import { JsonAnswer } from './answers.js';

/** For supervisors and proxies. */
@Controller()
export class HealthController {
  constructor(private readonly database: Database) {}

  /** The process is up. */
  @Public()
  @Get('healthz')
  healthz(): JsonAnswer {
    return new JsonAnswer({ status: 'up' });
  }

  /** The database answers and is migrated. */
  @Public()
  @Get('readyz')
  async readyz(): Promise<JsonAnswer> {
    const reason = await this.whyNot();
    const body = reason ? { status: 'not ready', reason } : { status: 'ready' };
    return new JsonAnswer(body, reason ? 503 : 200);
  }

  private async whyNot(): Promise<string | null> {
    try {
      await this.database.row('SELECT COUNT(*) AS users FROM users');
      return (await pendingMigrations(this.database)).length > 0 ? 'not migrated' : null;
    } catch {
      return 'the database does not answer';
    }
  }
}
