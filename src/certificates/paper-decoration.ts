import type { Design } from './printed-certificate.js';

/** One stroke of a drawing: where to go, a line, a curve with two handles, or back to the beginning. Millimetres. */
export type Stroke = ['M' | 'L', number, number] | ['C', number, number, number, number, number, number] | ['Z'];

/** A drawn line or a filled surface. */
export interface Shape {
  strokes: Stroke[];
  stroke?: string;
  width?: number;
  fill?: string;
}

export const PAPER = { width: 297, height: 210 };
export const INDIGO = '#23397f';
const PALE = '#eef0f7';
const TINT = '#c9d0e6';
/** What makes an arc of a quarter circle out of a curve with two handles. */
const ARC = 0.5522847;

/** What a design draws behind the text: the same for every certificate. */
export const DECORATIONS: Record<Design, Shape[]> = {
  ripples: [...ripples(285.3, 198.3), ...doubleRule(9)],
  frame: frame(),
  plain: [],
};

/** The rings of the product's sign, far out: around a corner, as quarters of circles. */
function ripples(right: number, bottom: number): Shape[] {
  return Array.from({ length: 18 }, (_, index) => ripple(right, bottom, (14 + 6 * index) * (84 / 118)));
}

function ripple(right: number, bottom: number, radius: number): Shape {
  const handle = radius * ARC;
  const curve: Stroke = ['C', right - handle, bottom - radius, right - radius, bottom - handle, right - radius, bottom];
  return { strokes: [['M', right, bottom - radius], curve], stroke: PALE, width: 0.5 };
}

function rectangle(inset: number, width: number, stroke: string): Shape {
  const [right, bottom] = [PAPER.width - inset, PAPER.height - inset];
  return {
    strokes: [['M', inset, inset], ['L', right, inset], ['L', right, bottom], ['L', inset, bottom], ['Z']],
    stroke,
    width,
  };
}

/** A strong rule and a fine one within it. */
function doubleRule(inset: number): Shape[] {
  return [rectangle(inset + 0.5, 1, INDIGO), rectangle(inset + 2.55, 0.3, INDIGO)];
}

/** A band of diamonds as it is woven into the borders of cloth in the north-west, between two rules. */
function frame(): Shape[] {
  const [outer, inner] = [9, 15];
  const middle = (outer + inner) / 2;
  const across = centres(inner, PAPER.width - inner, 4);
  const down = centres(inner, PAPER.height - inner, 4);
  const spots = [
    ...across.flatMap((x) => [middle, PAPER.height - middle].map((y): [number, number] => [x, y])),
    ...down.flatMap((y) => [middle, PAPER.width - middle].map((x): [number, number] => [x, y])),
  ];
  const corners = [middle, PAPER.width - middle].flatMap((x) =>
    [middle, PAPER.height - middle].map((y): [number, number] => [x, y]),
  );
  return [
    { strokes: spots.flatMap(([x, y]) => diamond(x, y, 1.9)), fill: TINT },
    { strokes: spots.flatMap(([x, y]) => diamond(x, y, 0.8)), fill: INDIGO },
    { strokes: corners.flatMap(([x, y]) => diamond(x, y, 2.9)), fill: INDIGO },
    { strokes: corners.flatMap(([x, y]) => diamond(x, y, 1.2)), fill: TINT },
    rectangle(outer, 0.8, INDIGO),
    rectangle(inner, 0.35, INDIGO),
    rectangle(inner + 1.2, 0.15, INDIGO),
  ];
}

/** Points at equal distances of about `pitch`, half of one from either end. */
function centres(from: number, to: number, pitch: number): number[] {
  const count = Math.round((to - from) / pitch);
  return Array.from({ length: count }, (_, index) => from + ((to - from) * (index + 0.5)) / count);
}

function diamond(x: number, y: number, half: number): Stroke[] {
  return [['M', x, y - half], ['L', x + half, y], ['L', x, y + half], ['L', x - half, y], ['Z']];
}
