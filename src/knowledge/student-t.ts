/**
 * The two-sided 95 per cent quantile of Student's t: so many standard errors lie to each side of a mean. From the finite
 * sums for whole degrees of freedom (Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4), turned
 * round by halving. @param freedom degrees of freedom, 1 or more
 */
export function t95(freedom: number): number {
  let [low, high] = [0, 13];
  // From here on halving changes nothing that a double can hold.
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (within(middle, freedom) < 0.95) low = middle;
    else high = middle;
  }
  return high;
}

/** How probable it is that t lies between -t and t. */
export function within(t: number, freedom: number): number {
  const angle = Math.atan(t / Math.sqrt(freedom));
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  if (freedom === 1) return (2 * angle) / Math.PI;
  const isOdd = freedom % 2 === 1;
  let term = isOdd ? cosine : 1;
  let sum = term;
  for (let power = isOdd ? 3 : 2; power <= freedom - 2; power += 2) {
    term *= (cosine * cosine * (power - 1)) / power;
    sum += term;
  }
  return isOdd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum;
}
