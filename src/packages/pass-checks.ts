import { Injectable } from '@nestjs/common';
import type { ContentPass } from './content-tickets.js';

/** Whether the person of a pass may still learn from its package. */
export type PassCheck = (pass: ContentPass) => Promise<boolean>;

/** Asks the rooms above whether a pass still holds, whenever it is used: each brings its check. */
@Injectable()
export class PassChecks {
  private readonly checks: PassCheck[] = [];

  add(check: PassCheck): void {
    this.checks.push(check);
  }

  /** Whether nobody objects. */
  async holds(pass: ContentPass): Promise<boolean> {
    for (const check of this.checks) if (!(await check(pass))) return false;
    return true;
  }
}
