/** An answer that is to be sent: to which question, and at which moment of the attempt it was given. */
export interface Pending {
  position: number;
  moment: number;
}

/** What became of a try to send one. */
export type Outcome = 'saved' | 'again' | 'refused' | 'over';

/** How long is waited before a try is repeated, in milliseconds; the last one stays. */
const PAUSES = [1000, 2000, 5000, 10_000, 20_000, 30_000];

/**
 * The answers that are not on the server yet: of each question the latest one, in the order in which they were given. It knows
 * no page and no network.
 */
export class PendingAnswers {
  private readonly waiting = new Map<number, Pending>();
  private last: number;
  private failures = 0;

  /** @param start the moment at which the page was made, in tenths of a second @param elapsed milliseconds since then */
  constructor(
    private readonly start: number,
    private readonly elapsed: () => number,
  ) {
    this.last = start;
  }

  /** How many wait. */
  get count(): number {
    return this.waiting.size;
  }

  /** How long to wait before the next try. */
  get pause(): number {
    return this.failures === 0 ? 0 : (PAUSES[Math.min(this.failures, PAUSES.length) - 1] ?? 0);
  }

  /** Notes that a question was answered just now: each answer has a moment of its own, later than those before. */
  answered(position: number): void {
    this.last = Math.max(this.last + 1, this.start + Math.floor(this.elapsed() / 100));
    this.waiting.delete(position);
    this.waiting.set(position, { position, moment: this.last });
  }

  /** The next one to send. */
  next(): Pending | undefined {
    return this.waiting.values().next().value;
  }

  /** Whether an answer to a question waits. */
  waits(position: number): boolean {
    return this.waiting.has(position);
  }

  /** Takes note of what became of one; what was answered anew meanwhile goes on waiting. */
  settle(sent: Pending, outcome: Outcome): void {
    if (outcome === 'again') this.failures += 1;
    else {
      this.failures = 0;
      if (this.waiting.get(sent.position)?.moment === sent.moment) this.waiting.delete(sent.position);
    }
  }
}

/** What an answer of the server means. @param status undefined: none came */
export function outcomeOf(status: number | undefined): Outcome {
  if (status === 200) return 'saved';
  if (status === 409) return 'over';
  if (status === undefined || status === 429 || status >= 500) return 'again';
  return 'refused';
}
