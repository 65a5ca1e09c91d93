import { Injectable } from '@nestjs/common';
import { paths } from '../web/paths.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { credentialClaims, type NameGiver } from './credential.js';
import type { PrintedCertificate } from './printed-certificate.js';
import { SigningKeys } from './signing-keys.js';

/** Gives certificates out as credentials of Open Badges 3.0. */
@Injectable()
export class CredentialDesk {
  constructor(
    private readonly keys: SigningKeys,
    private readonly holder: SettingsHolder,
  ) {}

  /**
   * A certificate as a VC-JWT, signed with the current key: the same text as long as the key is the same. Who may have it is
   * for the caller to know.
   * @throws DomainError `signatures.key_closed` when the key cannot be opened
   */
  async jwt(printed: PrintedCertificate): Promise<string> {
    const { SignJWT } = await import('jose');
    const { kid, privateKey } = await this.keys.current();
    return new SignJWT(credentialClaims(printed, this.name))
      .setProtectedHeader({ alg: 'EdDSA', kid: printed.site + paths.publishedKey(kid), typ: 'JWT' })
      .sign(privateKey);
  }

  /** The first 122 bits of a keyed hash as a UUID of version 8 (RFC 9562). */
  private readonly name: NameGiver = (purpose, text) => {
    const bytes = Buffer.from(this.holder.secret.hash(purpose, text), 'base64url').subarray(0, 16);
    bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
    bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
    return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  };
}
