import { Injectable } from '@nestjs/common';

/** What would be taken away: a question, or (ref null) only its place in a topic that is drawn from. */
export interface LeavingQuestion {
  plan_id: number;
  ref: string | null;
  topic: string;
  /** How many questions the topic has without it. */
  left: number;
}

/** Something that needs a question: a lesson of a course, the test of an activity. */
export interface QuestionUse {
  title: string;
  href: string;
}

/** Finds what needs a question, or more questions of a topic than are left. */
export type UseFinder = (leaving: LeavingQuestion) => Promise<QuestionUse[]>;

/** Asks the rooms above who uses a question, without knowing them: each brings its finder. */
@Injectable()
export class QuestionUses {
  private readonly finders: UseFinder[] = [];

  /** Adds a finder; called inside the transaction that would take the question away. */
  add(finder: UseFinder): void {
    this.finders.push(finder);
  }

  /** Who needs it, in the order in which rooms were added. */
  async of(leaving: LeavingQuestion): Promise<QuestionUse[]> {
    const found: QuestionUse[] = [];
    for (const finder of this.finders) found.push(...(await finder(leaving)));
    return found;
  }
}
