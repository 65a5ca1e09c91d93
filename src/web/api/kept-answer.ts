import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';

/** What a text column holds on every engine is 64 kB. */
const PIECE = 60_000;
const PACKED = 'br:';

/** An answer as text in pieces that each fit a column; long ones (thousands of faulty rows) are compressed. */
export function piecesOf(answer: unknown): string[] {
  const json = JSON.stringify(answer);
  if (Buffer.byteLength(json) <= PIECE) return [json];
  const packed = PACKED + brotliCompressSync(json).toString('base64');
  return Array.from({ length: Math.ceil(packed.length / PIECE) }, (_, at) =>
    packed.slice(at * PIECE, (at + 1) * PIECE),
  );
}

/** The answer that `piecesOf` cut. */
export function answerOf(pieces: readonly string[]): unknown {
  const text = pieces.join('');
  if (!text.startsWith(PACKED)) return JSON.parse(text);
  return JSON.parse(brotliDecompressSync(Buffer.from(text.slice(PACKED.length), 'base64')).toString());
}
