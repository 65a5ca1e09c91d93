import { Controller, Get, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import { NotFound } from '../errors.js';
import { Public } from './access.js';
import { Shell } from './shell.js';

/** The one style sheet; its address changes with its content, so that it may be kept for ever. */
@Controller('assets')
export class AssetsController {
  constructor(private readonly shell: Shell) {}

  @Public()
  @Get('lan-toa.:hash.css')
  sheet(@Param('hash') hash: string, @Res() response: Response): void {
    // Another version's address must never stand for this one's content.
    if (hash !== this.shell.sheet.hash) throw new NotFound('no_page');
    response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
    response.type('css').send(this.shell.sheet.css);
  }
}
