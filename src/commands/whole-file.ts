import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';

/** There whole or not at all: written beside, flushed, renamed; readable by its owner alone. */
export async function writeWhole(path: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  const aside = `${path}.${randomBytes(4).toString('hex')}.part`;
  const handle = await open(aside, 'wx', 0o600);
  try {
    for await (const piece of content) await handle.write(piece);
    await handle.sync();
    await handle.close();
    await rename(aside, path);
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(aside, { force: true });
    throw error;
  }
}
