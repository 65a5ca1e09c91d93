import type { Sharp } from 'sharp';
import { DomainError } from '../errors.js';

/** The longer side of a picture that is kept, and of its small one, in pixels. */
const LONGEST = 2000;
const LONGEST_PREVIEW = 400;
/** Pixels that a picture may unpack to: a telephone's largest photo, and no bomb. */
export const MOST_PIXELS = 50_000_000;
/** Seconds after which a picture is not worth the machine. */
const PATIENCE_S = 30;

/** A picture as it is kept: JPEG, upright, of a readable size, and nothing but the picture. */
export interface Picture {
  full: Buffer;
  preview: Buffer;
}

type Library = typeof import('sharp').default;
let library: Promise<Library> | undefined;

/**
 * Draws a JPEG, PNG or WebP anew: what the camera wrote beside the picture (place, time, device, thumbnail) is not in what
 * is kept. @param name what it was called, for sentences
 * @throws DomainError where it cannot be decoded to its end, or unpacks to too much
 */
export async function redraw(path: string, name: string): Promise<Picture> {
  const sharp = await open();
  const input = (): Sharp => sharp(path, { failOn: 'error', limitInputPixels: MOST_PIXELS, pages: 1 });
  const { width, height } = await decoded(name, () => input().metadata());
  if (width * height > MOST_PIXELS) {
    throw tooManyPixels(name, MOST_PIXELS);
  }
  const full = await decoded(name, () => drawn(input().autoOrient(), LONGEST, 80));
  const preview = await decoded(name, () => drawn(sharp(full), LONGEST_PREVIEW, 70));
  return { full, preview };
}

/** A picture that is printed on paper: PNG with its transparency, and nothing but the picture. */
export interface Mark {
  png: Buffer;
  width: number;
  height: number;
}

/** The longer side of a picture that is printed, in pixels: 300 to the inch on 10 cm. */
const LONGEST_MARK = 1200;
const MOST_PIXELS_OF_MARK = 25_000_000;

/** Draws a JPEG, PNG or WebP anew for paper. @throws DomainError as `redraw` does */
export async function redrawMark(path: string, name: string): Promise<Mark> {
  const sharp = await open();
  const input = (): Sharp => sharp(path, { failOn: 'error', limitInputPixels: MOST_PIXELS_OF_MARK, pages: 1 });
  const { width, height } = await decoded(name, () => input().metadata(), MOST_PIXELS_OF_MARK);
  if (width * height > MOST_PIXELS_OF_MARK) throw tooManyPixels(name, MOST_PIXELS_OF_MARK);
  const made = await decoded(
    name,
    () =>
      input()
        .autoOrient()
        .resize({ width: LONGEST_MARK, height: LONGEST_MARK, fit: 'inside', withoutEnlargement: true })
        .toColourspace('srgb')
        .timeout({ seconds: PATIENCE_S })
        .png({ palette: false })
        .toBuffer({ resolveWithObject: true }),
    MOST_PIXELS_OF_MARK,
  );
  return { png: made.data, width: made.info.width, height: made.info.height };
}

function tooManyPixels(name: string, most: number): DomainError {
  return new DomainError('files.too_many_pixels', { name, most: most / 1_000_000 });
}

function drawn(picture: Sharp, longest: number, quality: number): Promise<Buffer> {
  return picture
    .resize({ width: longest, height: longest, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#fff' })
    .timeout({ seconds: PATIENCE_S })
    .jpeg({ quality })
    .toBuffer();
}

async function decoded<T>(name: string, work: () => Promise<T>, most = MOST_PIXELS): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && /pixel limit/.test(error.message)) {
      throw tooManyPixels(name, most);
    }
    throw new DomainError('files.broken_picture', { name });
  }
}

/**
 * Only when the first picture comes: the server starts, and runs, also where the library has no build for the machine. It
 * knows a hundred formats; all but three are switched off.
 */
async function open(): Promise<Library> {
  library ??= import('sharp').then(({ default: sharp }) => {
    sharp.cache(false);
    sharp.concurrency(1);
    sharp.block({ operation: ['VipsForeignLoad'] });
    sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp'] });
    return sharp;
  });
  try {
    return await library;
  } catch {
    throw new DomainError('files.no_pictures_here', {}, 'unavailable');
  }
}
