import { type Quiz, type QuizItem, type Review, REVIEWS } from '../quizzes/quiz.js';
import { cleanText } from '../web/text.js';
import type { Entries, Entry, YamlNodes } from './yaml-nodes.js';

const KEYS = ['items', 'pass_mark', 'attempts', 'minutes', 'shuffle_questions', 'shuffle_answers', 'review'];
const ITEM_KEYS = ['question', 'topic', 'draw', 'points'];
const LONGEST_REF = 64;
const LONGEST_TOPIC = 190;

/** Reads the quizzes of a `course.yml`. */
export class QuizYaml {
  constructor(private readonly nodes: YamlNodes) {}

  /** @returns also the lines in which its items stand */
  quiz({ value, at }: Entry): { quiz: Quiz; lines: number[] } {
    const entries = this.nodes.map(value, at, KEYS);
    const items = entries.get('items');
    const pass = entries.get('pass_mark');
    if (!items) this.nodes.fault(at, 'missing', { name: 'items' });
    if (!pass) this.nodes.fault(at, 'missing', { name: 'pass_mark' });
    const list = items ? this.nodes.list(items) : [];
    const quiz: Quiz = {
      items: list.flatMap((each) => this.item(each) ?? []),
      pass_mark: pass ? (this.nodes.whole(pass, 0, 100) ?? 0) : 0,
      attempts: this.whole(entries, 'attempts', 100),
      minutes: this.whole(entries, 'minutes', 600),
      shuffle_questions: this.flag(entries, 'shuffle_questions'),
      shuffle_answers: this.flag(entries, 'shuffle_answers'),
      review: this.review(entries.get('review')),
    };
    return { quiz, lines: list.map((each) => this.nodes.lineOf(each.at)) };
  }

  private item({ value, at }: Entry): QuizItem | null {
    const entries = this.nodes.map(value, at, ITEM_KEYS);
    const points = this.whole(entries, 'points', 100) ?? 1;
    const [question, topic, draw] = [entries.get('question'), entries.get('topic'), entries.get('draw')];
    if (question && !topic && !draw) {
      const ref = this.nodes.line(question, LONGEST_REF);
      return ref === null ? null : { question: ref, points };
    }
    if (!question && topic && draw) {
      const name = this.nodes.line(topic, LONGEST_TOPIC);
      const count = this.nodes.whole(draw, 1, 100);
      return name === null || count === null ? null : { topic: cleanText(name), draw: count, points };
    }
    this.nodes.fault(at, 'item');
    return null;
  }

  private review(entry: Entry | undefined): Review {
    const written = entry ? this.nodes.line(entry, LONGEST_TOPIC) : 'attempt';
    const review = REVIEWS.find((each) => each === written);
    if (entry && written !== null && !review) this.nodes.fault(entry.at, 'review', { reviews: REVIEWS.join(', ') });
    return review ?? 'attempt';
  }

  private whole(entries: Entries, name: string, most: number): number | null {
    const entry = entries.get(name);
    return entry ? this.nodes.whole(entry, 1, most) : null;
  }

  private flag(entries: Entries, name: string): boolean {
    const entry = entries.get(name);
    return entry ? (this.nodes.flag(entry) ?? false) : false;
  }
}
