import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dayOf, now } from '../config/clock.js';
import { ROOT } from '../config/root.js';
import { NotFound } from '../errors.js';
import { Public } from '../web/access.js';
import { ClientScripts } from '../web/client-scripts.js';
import { offlineCheckPage, type WholePage } from './offline-check.js';
import { SigningKeys } from './signing-keys.js';

/** The style sheets that the page needs, in the order of public/css/order.json. No fonts: a file has none beside it. */
const STYLES = [
  'layers',
  'reset',
  'tokens',
  'base',
  'layout',
  'button',
  'message',
  'form',
  'record',
  'door',
  'utilities',
];

/** The page that checks certificates by itself, to be opened here or kept as a file. */
@Controller('verify')
export class OfflineCheckController {
  private readonly style = STYLES.map((name) => readFileSync(join(ROOT, 'public', 'css', `${name}.css`), 'utf8')).join(
    '',
  );

  constructor(
    private readonly keys: SigningKeys,
    private readonly scripts: ClientScripts,
  ) {}

  @Public()
  @Get('offline')
  async show(@Res() response: Response): Promise<void> {
    send(response, await this.page());
  }

  /** The same as a file, named after the day of its keys. */
  @Public()
  @Get('offline.html')
  async keep(@Res() response: Response): Promise<void> {
    response.attachment(`lan-toa-verify-${dayOf(now())}.html`);
    send(response, await this.page());
  }

  private async page(): Promise<WholePage> {
    const script = this.scripts.text('verify', 'page');
    if (script === undefined) throw new NotFound('no_page');
    return offlineCheckPage({ script, style: this.style }, await this.keys.published(), dayOf(now()));
  }
}

function send(response: Response, { html, policy }: WholePage): void {
  response.setHeader('Content-Security-Policy', policy);
  response.type('html').send(html);
}
