import { Injectable } from '@nestjs/common';
import type { Secret } from '../config/secret.js';
import type { Settings } from '../config/settings.js';

/** The settings and the secret of this installation, for injection. */
@Injectable()
export class SettingsHolder {
  constructor(
    readonly settings: Settings,
    readonly secret: Secret,
  ) {}
}
