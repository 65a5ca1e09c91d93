import type { FigureWords } from './figure-words.js';

/** 200 px from the top for nothing, 0 for the whole; more than the whole is drawn as the whole. */
export function yOf(part: number, whole: number): number {
  return Math.round(2000 - (2000 * Math.min(whole, part)) / whole) / 10;
}

/** Where a day stands between the first and the last, in per cent of the width. */
export function timeScale(from: string, to: string): (day: string) => number {
  const start = Date.parse(from);
  const length = Math.max(1, Date.parse(to) - start);
  return (day) => Math.round(((Date.parse(day) - start) / length) * 1000) / 10;
}

/** Which dates have room for their words: at least an eighth of the width apart, also from the last one. */
export function labelled(xs: readonly number[]): boolean[] {
  let last = 0;
  return xs.map((x) => {
    const fits = x - last >= 12.5 && 100 - x >= 12.5;
    if (fits) last = x;
    return fits;
  });
}

/** A day below the line: the ends of half-years by their month. */
export function whenOf(words: FigureWords, day: string): string {
  const isHalfYear = day.endsWith('-06-30') || day.endsWith('-12-31');
  return isHalfYear ? `${day.slice(5, 7)}/${day.slice(0, 4)}` : words.typed(day);
}
