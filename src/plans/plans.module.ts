import { Module, type OnModuleInit } from '@nestjs/common';
import { CoverageModule } from '../coverage/coverage.module.js';
import { FileRegistry } from '../interchange/registry.js';
import { TerritoryModule } from '../territory/territory.module.js';
import { AgenciesController } from './agencies.controller.js';
import { IndicatorsController } from './indicators.controller.js';
import { ObjectivesController } from './objectives.controller.js';
import { PlanCoverage } from './plan-coverage.js';
import { PlanEditor } from './plan-editor.js';
import { PlanFile } from './plan-file.js';
import { PlanItems } from './plan-items.js';
import { PlanTerritory } from './plan-territory.js';
import { PlanWriter } from './plan-writer.js';
import { PlansApiController } from './plans.api.controller.js';
import { PlansController } from './plans.controller.js';
import { Plans } from './plans.js';
import { ReportedValues } from './reported-values.js';
import { ReportingController } from './reporting.controller.js';
import { TasksController } from './tasks.controller.js';

/** Plans: what a territory promises, what was entered for it, and how far it is. */
@Module({
  imports: [TerritoryModule, CoverageModule],
  controllers: [
    PlansController,
    ObjectivesController,
    IndicatorsController,
    TasksController,
    AgenciesController,
    ReportingController,
    PlansApiController,
  ],
  providers: [Plans, PlanCoverage, PlanEditor, PlanFile, PlanItems, PlanTerritory, PlanWriter, ReportedValues],
  exports: [Plans, PlanCoverage, PlanEditor, ReportedValues],
})
export class PlansModule implements OnModuleInit {
  constructor(
    private readonly registry: FileRegistry,
    private readonly file: PlanFile,
  ) {}

  onModuleInit(): void {
    this.registry.registerDocument(this.file);
  }
}
