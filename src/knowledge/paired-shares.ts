/** The same people at two moments, each yes or no. */
export interface PairedCounts {
  both: number;
  beforeOnly: number;
  afterOnly: number;
  neither: number;
}

/** The two-sided 95 per cent quantile of the normal distribution. */
const Z = 1.959963984540054;

/**
 * The 95 per cent interval of the share after less the share before, by Newcombe's paired score method with corrected
 * correlation (R. G. Newcombe, Statistics in Medicine 17, 1998, pages 2635 to 2650, method 10). Unlike the usual interval it
 * stays within -1 and 1 and is no point where nobody changed. @returns from and to, as shares; there is at least one person
 */
export function differenceOfShares(counts: PairedCounts): [number, number] {
  const { both, beforeOnly, afterOnly, neither } = counts;
  const n = both + beforeOnly + afterOnly + neither;
  const [after, before] = [both + afterOnly, both + beforeOnly];
  const [p, q] = [after / n, before / n];
  const [[pLow, pHigh], [qLow, qHigh]] = [wilson(after, n), wilson(before, n)];
  const phi = correlation(counts);
  const away = (one: number, other: number): number =>
    Math.sqrt(Math.max(0, one * one - 2 * phi * one * other + other * other));
  return [p - q - away(p - pLow, qHigh - q), p - q + away(pHigh - p, q - qLow)];
}

/** Wilson's score interval of a share. */
function wilson(count: number, n: number): [number, number] {
  const middle = 2 * count + Z * Z;
  const half = Z * Math.sqrt(Z * Z + (4 * count * (n - count)) / n);
  return [(middle - half) / (2 * (n + Z * Z)), (middle + half) / (2 * (n + Z * Z))];
}

function correlation({ both, beforeOnly, afterOnly, neither }: PairedCounts): number {
  const n = both + beforeOnly + afterOnly + neither;
  const sums = [both + beforeOnly, afterOnly + neither, both + afterOnly, beforeOnly + neither];
  const product = sums.reduce((all, sum) => all * sum, 1);
  if (product === 0) return 0;
  const crossed = both * neither - beforeOnly * afterOnly;
  return (crossed > 0 ? Math.max(crossed - n / 2, 0) : crossed) / Math.sqrt(product);
}
