import { Controller, Get, Header, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Public } from './access.js';
import { Shell } from './shell.js';

/** The one style sheet; its address changes with its content, so that it may be kept for ever. */
@Controller('assets')
export class AssetsController {
  constructor(private readonly shell: Shell) {}

  @Public()
  @Get('lan-toa.:hash.css')
  @Header('Cache-Control', 'public, max-age=31536000, immutable')
  sheet(@Res() response: Response): void {
    response.type('css').send(this.shell.sheet.css);
  }
}
