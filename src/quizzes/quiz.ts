/** When somebody sees which answers were right: after each attempt, when none is left or it is passed, or never. */
export const REVIEWS = ['attempt', 'end', 'never'] as const;
export type Review = (typeof REVIEWS)[number];

/** One question of the bank, or as many as are drawn of a topic by chance. `points`: what each of them is worth, from 1 to 100. */
export type QuizItem = { question: string; points: number } | { topic: string; draw: number; points: number };

/**
 * What a quiz is made of: a value that a lesson or a test carries, so that a published course keeps its own. The
 * questions themselves are in the bank of the plan; an attempt copies them when it begins.
 */
export interface Quiz {
  items: QuizItem[];
  /** Per cent of the points from which it is passed, 0 to 100. */
  pass_mark: number;
  /** The most attempts; null: as many as somebody likes. The best one stands. */
  attempts: number | null;
  /** The time limit of an attempt in minutes, by the server's clock; null: none. */
  minutes: number | null;
  shuffle_questions: boolean;
  shuffle_answers: boolean;
  review: Review;
}
