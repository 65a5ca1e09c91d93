import { Module } from '@nestjs/common';
import { TerritoryModule } from '../territory/territory.module.js';
import { BankController } from './bank.controller.js';
import { BankDoor } from './bank-door.js';
import { BankQuestions } from './bank-questions.js';
import { GiftController } from './gift.controller.js';
import { GiftDesk } from './gift-desk.js';
import { PicturesController } from './pictures.controller.js';
import { QuestionBank } from './question-bank.js';
import { QuestionController } from './question.controller.js';
import { QuestionComparison } from './question-comparison.js';
import { QuestionCopies } from './question-copies.js';
import { QuestionFormController } from './question-form.controller.js';
import { QuestionList } from './question-list.js';
import { QuestionPictures } from './question-pictures.js';
import { QuestionUses } from './question-uses.js';

const BANK = [
  ...[BankDoor, BankQuestions, QuestionBank, QuestionList],
  ...[QuestionPictures, QuestionUses, QuestionCopies, QuestionComparison, GiftDesk],
];

/** The question banks of plans. */
@Module({
  imports: [TerritoryModule],
  // New questions must be looked at before the question of an id.
  controllers: [QuestionFormController, QuestionController, GiftController, PicturesController, BankController],
  providers: BANK,
  exports: BANK,
})
export class QuizzesModule {}
