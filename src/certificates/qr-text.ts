import type { PrintedCertificate } from './printed-certificate.js';

/** Whether nobody but this machine finds the address. */
export function isLocal(site: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(site).hostname);
}

/**
 * What the QR code of a certificate says: `HTTPS://LANTOA.EXAMPLE.VN/verify/7K3M9QXTC4ABCD#<token>`. Scheme and host are read
 * in any case, and in upper case each character takes 5.5 bits instead of 8: the squares are larger.
 */
export function qrText({ site, code, token }: Pick<PrintedCertificate, 'site' | 'code' | 'token'>): string {
  const { origin, pathname } = new URL(site);
  return `${origin.toUpperCase()}${pathname.replace(/\/$/, '')}/verify/${code}#${token}`;
}
