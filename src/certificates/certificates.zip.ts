import { setImmediate as turn } from 'node:timers/promises';
import { certificatePdf, type Progress } from './certificate.pdf.js';
import { StoredZip } from '../files/stored-zip.js';
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
  const zip = new StoredZip();
  const names = new Set<string>();
  for await (const printed of certificates) {
    yield* zip.file(nameOf(printed, names), await certificatePdf(printed, pictures), printed.facts.issued_on);
    progress(names.size);
    // What PDFKit and zlib clean up, they clean up between turns.
    await turn();
  }
  yield zip.end();
}

/** A serial may have a slash, which would be a folder; two that become one are told apart by their code. */
function nameOf({ facts, code }: PrintedCertificate, names: Set<string>): string {
  const plain = facts.serial.replaceAll('/', '-');
  const name = names.has(plain) ? `${plain}-${code}` : plain;
  names.add(name);
  return `${name}.pdf`;
}
