import { Injectable } from '@nestjs/common';
import type { Count } from '../coverage/count.js';
import { CoverageService } from '../coverage/coverage.service.js';
import type { CoverageRow } from '../coverage/output.js';
import type { CoverageQuestion, CoverageScope } from '../coverage/scope.js';
import { Database } from '../database/database.js';
import { scopeOf } from './plan-scope.js';
import { Plans } from './plans.js';

/** The coverage of a plan by its code: what pages, programs and commands ask. */
@Injectable()
export class PlanCoverage {
  constructor(
    private readonly plans: Plans,
    private readonly coverage: CoverageService,
    private readonly database: Database,
  ) {}

  /** What counting needs to know of the plan. @throws NotFound where there is none for the reader */
  async scope(code: string): Promise<CoverageScope> {
    const plan = await this.plans.byCode(code);
    return scopeOf(await this.plans.content(plan), await this.plans.ownUnit(plan));
  }

  /** The rows of the coverage output. Errors as of CoverageService.rows. */
  async rows(code: string, question: CoverageQuestion): Promise<CoverageRow[]> {
    return this.database.snapshot(async () => this.coverage.rows(await this.scope(code), question));
  }

  /** The same as something to ask further. */
  async count(code: string, question: CoverageQuestion): Promise<Count> {
    return this.database.snapshot(async () => this.coverage.count(await this.scope(code), question));
  }
}
