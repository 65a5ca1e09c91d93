import { Module } from '@nestjs/common';
import { ActivitiesModule } from '../activities/activities.module.js';
import { CoverageModule } from '../coverage/coverage.module.js';
import { PeopleModule } from '../people/people.module.js';
import { FiguresModule } from '../plans/figures.module.js';
import { Invitations } from './invitations.js';
import { Planner } from './planner.js';
import { PlannerController } from './planner.controller.js';
import { ProspectStore } from './prospects.store.js';

/** What is missing, what is planned, whom to invite. */
@Module({
  imports: [FiguresModule, CoverageModule, ActivitiesModule, PeopleModule],
  controllers: [PlannerController],
  providers: [Planner, ProspectStore, Invitations],
})
export class PlannerModule {}
