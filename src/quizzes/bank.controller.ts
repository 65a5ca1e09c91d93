import { Controller, Get, Param, Query } from '@nestjs/common';
import type { Locale } from '../i18n/locale.js';
import { Can } from '../web/access.js';
import { file, type FileAnswer, page, type PageAnswer } from '../web/answers.js';
import { pageAsked, textAsked } from '../web/pager.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { BankDoor } from './bank-door.js';
import { BankQuestions } from './bank-questions.js';
import { BankWords } from './bank-words.js';
import { bankPage, NO_TOPIC, plansPage } from './bank.page.js';
import { writeGift } from './gift-writer.js';
import { type QuestionFilter, QuestionList } from './question-list.js';

type Asked = Record<string, unknown>;

/** The question banks of plans, to find a question in and to take along as a file. */
@Controller('quizzes')
export class BankController {
  constructor(
    private readonly door: BankDoor,
    private readonly list: QuestionList,
    private readonly questions: BankQuestions,
  ) {}

  @Can('question.read')
  @Get()
  async index(@ReaderLocale() locale: Locale): Promise<PageAnswer> {
    return page('quizzes/index', plansPage(new BankWords(locale), await this.door.all()));
  }

  @Can('question.read')
  @Get(':code')
  async show(@Param('code') code: string, @Query() given: Asked, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const plan = await this.door.open(code);
    const filter: QuestionFilter = {
      ...{ topic: topicAsked(given), kind: textAsked(given.kind), q: textAsked(given.q) },
      withdrawn: textAsked(given.withdrawn) !== '',
    };
    const asked = { ...filter, page: pageAsked(given.page) };
    const found = await this.list.page(plan.id, filter, asked.page);
    const topics = await this.list.topics(plan.id, filter.withdrawn);
    return page('quizzes/bank', bankPage(new BankWords(locale), plan, asked, { ...found, topics }));
  }

  @Can('question.read')
  @Get(':code/questions.gift')
  async export(@Param('code') code: string, @Query() given: Asked): Promise<FileAnswer> {
    const plan = await this.door.open(code);
    const questions = await this.questions.ofPlan(plan.id, topicAsked(given) ?? undefined);
    return file(writeGift(questions), 'text/plain; charset=utf-8', `${plan.code}.gift`);
  }
}

function topicAsked({ topic }: Asked): string | null {
  const text = textAsked(topic);
  if (text === '') return null;
  return text === NO_TOPIC ? '' : text;
}
