import { Module } from '@nestjs/common';
import { ActivitiesModule } from '../activities/activities.module.js';
import { PeopleModule } from '../people/people.module.js';
import { TerritoryModule } from '../territory/territory.module.js';
import { AttemptClosing } from './attempt-closing.js';
import { AttemptsSweep } from './attempts-sweep.js';
import { Attempts } from './attempts.js';
import { AttemptStore } from './attempts.store.js';
import { PlanQuestions } from './plan-questions.js';
import { QuestionSource } from './question-source.js';

/** Attempts at quizzes: answering, marking, what came out. Their pages are shown by the rooms that have quizzes. */
@Module({
  imports: [ActivitiesModule, PeopleModule, TerritoryModule],
  providers: [
    ...[AttemptStore, AttemptClosing, Attempts, AttemptsSweep],
    { provide: QuestionSource, useClass: PlanQuestions },
  ],
  exports: [Attempts],
})
export class AttemptsModule {}
