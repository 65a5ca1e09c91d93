import { Injectable } from '@nestjs/common';
import { sign } from 'node:crypto';
import { signedMessage } from './certificate-token.js';
import type { PrintedCertificate } from './printed-certificate.js';
import { SigningKeys } from './signing-keys.js';
import { carriedFacts } from './token-facts.js';
import { packFacts, toBase32 } from './token-layout.js';

/** Signs what the QR code of a certificate carries. */
@Injectable()
export class CertificateSigner {
  constructor(private readonly keys: SigningKeys) {}

  /**
   * The signed text of a certificate, with the current key; inside the transaction that issues it.
   * @returns at most 650 letters and digits in upper case; the same for the same certificate and key
   * @throws DomainError `signatures.key_closed` when the key cannot be opened
   */
  async sign(unsigned: Omit<PrintedCertificate, 'token'>): Promise<string> {
    const { kid, privateKey } = await this.keys.current();
    const packed = packFacts(carriedFacts(unsigned, kid));
    const signature = sign(null, signedMessage(packed), privateKey);
    return toBase32(Uint8Array.from([...packed, ...signature]));
  }
}
