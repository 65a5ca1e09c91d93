import { DomainError } from '../errors.js';
import { readGift } from '../quizzes/gift-reader.js';
import type { BankQuestion } from '../quizzes/presentation.js';
import type { Quiz } from '../quizzes/quiz.js';
import { COURSE_FILE } from './course-file.js';
import { type FileFault, wholeFile } from './file-fault.js';

export { picturesOf } from '../quizzes/pictures-of.js';

/** A question with where it stands. */
export interface PlacedQuestion extends BankQuestion {
  file: string;
  line: number;
}

/** What is known of the bank of a plan: the topic of each question that is not withdrawn, by its ref. */
export type BankTopics = ReadonlyMap<string, string>;

/** The questions that come with a course, and whether its quizzes find what they ask. */
export class CourseQuestions {
  readonly placed: PlacedQuestion[] = [];
  private readonly files = new Map<string, string>();

  /** @param bank questions that a quiz may name though no file has them */
  constructor(
    private readonly bank: BankTopics,
    private readonly note: (fault: FileFault) => void,
  ) {}

  /** Reads a file of GIFT. What is wrong in it is noted with its line. */
  async read(file: string, text: string): Promise<void> {
    try {
      const { questions, faults } = await readGift(text);
      for (const { line, column, key, params } of faults) {
        this.note({ file, line, column: column ?? 0, key: 'gift', params: { ...params, why: key } });
      }
      for (const { topic, question, line } of questions) this.take({ topic, question, file, line });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.note(wholeFile(file, 'gift', { ...error.params, why: error.key }));
    }
  }

  /** @param lines of the items in `course.yml` */
  checkQuiz({ items }: Quiz, lines: readonly number[]): void {
    const topics = this.topics();
    const named = new Set<string>();
    const drawn = new Map<string, number>();
    for (const [at, item] of items.entries()) {
      const line = lines[at] ?? 0;
      if ('question' in item) {
        if (!topics.has(item.question)) this.fault(line, 'question_unknown', { ref: item.question });
        if (named.has(item.question)) this.fault(line, 'question_twice', { ref: item.question });
        named.add(item.question);
      }
    }
    for (const [at, item] of items.entries()) {
      if (!('topic' in item)) continue;
      const draw = (drawn.get(item.topic) ?? 0) + item.draw;
      drawn.set(item.topic, draw);
      const count = [...topics].filter(([ref, topic]) => topic === item.topic && !named.has(ref)).length;
      if (draw > count) this.fault(lines[at] ?? 0, 'topic_small', { topic: item.topic, draw, count });
    }
  }

  /** What quizzes can ask once the files are taken: theirs stand before those of the bank. */
  private topics(): Map<string, string> {
    return new Map([...this.bank, ...this.placed.map(({ question, topic }) => [question.ref, topic] as const)]);
  }

  private take(placed: PlacedQuestion): void {
    const { ref } = placed.question;
    const first = this.files.get(ref);
    if (first === undefined) this.placed.push(placed);
    else this.note({ ...placed, column: 0, key: 'question_twice', params: { ref, file: first } });
    this.files.set(ref, first ?? placed.file);
  }

  private fault(line: number, key: FileFault['key'], params: FileFault['params']): void {
    this.note({ file: COURSE_FILE, line, column: 0, key, params });
  }
}
