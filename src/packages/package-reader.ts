import { DomainError } from '../errors.js';
import { openSafeZip, type SafeZip } from '../files/safe-zip.js';
import { oneSpelling, shownPath } from '../files/zip-name.js';
import { type Manifest, readManifest } from './manifest.js';
import { XML_LIMITS } from './xml-tree.js';

/** What is known of a package once it was read. */
export interface PackageFacts extends Manifest {
  /** How many files it has, and how many bytes they are unpacked. */
  entries: number;
  bytes: number;
}

const MANIFEST = 'imsmanifest.xml';

/** What else is packed as a ZIP for such systems, by what lies in its root; the key says what to do instead. */
const OTHERS: [RegExp, string][] = [
  [/^cmi5\.xml$/, 'packages.cmi5'],
  [/^tincan\.xml$/, 'packages.xapi'],
  [/^[^/]+\.(au|crs|des|cst)$/, 'packages.aicc'],
];

/**
 * Reads a SCORM package from its ZIP, which is not unpacked to the disk. Every file is read through once: what is damaged, or
 * larger than it says, is refused now and not while somebody learns.
 * @throws DomainError `files.zip.*` (safe-zip), `packages.*`
 */
export async function readPackage(path: string): Promise<PackageFacts> {
  const zip = await openSafeZip(path);
  try {
    const manifest = readManifest(await manifestOf(zip), namesOf(zip));
    let bytes = 0;
    for (const { name } of zip.entries) for await (const piece of zip.read(name)) bytes += piece.length;
    return { ...manifest, entries: zip.entries.length, bytes };
  } finally {
    zip.close();
  }
}

const namesOf = (zip: SafeZip): string[] => zip.entries.map(({ name }) => name);

async function manifestOf(zip: SafeZip): Promise<Buffer> {
  const found = zip.entries.find(({ name }) => oneSpelling(name) === MANIFEST);
  if (!found) throw whyNone(namesOf(zip));
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of zip.read(found.name)) {
    bytes += piece.length;
    if (bytes > XML_LIMITS.bytes) throw new DomainError('packages.xml_large', { megabytes: 2 });
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** What to say of an archive without a manifest where it has to be. */
function whyNone(names: string[]): DomainError {
  const below = names.find((name) => oneSpelling(name).endsWith(`/${MANIFEST}`));
  if (below !== undefined) {
    return new DomainError('packages.manifest_below', { folder: shownPath(below.slice(0, below.lastIndexOf('/'))) });
  }
  const [, key] = OTHERS.find(([pattern]) => names.some((name) => pattern.test(oneSpelling(name)))) ?? [];
  return new DomainError(key ?? 'packages.no_manifest');
}
