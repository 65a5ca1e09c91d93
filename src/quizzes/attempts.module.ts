import { Module, type OnModuleInit } from '@nestjs/common';
import { ActivitiesModule } from '../activities/activities.module.js';
import { PeopleModule } from '../people/people.module.js';
import { TerritoryModule } from '../territory/territory.module.js';
import { AttemptClosing } from './attempt-closing.js';
import { AttemptsDesk } from './attempts-desk.js';
import { QuestionCopies } from './question-copies.js';
import { QuizzesModule } from './quizzes.module.js';
import { AttemptsSweep } from './attempts-sweep.js';
import { AttemptPages } from './attempt-pages.js';
import { Attempts } from './attempts.js';
import { AttemptStore } from './attempts.store.js';
import { EssayMarks } from './essay-marks.js';
import { MarkingParts } from './marking-parts.js';
import { MarkingController } from './marking.controller.js';

/** Attempts at quizzes: answering, marking, what came out. Their pages are shown by the rooms that have quizzes. */
@Module({
  imports: [ActivitiesModule, PeopleModule, QuizzesModule, TerritoryModule],
  controllers: [MarkingController],
  providers: [
    ...[AttemptsDesk, EssayMarks, MarkingParts],
    ...[AttemptStore, AttemptClosing, Attempts, AttemptPages, AttemptsSweep],
  ],
  exports: [Attempts, AttemptPages, AttemptStore, AttemptClosing],
})
export class AttemptsModule implements OnModuleInit {
  constructor(
    private readonly copies: QuestionCopies,
    private readonly store: AttemptStore,
  ) {}

  onModuleInit(): void {
    this.copies.add((planId) => this.store.copiesWithPictures(planId));
  }
}
