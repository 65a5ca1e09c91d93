import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ImportRunner } from '../../src/interchange/import-runner.js';
import { FILE_ORDER } from '../../src/interchange/registry.js';
import { PlanCoverage } from '../../src/plans/plan-coverage.js';
import type { World } from '../support/world.js';
import type { CoverageRow } from '../../src/coverage/output.js';
import type { CoverageQuestion } from '../../src/coverage/scope.js';

/** Brings every interchange file of a folder in, as `import-all` does. Throws where a row is refused. */
export async function bringIn(world: World, folder: string): Promise<void> {
  for (const kind of FILE_ORDER) {
    const name = kind === 'plan' ? 'plan.json' : `${kind}.csv`;
    const path = join(folder, name);
    if (!existsSync(path)) continue;
    const report = await world.get(ImportRunner).run(kind, path, name);
    if (!report.saved) throw new Error(`${name}: ${JSON.stringify(report.rejected)} ${JSON.stringify(report.refusal)}`);
  }
}

/** The rows that the command would write. */
export function coverageOf(world: World, plan: string, question: CoverageQuestion): Promise<CoverageRow[]> {
  return world.get(PlanCoverage).rows(plan, question);
}
