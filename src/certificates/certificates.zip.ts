import { Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { ZipFile } from 'yazl';
import { certificatePdf, type Progress } from './certificate.pdf.js';
import type { PictureSource } from './paper-pictures.js';
import type { PrintedCertificate } from './printed-certificate.js';
/**
 * A ZIP of single certificates, `TD-2025-00042.pdf` each. Made as it is taken: there is never more than one of them in memory.
 */
export async function* certificatesZip(
  certificates: AsyncIterable<PrintedCertificate>,
  pictures: PictureSource,
  progress: Progress = () => undefined,
): AsyncGenerator<Buffer> {
  const zip = new ZipFile();
  const names = new Set<string>();
  for await (const printed of certificates) {
    const mtime = new Date(`${printed.facts.issued_on}T00:00:00Z`);
    let written = false;
    let bytes: Buffer | null = await certificatePdf(printed, pictures);
    // What is packed is packed already. The list at the end needs names only, but holds on to what gave it the file.
    zip.addReadStreamLazy(nameOf(printed, names), { mtime, compress: false, size: bytes.length }, (take) => {
      const stream = Readable.from([bytes ?? Buffer.alloc(0)]);
      bytes = null;
      stream.once('end', () => (written = true));
      take(null, stream);
    });
    progress(names.size);
    yield* ready(zip, () => written);
  }
  zip.end();
  for await (const piece of zip.outputStream) yield piece as Buffer;
}

/** What comes out of it until a file is written: files that nobody waits for would heap up. */
async function* ready(zip: ZipFile, written: () => boolean): AsyncGenerator<Buffer> {
  for (;;) {
    const piece = zip.outputStream.read() as Buffer | null;
    if (piece) yield piece;
    else if (written()) return;
    else await turn();
  }
}

/** A serial may have a slash, which would be a folder; two that become one are told apart by their code. */
function nameOf({ facts, code }: PrintedCertificate, names: Set<string>): string {
  const plain = facts.serial.replaceAll('/', '-');
  const name = names.has(plain) ? `${plain}-${code}` : plain;
  names.add(name);
  return `${name}.pdf`;
}
