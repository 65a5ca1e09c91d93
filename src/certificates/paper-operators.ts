import { type Shape, type Stroke } from './paper-decoration.js';
import { INK } from './paper-paragraphs.js';
import type { QrBox, Rule } from './certificate-layout.js';

const kept = new WeakMap<readonly Shape[], string>();
const colours = new Map<string, string>();

/** The decoration as operators of a PDF, in millimetres from above; made once for each design. */
export function decorationOperators(shapes: readonly Shape[]): string {
  let made = kept.get(shapes);
  if (made === undefined) {
    made = shapes.map(shape).join('\n');
    kept.set(shapes, made);
  }
  return made;
}

function shape({ strokes, stroke, width, fill }: Shape): string {
  const path = strokes.map(operator).join('\n');
  if (fill !== undefined) return `${rgb(fill)} rg\n${path}\nf`;
  return `${rgb(stroke ?? INK)} RG ${number(width ?? 0.1)} w\n${path}\nS`;
}

function operator([kind, ...numbers]: Stroke): string {
  return kind === 'Z' ? 'h' : `${numbers.map((value) => number(value)).join(' ')} ${kind.toLowerCase()}`;
}

/** The rules under headings. */
export function ruleOperators(rules: readonly Rule[]): string {
  return rules
    .map(({ x, y, width }) => `${number(x)} ${number(y)} m ${number(x + width)} ${number(y)} l`)
    .concat('S')
    .join('\n')
    .replace(/^/, `${rgb(INK)} RG 0.3 w\n`);
}

/** The black squares, each row as bars, on white: the sheet may be of another colour. */
export function qrOperators({ box, square, squares }: QrBox): string {
  const { size, bars } = squares;
  const quiet = (box.width - size * square) / 2;
  const move = `${number(square, 5)} 0 0 ${number(square, 5)} ${number(box.x + quiet)} ${number(box.y + quiet)} cm`;
  const ground = [box.x, box.y, box.width, box.height].map((value) => number(value)).join(' ');
  let drawn = '';
  // Filled one by one, neighbours leave hairlines on screens: all are one surface.
  for (const { x, y, length } of bars) drawn += `${x} ${y} ${length} 1 re\n`;
  return `1 1 1 rg ${ground} re f\n${move}\n0 0 0 rg\n${drawn}f`;
}

/** A colour as red, green and blue of the operators. */
export function rgb(hex: string): string {
  let made = colours.get(hex);
  if (made === undefined) {
    made = [1, 3, 5].map((at) => number(Number.parseInt(hex.slice(at, at + 2), 16) / 255)).join(' ');
    colours.set(hex, made);
  }
  return made;
}

/** A number of the paper: no exponent, no needless digits. */
export function number(value: number, digits = 3): string {
  const factor = 10 ** digits;
  return String(Math.round(value * factor) / factor);
}
