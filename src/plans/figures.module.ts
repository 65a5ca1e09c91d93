import { Module } from '@nestjs/common';
import { CoverageModule } from '../coverage/coverage.module.js';
import { TerritoryModule } from '../territory/territory.module.js';
import { CoverageApiController } from './coverage.api.controller.js';
import { FigureDataSource } from './figure-data.js';
import { FigureController } from './figure.controller.js';
import { MatrixController } from './matrix.controller.js';
import { MethodController } from './method.controller.js';
import { KeptBoards } from './kept-boards.js';
import { PlanViews } from './plan-views.js';
import { PlansModule } from './plans.module.js';
import { ScoreboardController } from './scoreboard.controller.js';
import { ValuesController } from './values.controller.js';

/** The figures of plans: scoreboard, matrix, what is behind each number, and the same for programs. */
@Module({
  imports: [PlansModule, CoverageModule, TerritoryModule],
  controllers: [
    ScoreboardController,
    MatrixController,
    FigureController,
    ValuesController,
    MethodController,
    CoverageApiController,
  ],
  providers: [PlanViews, KeptBoards, FigureDataSource],
  exports: [PlanViews],
})
export class FiguresModule {}
