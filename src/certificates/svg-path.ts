/** A step of a path with absolute coordinates: `M`, `L`, `Q`, `C` or `Z`. */
export type Step = readonly [kind: string, ...numbers: number[]];

/**
 * A path for SVG, as short as it can be written: steps relative to where the pen is, letters only where they change. Each
 * point is rounded by itself, so that errors do not add up. @param digits behind the point
 */
export function svgPath(steps: Iterable<Step>, digits: number): string {
  const unit = 10 ** digits;
  let [x, y, startX, startY, last, path] = [0, 0, 0, 0, '', ''];
  for (const [kind, ...numbers] of steps) {
    if (kind === 'Z') {
      [x, y, last] = [startX, startY, 'z'];
      path += 'z';
      continue;
    }
    const points = numbers.map((value) => Math.round(value * unit));
    const moved = points.map((value, index) => (value - (index % 2 === 0 ? x : y)) / unit);
    [x, y] = [points.at(-2) ?? x, points.at(-1) ?? y];
    if (kind === 'M') [startX, startY] = [x, y];
    const letter = kind.toLowerCase();
    path += letter === last && letter !== 'm' ? separated(moved) : letter + joined(moved);
    last = letter;
  }
  return path;
}

function joined(numbers: readonly number[]): string {
  return numbers.reduce((text, value, index) => text + (index > 0 && value >= 0 ? ' ' : '') + short(value), '');
}

function separated(numbers: readonly number[]): string {
  return ((numbers[0] ?? 0) >= 0 ? ' ' : '') + joined(numbers);
}

function short(value: number): string {
  return String(value).replace(/^(-?)0\./, '$1.');
}
