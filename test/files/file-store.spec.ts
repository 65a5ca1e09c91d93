import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, renameSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileStore } from '../../src/files/file-store.js';

let dataDir: string;
let store: FileStore;
const folder = (): string => join(dataDir, 'files');
const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const path = (sha256: string): string => join(folder(), sha256.slice(0, 2), sha256);
const names = (): string[] =>
  readdirSync(folder(), { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(folder(), name)).isFile(),
  );
const makeOld = (file: string): void => utimesSync(file, new Date(0), new Date(0));
const nobody = (): Promise<Set<string>> => Promise.resolve(new Set());
const everybody = (hashes: string[]): Promise<Set<string>> => Promise.resolve(new Set(hashes));
const anHourAgo = (): Date => new Date(Date.now() - 3_600_000);

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'lan-toa-files-'));
  store = new FileStore(dataDir);
});

async function all(sha256: string): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of store.read(sha256)) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe('the store of files', () => {
  it('gives back what it was given, under its hash, readable by its owner alone', async () => {
    const bytes = randomBytes(200_000);
    const stored = await store.keep([bytes.subarray(0, 70_000), bytes.subarray(70_000)]);
    expect(stored).toEqual({ sha256: hashOf(bytes), bytes: bytes.length });
    expect(await all(stored.sha256)).toEqual(bytes);
    expect(statSync(path(stored.sha256)).mode & 0o777).toBe(0o600);
    expect(statSync(folder()).mode & 0o777).toBe(0o700);
    await store.keep([bytes]);
    expect(names()).toHaveLength(1);
  });

  it('leaves nothing of what broke off', async () => {
    async function* broken(): AsyncGenerator<Buffer> {
      yield randomBytes(10);
      throw await Promise.resolve(new Error('the line went dead'));
    }
    await expect(store.keep(broken())).rejects.toThrow('the line went dead');
    expect(names()).toEqual([]);
  });

  it('finds nothing under a name that is no hash', async () => {
    for (const name of ['../../etc/passwd', '', 'a'.repeat(63), `${'a'.repeat(64)}/..`]) {
      await expect(store.size(name)).rejects.toMatchObject({ key: 'not_found' });
    }
  });

  it('sweeps what no row names and what was left half written, once they are old', async () => {
    const { sha256 } = await store.keep([Buffer.from('orphan')]);
    const part = join(folder(), '.part-left-behind');
    writeFileSync(part, 'half');
    expect(await store.sweep(anHourAgo(), nobody)).toBe(0);
    expect(names()).toHaveLength(2);
    for (const file of [part, path(sha256)]) makeOld(file);
    expect(await store.sweep(anHourAgo(), everybody)).toBe(0);
    expect(names()).toHaveLength(1);
    expect(await store.sweep(anHourAgo(), nobody)).toBe(1);
    expect(names()).toEqual([]);
  });

  it('spares what was kept anew, and what was released a moment ago', async () => {
    const { sha256 } = await store.keep([Buffer.from('orphan')]);
    makeOld(path(sha256));
    await store.keep([Buffer.from('orphan')]);
    expect(await store.sweep(anHourAgo(), nobody)).toBe(0);
    makeOld(path(sha256));
    await store.release([sha256]);
    expect(await store.sweep(anHourAgo(), nobody)).toBe(0);
  });

  it('spares what somebody keeps between the look at the rows and the removal', async () => {
    const { sha256 } = await store.keep([Buffer.from('orphan')]);
    makeOld(path(sha256));
    const keptMeanwhile = async (): Promise<Set<string>> => {
      await store.keep([Buffer.from('orphan')]);
      return new Set();
    };
    expect(await store.sweep(anHourAgo(), keptMeanwhile)).toBe(0);
    expect((await all(sha256)).toString()).toBe('orphan');
  });

  it('brings back what a killed sweep had set aside', async () => {
    const { sha256 } = await store.keep([Buffer.from('named')]);
    renameSync(path(sha256), path(sha256).replace(sha256, `.leaving-${sha256}`));
    await store.sweep(anHourAgo(), everybody);
    expect((await all(sha256)).toString()).toBe('named');
  });

  it('lets what is brought back not stand in the way of what was kept anew', async () => {
    const { sha256 } = await store.keep([Buffer.from('again')]);
    makeOld(path(sha256));
    renameSync(path(sha256), path(sha256).replace(sha256, `.leaving-${sha256}`));
    await store.keep([Buffer.from('again')]);
    // Its row is on the way.
    expect(await store.sweep(anHourAgo(), nobody)).toBe(0);
    expect(names()).toEqual([join(sha256.slice(0, 2), sha256)]);
  });
});
