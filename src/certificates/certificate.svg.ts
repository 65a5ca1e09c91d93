import type { Glyph } from 'fontkit';
import { layOut, type QrBox, type Sheet } from './certificate-layout.js';
import { face, type FaceName, type PlacedGlyph } from './fonts.js';
import { PAPER, type Shape } from './paper-decoration.js';
import { number } from './paper-operators.js';
import { INK } from './paper-paragraphs.js';
import type { PictureSource } from './paper-pictures.js';
import type { Run } from './paper-stack.js';
import type { PrintedCertificate } from './printed-certificate.js';
import { type Step, svgPath } from './svg-path.js';

const WHITE = '#fffefb';
/** Outlines are drawn on a grid of as many units to the size of the type: a fortieth of a millimetre in the largest. */
const GRID = 500;
const LETTERS: Record<string, string> = {
  moveTo: 'M',
  lineTo: 'L',
  quadraticCurveTo: 'Q',
  bezierCurveTo: 'C',
  closePath: 'Z',
};

/** A glyph in the picture: drawn once, by its name in it. */
interface Outline {
  id: string;
  path: string;
}

/** Outlines that were drawn before, by face and glyph. */
const outlines = new Map<string, string>();

/**
 * A certificate as a picture for a page: exactly the paper, without any typeface, pictures within. For `<img>`: there is no
 * script, style or address in it. @param pictures gives the logo, signature and seal by their hash
 */
export async function certificateSvg(printed: PrintedCertificate, pictures: PictureSource): Promise<string> {
  const sheet = layOut(printed);
  const shown = await Promise.all(sheet.pictures.map(({ sha256 }) => pictures(sha256)));
  const glyphs = new Map<string, Outline>();
  const text = sheet.blocks.flatMap(({ runs }) => runs.map((run) => drawn(run, glyphs))).join('');
  const size = `viewBox="0 0 ${PAPER.width} ${PAPER.height}" width="${PAPER.width}mm" height="${PAPER.height}mm"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} lang="${sheet.lang}" role="img">`,
    `<title>${escaped(sheet.title)}</title><desc>${escaped(described(sheet))}</desc>`,
    `<defs>${defined(glyphs)}</defs>`,
    `<path fill="${WHITE}" d="M0 0h${PAPER.width}v${PAPER.height}H0z"/>`,
    sheet.decoration.map(shape).join(''),
    `<path stroke="${INK}" stroke-width=".3" d="${sheet.rules.map(({ x, y, width }) => `M${number(x)} ${number(y)}h${width}`).join('')}"/>`,
    text,
    ...sheet.pictures.map(({ box }, index) => picture(box, shown[index] ?? Buffer.alloc(0))),
    qr(sheet.qr),
    '</svg>',
  ].join('');
}

/** What the paper says, for whoever does not see it. */
function described({ blocks }: Sheet): string {
  return blocks.map(({ runs }) => runs.map(({ text, space }) => (space ? `${text} ` : text)).join('')).join('. ');
}

function defined(glyphs: Map<string, Outline>): string {
  return [...glyphs.values()].map(({ id, path }) => (path === '' ? '' : `<path id="${id}" d="${path}"/>`)).join('');
}

function drawn(run: Run, glyphs: Map<string, Outline>): string {
  const scale = number(run.size / GRID, 6);
  const uses = face(run.face)
    .place(run.text)
    .map((placed) => use(run.face, placed, glyphs))
    .join('');
  const move = `translate(${number(run.x)} ${number(run.baseline)}) scale(${scale} -${scale})`;
  return `<g fill="${run.colour}" transform="${move}">${uses}</g>`;
}

function use(name: FaceName, { glyph, x, y }: PlacedGlyph, glyphs: Map<string, Outline>): string {
  const key = `${name} ${glyph.id}`;
  let outline = glyphs.get(key);
  if (!outline) {
    outline = { id: `g${glyphs.size.toString(36)}`, path: outlineOf(key, glyph, name) };
    glyphs.set(key, outline);
  }
  if (outline.path === '') return '';
  const up = y === 0 ? '' : ` y="${Math.round(y * GRID)}"`;
  return `<use href="#${outline.id}" x="${Math.round(x * GRID)}"${up}/>`;
}

function outlineOf(key: string, glyph: Glyph, name: FaceName): string {
  let path = outlines.get(key);
  if (path === undefined) {
    const scale = GRID / face(name).font.unitsPerEm;
    const steps = glyph.path.commands.map(({ command, args }): Step => [
      LETTERS[command] ?? 'L',
      ...args.map((value) => value * scale),
    ]);
    path = svgPath(steps, 0);
    outlines.set(key, path);
  }
  return path;
}

function shape({ strokes, stroke, width, fill }: Shape): string {
  const path = svgPath(strokes, 2);
  if (fill !== undefined) return `<path fill="${fill}" d="${path}"/>`;
  return `<path fill="none" stroke="${stroke ?? INK}" stroke-width="${width ?? 0.1}" d="${path}"/>`;
}

function qr({ box, square, squares }: QrBox): string {
  const quiet = (box.width - squares.size * square) / 2;
  let [row, column, path] = [-1, 0, ''];
  for (const { x, y, length } of squares.bars) {
    path += y === row ? `m${x - column} 0h${length}` : `M${x} ${y}.5h${length}`;
    [row, column] = [y, x + length];
  }
  const move = `translate(${number(box.x + quiet)} ${number(box.y + quiet)}) scale(${number(square, 5)})`;
  const ground = `<path fill="#fff" d="M${number(box.x)} ${number(box.y)}h${number(box.width)}v${number(box.height)}h-${number(box.width)}z"/>`;
  return `${ground}<path stroke="#000" shape-rendering="crispEdges" transform="${move}" d="${path}"/>`;
}

function picture({ x, y, width, height }: QrBox['box'], bytes: Buffer): string {
  const place = `x="${number(x)}" y="${number(y)}" width="${width}" height="${height}"`;
  return `<image ${place} href="data:image/png;base64,${bytes.toString('base64')}"/>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
