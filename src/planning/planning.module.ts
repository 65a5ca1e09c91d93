import { Module } from '@nestjs/common';
import { ActivitiesModule } from '../activities/activities.module.js';
import { CoverageModule } from '../coverage/coverage.module.js';
import { PeopleModule } from '../people/people.module.js';
import { FiguresModule } from '../plans/figures.module.js';
import { PlansModule } from '../plans/plans.module.js';
import { TerritoryModule } from '../territory/territory.module.js';
import { ActivityFormController } from './activity-form.controller.js';
import { Invitations } from './invitations.js';
import { Planner } from './planner.js';
import { PlannerController } from './planner.controller.js';
import { PlanningForms } from './planning-forms.js';
import { Plannings } from './plannings.js';
import { ProspectStore } from './prospects.store.js';
import { SessionFormController } from './session-form.controller.js';
import { SessionPlans } from './session-plans.js';

/** Planning activities, and seeing ahead: what is missing, what is planned, whom to invite. */
@Module({
  imports: [FiguresModule, CoverageModule, ActivitiesModule, PeopleModule, PlansModule, TerritoryModule],
  controllers: [ActivityFormController, SessionFormController, PlannerController],
  providers: [Planner, ProspectStore, Invitations, PlanningForms, Plannings, SessionPlans],
})
export class PlanningModule {}
