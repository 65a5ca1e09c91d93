import { deflateSync } from 'node:zlib';
import type { Sharp } from 'sharp';
import { Kept } from './kept.js';

/** Gives the bytes of a picture (PNG) by its hash. */
export type PictureSource = (sha256: string) => Promise<Buffer>;

/** A picture as a PDF holds it: colours and transparency apart, each packed. */
export interface PackedPicture {
  width: number;
  height: number;
  colours: Buffer;
  /** Null where nothing of it is transparent. */
  alpha: Buffer | null;
}

/** Pictures that are kept packed: those of one design, and of another that is printed at the same time. */
const KEPT = 8;
const packed = new Kept<Promise<PackedPicture>>(KEPT);

/** A picture ready for a PDF. The same bytes always give the same; the last few are kept. */
export function packedPicture(sha256: string, source: PictureSource): Promise<PackedPicture> {
  return packed.get(sha256, () => {
    const made = source(sha256).then(pack);
    // What failed may succeed another time.
    made.catch(() => packed.forget(sha256));
    return made;
  });
}

async function pack(bytes: Buffer): Promise<PackedPicture> {
  const { default: sharp } = await import('sharp');
  const image = (): Sharp => sharp(bytes, { failOn: 'error' }).toColourspace('srgb');
  const { data, info } = await image().ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const pixels = info.width * info.height;
  const [colours, alpha] = [Buffer.alloc(pixels * 3), Buffer.alloc(pixels)];
  for (let at = 0; at < pixels; at += 1) {
    data.copy(colours, at * 3, at * 4, at * 4 + 3);
    alpha[at] = data[at * 4 + 3] ?? 255;
  }
  const opaque = alpha.every((value) => value === 255);
  return {
    width: info.width,
    height: info.height,
    colours: deflateSync(colours),
    alpha: opaque ? null : deflateSync(alpha),
  };
}
