import { Injectable } from '@nestjs/common';
import { SettingsHolder } from '../web/settings-holder.js';
import { verifyToken } from './certificate-token.js';
import type { PrintedCertificate } from './printed-certificate.js';
import { SigningKeys } from './signing-keys.js';

/** Whether the QR code on a paper that was printed still does its work. */
@Injectable()
export class QrCheck {
  constructor(
    private readonly keys: SigningKeys,
    private readonly holder: SettingsHolder,
  ) {}

  /** It leads to the address of today, and its signature is trusted: the key was not declared leaked before the day of issue. */
  async isGood({ site, token }: Pick<PrintedCertificate, 'site' | 'token'>): Promise<boolean> {
    if (site !== this.holder.settings.publicUrl) return false;
    return verifyToken(token, await this.keys.published()).state === 'signed';
  }
}
