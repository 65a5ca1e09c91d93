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

/** Finds what asks questions, by their ref: by name, or as any of their topic. */
export type AskFinder = (
  planId: number,
  questions: readonly { ref: string; topic: string }[],
) => Promise<ReadonlyMap<string, QuestionUse[]>>;

/** Asks the rooms above who uses a question, without knowing them: each brings its finder. */
@Injectable()
export class QuestionUses {
  private readonly finders: UseFinder[] = [];
  private readonly askFinders: AskFinder[] = [];

  /** Adds what a room finds; `needing` is called inside the transaction that would take the question away. */
  add(needing: UseFinder, asking: AskFinder): void {
    this.finders.push(needing);
    this.askFinders.push(asking);
  }

  /** Who needs it, in the order in which rooms were added. */
  async of(leaving: LeavingQuestion): Promise<QuestionUse[]> {
    const found: QuestionUse[] = [];
    for (const finder of this.finders) found.push(...(await finder(leaving)));
    return found;
  }

  /** What asks each of some questions, and would ask it otherwise once it is changed. */
  async asking(...given: Parameters<AskFinder>): Promise<Map<string, QuestionUse[]>> {
    const found = new Map<string, QuestionUse[]>();
    for (const finder of this.askFinders) {
      for (const [ref, uses] of await finder(...given)) found.set(ref, [...(found.get(ref) ?? []), ...uses]);
    }
    return found;
  }
}
