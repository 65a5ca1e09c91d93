/** What is asked of the dice: each question has numbers of its own, so that a new one changes no other answer. */
export const ASK = {
  name: 1,
  home: 2,
  birth: 3,
  group: 4,
  kind: 5,
  size: 6,
  start: 7,
  where: 8,
  late: 9,
  status: 10,
  agency: 11,
  sessions: 12,
  makeUp: 13,
  minimum: 14,
  test: 15,
  mark: 16,
  unit: 17,
  extra: 18,
  done: 19,
  heads: 20,
  headsAt: 21,
  headsCount: 22,
  method: 23,
  baseline: 24,
  correct: 25,
  correctHow: 26,
} as const;

/** Numbers that look like chance and follow from a seed: the same question about the same thing has the same answer. */
export class Dice {
  private readonly seed: number;

  /** @param seed any text */
  constructor(seed: string) {
    this.seed = [...seed].reduce((hash, sign) => mix(hash, sign.codePointAt(0) ?? 0), 0x9e3779b9);
  }

  /** A whole number from 0 to below the bound. @param about whole numbers below 2^31 that say of what it is asked */
  roll(bound: number, question: number, ...about: number[]): number {
    let hash = mix(this.seed, question);
    for (const each of about) hash = mix(hash, each);
    return Math.floor(((hash >>> 0) / 2 ** 32) * bound);
  }

  /** True in so many of a thousand cases. */
  chance(thousandths: number, question: number, ...about: number[]): boolean {
    return this.roll(1000, question, ...about) < thousandths;
  }
}

/** One round of the finalizer of MurmurHash3 over what was so far and one number more. */
function mix(hash: number, value: number): number {
  let mixed = Math.imul(hash ^ (value + 0x7f4a7c15), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
