import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Font, Glyph, GlyphPosition } from 'fontkit';
import { late } from '../config/late.js';
import { Kept } from './kept.js';
import { Subset, TrueType } from './true-type.js';

/** The faces of the paper: Source Serif 4, and Be Vietnam Pro for numbers that are compared character by character. */
const FILES = {
  regular: 'source-serif-4/400Regular/SourceSerif4_400Regular',
  semibold: 'source-serif-4/600SemiBold/SourceSerif4_600SemiBold',
  bold: 'source-serif-4/700Bold/SourceSerif4_700Bold',
  italic: 'source-serif-4/400Regular_Italic/SourceSerif4_400Regular_Italic',
  sans: 'be-vietnam-pro/400Regular/BeVietnamPro_400Regular',
  sans_semibold: 'be-vietnam-pro/600SemiBold/BeVietnamPro_600SemiBold',
};

export type FaceName = keyof typeof FILES;
export const FACES = Object.keys(FILES) as FaceName[];

/** A glyph where it stands in its run: in em (1 = the size of the type), upwards. */
export interface PlacedGlyph {
  glyph: Glyph;
  x: number;
  y: number;
}

/** A word that is set; `width` in em. */
interface Shaped {
  glyphs: PlacedGlyph[];
  width: number;
}

/** Words of which the shapes are kept; beyond it the oldest go. Codes and numbers come once, names and phrases again. */
const WORDS_KEPT = 4000;

/** A typeface, parsed once for the whole process: the documents share it, and so the shapes of words. */
export class Face {
  private readonly words = new Kept<Shaped>(WORDS_KEPT);
  /** What PDFKit takes for a font: the parsed one, whose subsets are ours. */
  readonly forPdf: Font;
  /** Height above and depth below the line, in em. */
  readonly ascent: number;
  readonly descent: number;
  private readonly em: number;

  constructor(
    readonly font: Font,
    file: Buffer,
  ) {
    const whole = new TrueType(file);
    this.forPdf = Object.create(font, { createSubset: { value: () => new Subset(whole) } }) as Font;
    this.em = font.unitsPerEm;
    this.ascent = font.ascent / this.em;
    this.descent = -font.descent / this.em;
  }

  /** The width of a text in em. */
  width(text: string): number {
    if (!text.includes(' ')) return this.shape(text).width;
    let sum = 0;
    for (const word of pieces(text)) sum += this.shape(word).width;
    return sum;
  }

  /** Each glyph of a text and where it stands. */
  place(text: string): PlacedGlyph[] {
    const placed: PlacedGlyph[] = [];
    let pen = 0;
    for (const word of pieces(text)) {
      const { glyphs, width } = this.shape(word);
      for (const { glyph, x, y } of glyphs) placed.push({ glyph, x: pen + x, y });
      pen += width;
    }
    return placed;
  }

  /** Whether there is a shape for each character. */
  has(character: string): boolean {
    return [...character].every((one) => this.font.hasGlyphForCodePoint(one.codePointAt(0) ?? 0));
  }

  private shape(word: string): Shaped {
    return this.words.get(word, () => this.shaped(word));
  }

  private shaped(word: string): Shaped {
    const { glyphs, positions, advanceWidth } = this.font.layout(word);
    let pen = 0;
    const placed = glyphs.map((glyph, index) => {
      const { xAdvance, xOffset, yOffset } = positions[index] as GlyphPosition;
      const at = { glyph: this.told(glyph), x: (pen + xOffset) / this.em, y: yOffset / this.em };
      pen += xAdvance;
      return at;
    });
    return { glyphs: placed, width: advanceWidth / this.em };
  }

  /**
   * Before a combining mark (the ê̆ of the Ê Đê) the font takes letters apart, and the shape of the bare `e` says that it is
   * `ê`: all its later uses in a document would be read so. Each shape is to say what it is by itself.
   */
  private told(glyph: Glyph): Glyph {
    const { codePoints } = glyph;
    const [only] = codePoints;
    if (codePoints.length > 1 || (only !== undefined && this.font.glyphForCodePoint(only).id === glyph.id))
      return glyph;
    const [alone] = this.font.stringsForGlyph(glyph.id);
    const points = alone ? [...alone].map((one) => one.codePointAt(0) ?? 0) : codePoints;
    return Object.create(glyph, { codePoints: { value: points } }) as Glyph;
  }
}

/** Words, each with the space behind it. */
function pieces(text: string): string[] {
  return text.match(/[^ ]* |[^ ]+$/g) ?? [];
}

const faces = new Map<FaceName, Face>();

/** A face, read and parsed when it is asked for the first time (some 10 ms). */
export function face(name: FaceName): Face {
  let found = faces.get(name);
  if (!found) {
    const path = createRequire(import.meta.url).resolve(`@expo-google-fonts/${FILES[name]}.ttf`);
    const file = readFileSync(path);
    found = new Face(late.fontkit().create(file) as Font, file);
    faces.set(name, found);
  }
  return found;
}
