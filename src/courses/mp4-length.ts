import { type FileHandle, open } from 'node:fs/promises';

/** More boxes than any film has on its outermost two levels. */
const MOST_BOXES = 10_000;

interface Box {
  type: string;
  /** Where its content begins, and where the next one does. */
  start: number;
  end: number;
}

/**
 * How long an MPEG-4 file is, as its head says (ISO/IEC 14496-12, `moov` and `mvhd`): found by its boxes, of which only a few
 * bytes are read, however large the film is.
 * @returns seconds; null where the head does not say; `broken` where there is no head
 */
export async function mp4Seconds(path: string): Promise<number | null | 'broken'> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const moov = await findBox(handle, 'moov', 0, size);
    const head = moov && (await findBox(handle, 'mvhd', moov.start, moov.end));
    return head ? secondsIn(await bytesAt(handle, head.start, 32)) : 'broken';
  } finally {
    await handle.close();
  }
}

async function findBox(handle: FileHandle, wanted: string, from: number, to: number): Promise<Box | null> {
  let at = from;
  for (let count = 0; count < MOST_BOXES && at + 8 <= to; count += 1) {
    const box = await boxAt(handle, at, to);
    if (!box) return null;
    if (box.type === wanted) return box;
    at = box.end;
  }
  return null;
}

/** A size of 0 reaches to the end, a size of 1 is written behind the type in 64 bits. */
async function boxAt(handle: FileHandle, at: number, to: number): Promise<Box | null> {
  const head = await bytesAt(handle, at, 16);
  const short = head.readUInt32BE(0);
  const size = short === 0 ? to - at : short === 1 ? Number(head.readBigUInt64BE(8)) : short;
  const before = short === 1 ? 16 : 8;
  if (size < before || at + size > to) return null;
  return { type: head.toString('latin1', 4, 8), start: at + before, end: at + size };
}

/** Version 1 has times of 64 bits. All bits set, and nothing at all, mean that it is not known. */
function secondsIn(head: Buffer): number | null {
  const long = head[0] === 1;
  const scale = head.readUInt32BE(long ? 20 : 12);
  const duration = long ? Number(head.readBigUInt64BE(24)) : head.readUInt32BE(16);
  const unknown = long ? duration >= 2 ** 63 : duration === 0xffffffff;
  return scale === 0 || duration === 0 || unknown ? null : duration / scale;
}

/** What is behind the end of the file is 0. */
async function bytesAt(handle: FileHandle, at: number, count: number): Promise<Buffer> {
  const bytes = Buffer.alloc(count);
  await handle.read(bytes, 0, count, at);
  return bytes;
}
