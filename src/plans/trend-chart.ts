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

interface Point {
  x: number;
  y: number;
}

/** How far words reach above the line they belong to, and below it, in pixels. */
const WORDS = 24;
/** How far to the right they reach on a phone, in per cent of the width. */
const REACH = 70;

/**
 * A level and where its words stand, `dy` pixels from it: above, unless the curve runs through there and leaves room below.
 * @param curve x in per cent from the left, y in pixels from the top
 */
export function levelOf(y: number, curve: readonly Point[]): { y: number; dy: number } {
  const crosses = (top: number, bottom: number): boolean => curveTouches(curve, top, bottom);
  return { y, dy: crosses(y - WORDS, y) && !crosses(y, y + WORDS) ? 18 : -8 };
}

/** Whether the curve comes between two heights where words may stand. */
function curveTouches(points: readonly Point[], top: number, bottom: number): boolean {
  return points.some((point, at) => {
    const before = points[at - 1] ?? point;
    if (before.x > REACH) return false;
    const end = point.x <= REACH ? point.y : heightAt(REACH, before, point);
    return Math.min(before.y, end) < bottom && Math.max(before.y, end) > top;
  });
}

function heightAt(x: number, a: Point, b: Point): number {
  return a.y + ((b.y - a.y) * (x - a.x)) / (b.x - a.x);
}

/** A day below the line: the ends of half-years by their month. */
export function whenOf(words: FigureWords, day: string): string {
  const isHalfYear = day.endsWith('-06-30') || day.endsWith('-12-31');
  return isHalfYear ? `${day.slice(5, 7)}/${day.slice(0, 4)}` : words.typed(day);
}
