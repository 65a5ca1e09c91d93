import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { DomainError } from '../../src/errors.js';
import { openSafeZip, type SafeZip, type ZipLimits } from '../../src/files/safe-zip.js';
import { type HostileEntry, hostileZip, writeZip } from './hostile-zip.js';

const folder = mkdtempSync(join(tmpdir(), 'lan-toa-zip-'));
let count = 0;
const written = (entries: HostileEntry[]): string => writeZip(join(folder, `${(count += 1)}.zip`), entries);
const open = (entries: HostileEntry[], limits?: Partial<ZipLimits>): Promise<SafeZip> =>
  openSafeZip(written(entries), limits);

async function bytesOf(zip: SafeZip, name: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of zip.read(name)) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** The key of the refusal and the name that it tells. */
async function refusal(act: Promise<unknown>): Promise<string> {
  const error = await act.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof DomainError)) throw new Error(`not refused: ${String(error)}`);
  return [error.key, ...Object.values(error.params)].join(' ');
}

describe('an archive that somebody sent', () => {
  it('gives its files with their bytes, in its order, without its folders', async () => {
    const zip = await open([
      { name: 'course.yml', content: 'format: 1' },
      { name: 'media/' },
      { name: 'media/Tờ rơi.pdf', content: '%PDF', method: 0 },
    ]);
    expect(zip.entries).toEqual([
      { name: 'course.yml', bytes: 9 },
      { name: 'media/Tờ rơi.pdf', bytes: 4 },
    ]);
    expect((await bytesOf(zip, 'course.yml')).toString()).toBe('format: 1');
    expect((await bytesOf(zip, 'media/Tờ rơi.pdf')).toString()).toBe('%PDF');
    expect(await refusal(bytesOf(zip, 'media'))).toBe('not_found');
    zip.close();
  });

  it('has names in composed letters, as Macs do not write them', async () => {
    const zip = await open([{ name: 'Tờ rơi.pdf'.normalize('NFD') }]);
    expect(zip.entries.map(({ name }) => name)).toEqual(['Tờ rơi.pdf'.normalize('NFC')]);
    zip.close();
  });

  it.each([
    ['/etc/passwd', 'files.zip.name /etc/passwd'],
    ['../x', 'files.zip.name ../x'],
    ['a/../../x', 'files.zip.name a/../../x'],
    ['a/./x', 'files.zip.name a/./x'],
    ['a//x', 'files.zip.name a//x'],
    ['..', 'files.zip.name ..'],
    ['', 'files.zip.name '],
    ['/', 'files.zip.name '],
    ['a\\x', 'files.zip.name a\\x'],
    ['..\\x', 'files.zip.name ..\\x'],
    ['C:/x', 'files.zip.name C:/x'],
    ['c:x', 'files.zip.name c:x'],
    ['a\0.png', 'files.zip.name a\ufffd.png'],
    ['a\nb', 'files.zip.name a\ufffdb'],
    ['a\u202egnp.exe', 'files.zip.name a\ufffdgnp.exe'],
    [Buffer.from([0x61, 0xe9]), 'files.zip.name_letters aé'],
    ['ễ'.repeat(67), `files.zip.name_long ${'ễ'.repeat(67)} 200`],
    ['1/2/3/4/5/6/7/8/9/10/11', 'files.zip.too_deep 1/2/3/4/5/6/7/8/9/10/11 10'],
  ])('is refused for the name %j', async (name, expected) => {
    expect(await refusal(open([{ name: 'course.yml' }, { name }]))).toBe(expected);
  });

  it.each<[string, HostileEntry[], string]>([
    ['links', [{ name: 'a', mode: 0o120777 }], 'files.zip.link a'],
    ['devices', [{ name: 'a', mode: 0o020644 }], 'files.zip.link a'],
    ['passwords', [{ name: 'a', flags: 1 }], 'files.zip.encrypted a'],
    ['other ways of packing', [{ name: 'a', method: 12 }], 'files.zip.method a'],
    ['one name twice', [{ name: 'a' }, { name: 'a' }], 'files.zip.duplicate a'],
    ['one name in two cases', [{ name: 'Ảnh.PNG' }, { name: 'ảnh.png' }], 'files.zip.duplicate ảnh.png'],
    ['one name in two forms', [{ name: 'ả' }, { name: 'ả'.normalize('NFD') }], 'files.zip.duplicate ả'],
    ['a file for a folder', [{ name: 'A' }, { name: 'a/b' }], 'files.zip.duplicate a/b'],
    ['a folder for a file', [{ name: 'a/b' }, { name: 'A' }], 'files.zip.duplicate A'],
  ])('is refused for %s', async (_what, entries, expected) => {
    expect(await refusal(open(entries))).toBe(expected);
  });

  it('may name a folder as often as it likes, and have plain Unix rights', async () => {
    const zip = await open([{ name: 'a/' }, { name: 'a/b', mode: 0o100755 }, { name: 'a/', mode: 0o040755 }]);
    expect(zip.entries.map(({ name }) => name)).toEqual(['a/b']);
    zip.close();
  });

  it('is refused when it is too large, packed or by what it says', async () => {
    const two = [
      { name: 'a', content: 'x'.repeat(600) },
      { name: 'b', content: 'y'.repeat(600) },
    ];
    expect(await refusal(open(two, { packedBytes: 100 }))).toBe('files.zip.too_large 0');
    expect(await refusal(open(two, { unpackedBytes: 1199 }))).toBe('files.zip.unpacked_too_large 0');
    expect(await refusal(open(two, { entries: 1 }))).toBe('files.zip.too_many 1');
    const huge = [{ name: 'a', claims: 0xfffffff0 }];
    expect(await refusal(open(huge))).toBe('files.zip.unpacked_too_large 2048');
  });

  it('is counted while it is unpacked, whatever it says; a file read twice counts once', async () => {
    const zip = await open(
      [
        { name: 'a', content: 'x'.repeat(900_000), claims: 10 },
        { name: 'b', content: 'y'.repeat(90) },
      ],
      { unpackedBytes: 100 },
    );
    expect((await bytesOf(zip, 'b')).length).toBe(90);
    expect((await bytesOf(zip, 'b')).length).toBe(90);
    expect(await refusal(bytesOf(zip, 'a'))).toMatch(/^files\.zip\.(broken a|unpacked_too_large 0)$/);
    zip.close();
  });

  it('is refused when bytes are not what they were', async () => {
    const zip = await open([
      { name: 'sum', content: 'abc', crc: 1 },
      { name: 'rubbish', packed: Buffer.from('ffffffff', 'hex') },
      { name: 'short', content: 'abc', claims: 4 },
    ]);
    for (const { name } of zip.entries) expect(await refusal(bytesOf(zip, name))).toBe(`files.zip.broken ${name}`);
    zip.close();
  });

  it('is refused when it is none, or cut off', async () => {
    const whole = hostileZip([{ name: 'a' }, { name: 'b' }]);
    for (const bytes of [Buffer.alloc(0), Buffer.from('no archive'), whole.subarray(0, whole.length - 5)]) {
      const path = join(folder, `${(count += 1)}.zip`);
      writeFileSync(path, bytes);
      expect(await refusal(openSafeZip(path))).toBe('files.zip.broken ');
    }
  });

  it('never gives a name that leads anywhere else, and never breaks on any bytes', async () => {
    const part = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('..', '.', '', 'C:', '\\', '\0', 'a'));
    const name = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'));
    await fc.assert(
      fc.asyncProperty(fc.array(name, { maxLength: 4 }), async (names) => {
        const zip = await open(names.map((each) => ({ name: each }))).catch((error: unknown) => {
          expect(error).toBeInstanceOf(DomainError);
          return null;
        });
        if (!zip) return;
        for (const entry of zip.entries) {
          expect(entry.name).not.toMatch(/^\/|^[a-z]:|\\|\0|(^|\/)\.{0,2}(\/|$)/i);
          expect((await bytesOf(zip, entry.name)).toString()).toBe('x');
        }
        zip.close();
      }),
    );
  });
});
