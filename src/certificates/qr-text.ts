import type { PrintedCertificate } from './printed-certificate.js';

/**
 * What the QR code of a certificate says: `HTTPS://LANTOA.EXAMPLE.VN/verify/7K3M9QXTC4ABCD#<token>`. Scheme and host are read
 * in any case, and in upper case each character takes 5.5 bits instead of 8: the squares are larger.
 */
export function qrText({ site, code, token }: Pick<PrintedCertificate, 'site' | 'code' | 'token'>): string {
  return `${site.toUpperCase()}/verify/${code}#${token}`;
}
