import { Module } from '@nestjs/common';
import { TerritoryModule } from '../territory/territory.module.js';
import { BankDoor } from './bank-door.js';
import { QuestionBank } from './question-bank.js';
import { QuestionList } from './question-list.js';
import { QuestionPictures } from './question-pictures.js';
import { QuestionUses } from './question-uses.js';

const BANK = [BankDoor, QuestionBank, QuestionList, QuestionPictures, QuestionUses];

/** The question banks of plans. */
@Module({ imports: [TerritoryModule], controllers: [], providers: BANK, exports: BANK })
export class QuizzesModule {}
