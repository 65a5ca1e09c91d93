import { Injectable } from '@nestjs/common';
import type { Question } from './question.js';

/** A question as somebody was or will be asked it, whatever the bank says meanwhile. */
export interface QuestionCopy {
  question: Question;
  /** The title of the activity that keeps it. */
  activity: string;
}

/** Reads the copies that may show a picture (`WITH_PICTURE`), of the activities of a plan. */
export type CopyReader = (planId: number) => Promise<QuestionCopy[]>;

/** What every question with a picture has in its JSON, however the picture is written: for LIKE, to read no others. */
export const WITH_PICTURE = '%![%';

/** Knows the copies of questions that attempts and tests keep: each room brings its own. */
@Injectable()
export class QuestionCopies {
  private readonly readers: CopyReader[] = [];

  /** Adds a reader; called inside the transaction that would take something from the copies. */
  add(reader: CopyReader): void {
    this.readers.push(reader);
  }

  /** All of a plan that may show a picture. */
  async withPictures(planId: number): Promise<QuestionCopy[]> {
    const found: QuestionCopy[] = [];
    for (const reader of this.readers) found.push(...(await reader(planId)));
    return found;
  }
}
