import type { Random } from './random.js';

/** Splits a whole number into `parts` whole numbers of about the same size that add up to it. */
export function split(total: number, parts: number, random: Random): number[] {
  const weights = Array.from({ length: parts }, () => 0.85 + random.fraction() * 0.3);
  const sum = weights.reduce((a, b) => a + b, 0);
  const shares = weights.map((weight) => Math.floor((total * weight) / sum));
  let rest = total - shares.reduce((a, b) => a + b, 0);
  return shares.map((share) => {
    if (rest <= 0) return share;
    rest -= 1;
    return share + 1;
  });
}
