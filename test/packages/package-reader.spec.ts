import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { DomainError } from '../../src/errors.js';
import { readPackage } from '../../src/packages/package-reader.js';
import { type HostileEntry, writeZip } from '../files/hostile-zip.js';
import { manifest } from './manifests.js';

const folder = mkdtempSync(join(tmpdir(), 'lan-toa-package-'));
let count = 0;
const good: HostileEntry[] = [
  { name: 'imsmanifest.xml', content: manifest('1.2') },
  { name: 'index.html', content: '<p>Bài một' },
];
const pathOf = (entries: HostileEntry[]): string => writeZip(join(folder, `${(count += 1)}.zip`), entries);

async function refusal(entries: HostileEntry[]): Promise<string> {
  try {
    await readPackage(pathOf(entries));
  } catch (error) {
    if (error instanceof DomainError) return [error.key, ...Object.values(error.params)].join(' ');
    throw error;
  }
  return 'taken';
}

describe('a package', () => {
  it('is read from its ZIP', async () => {
    const facts = await readPackage(pathOf([...good, { name: 'phim.mp4', content: 'abc', method: 0 }]));
    expect(facts).toMatchObject({ standard: '1.2', title: 'Nhận biết', launch: 'index.html', entries: 3 });
    expect(facts.bytes).toBe(Buffer.byteLength(manifest('1.2')) + Buffer.byteLength('<p>Bài một') + 3);
  });

  it('has its manifest in the root of the ZIP', async () => {
    expect(await refusal(good.map((each) => ({ ...each, name: `Bai 1/${String(each.name)}` })))).toBe(
      'packages.manifest_below Bai 1',
    );
    expect(await refusal([{ name: 'index.html' }])).toBe('packages.no_manifest');
  });

  it.each([
    ['cmi5.xml', 'packages.cmi5'],
    ['tincan.xml', 'packages.xapi'],
    ['bai.AU', 'packages.aicc'],
  ])('is not one of another kind: %s', async (name, key) => {
    expect(await refusal([{ name }, { name: 'index.html' }])).toBe(key);
  });

  it('has no name that leads out of it, no links and no bombs', async () => {
    expect(await refusal([...good, { name: '../a.html' }])).toMatch(/^files\.zip\.name/);
    expect(await refusal([...good, { name: 'INDEX.html' }])).toMatch(/^files\.zip\.duplicate/);
    expect(await refusal([...good, { name: 'a', mode: 0o120777 }])).toMatch(/^files\.zip\.link/);
    const bomb = deflateRawSync(Buffer.alloc(5_000_000));
    expect(await refusal([...good, { name: 'a.bin', packed: bomb, claims: 10 }])).toMatch(/^files\.zip\.broken/);
    const large = { name: 'imsmanifest.xml', content: ' '.repeat(3_000_000) };
    expect(await refusal([large])).toBe('packages.xml_large 2');
  });

  it('is whole: a damaged file is found when it is sent', async () => {
    expect(await refusal([...good, { name: 'a.js', content: 'x', crc: 1 }])).toBe('files.zip.broken a.js');
  });
});
