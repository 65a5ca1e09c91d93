import { Module } from '@nestjs/common';
import { ActivitiesModule } from '../activities/activities.module.js';
import { TerritoryModule } from '../territory/territory.module.js';
import { AnalysisController } from './analysis.controller.js';
import { AnalysisParts } from './analysis-parts.js';
import { ItemResults } from './item-results.js';
import { QuizzesModule } from './quizzes.module.js';

/** Item analysis: what attempts say about questions. */
@Module({
  imports: [ActivitiesModule, QuizzesModule, TerritoryModule],
  controllers: [AnalysisController],
  providers: [AnalysisParts, ItemResults],
})
export class AnalysisModule {}
