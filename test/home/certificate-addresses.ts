import { CertificateActs } from '../../src/certificates/certificate-acts.js';
import { Issuing } from '../../src/certificates/issuing.js';
import type { World } from '../support/world.js';

/** The pages of certificates, as in addresses.ts. */
export const CERTIFICATE_PAGES: Record<string, string[]> = {
  '/activities/{code}/certificates': [
    '/activities/{training}/certificates',
    '/activities/{training}/certificates?claim=no_longer',
    '/activities/{uncertified}/certificates',
  ],
  // Files, and no pages.
  '/activities/{code}/certificates/all.pdf': [],
  '/activities/{code}/certificates/all.zip': [],
  '/certificates': ['/certificates', '/certificates?q=kh%C3%B4ng%20c%C3%B3'],
  '/certificates/{id}': ['/certificates/{certificate}', '/certificates/{revoked}'],
  '/certificates/{id}/certificate.pdf': [],
  '/certificates/{id}/credential.jwt': [],
  '/certificates/{id}/picture.svg': [],
  '/certificates/{id}/replacement': ['/certificates/{certificate}/replacement'],
  '/certificates/{id}/revocation': ['/certificates/{certificate}/revocation'],
  '/verify': ['/verify'],
  '/verify/{code}': [
    '/verify/{certificateCode}',
    '/verify/{revokedCode}',
    '/verify/0000-00000-00000',
    '/verify/0000-00000-00001',
  ],
};

/** The certificates of a training, one of them revoked; and a training over whose certificates nobody has decided. */
export async function certificatesOf(world: World, training: string): Promise<Record<string, string>> {
  await world.get(Issuing).issue(training);
  const rows = await world.database.rows<{ id: number; code: string }>(
    'SELECT c.id, c.code FROM certificates c JOIN activities a ON a.id = c.activity_id WHERE a.code = ? ORDER BY c.id',
    [training],
  );
  const [certificate, revoked] = rows as [(typeof rows)[number], (typeof rows)[number]];
  await world.get(CertificateActs).revoke(revoked.id, { reason: 'not_there', note: null });
  const other = await world.database.row<{ code: string }>(
    "SELECT code FROM activities WHERE kind = 'training' AND status = 'done' AND id NOT IN (SELECT activity_id FROM certificates) ORDER BY id DESC LIMIT 1",
  );
  return {
    ...{ certificate: String(certificate.id), certificateCode: certificate.code },
    ...{ revoked: String(revoked.id), revokedCode: revoked.code, uncertified: other?.code ?? training },
  };
}
