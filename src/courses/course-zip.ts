import { crc32 } from 'node:zlib';
import { StoredZip } from '../files/stored-zip.js';
import type { TextFile } from './course-yaml-writer.js';

/** A file of `media/` that is written; it is read twice. */
export interface MediaFile {
  name: string;
  read: () => AsyncIterable<Uint8Array>;
}

/**
 * A course as a ZIP, piece by piece: films are never in memory as a whole. The same course gives the same bytes.
 * @param day that all files get, `YYYY-MM-DD` @throws RangeError beyond 4 GB
 */
export async function* courseZip(
  texts: readonly TextFile[],
  media: readonly MediaFile[],
  day: string,
): AsyncGenerator<Uint8Array> {
  const zip = new StoredZip();
  for (const { name, text } of texts) yield* zip.file(name, Buffer.from(text), day);
  for (const file of media) {
    // Its head says its check sum, and stands before it.
    yield* zip.head(`media/${file.name}`, await measured(file.read()), day);
    yield* file.read();
  }
  yield zip.end();
}

async function measured(pieces: AsyncIterable<Uint8Array>): Promise<{ bytes: number; sum: number }> {
  let [bytes, sum] = [0, 0];
  for await (const piece of pieces) {
    bytes += piece.length;
    sum = crc32(piece, sum);
  }
  return { bytes, sum };
}
