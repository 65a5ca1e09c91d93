import { Controller, Get, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import { NotFound } from '../errors.js';
import { Public } from './access.js';
import { ClientScripts, SCRIPT_POLICY } from './client-scripts.js';
import { paths } from './paths.js';

/** The scripts that pages bring (`script` of a page). */
@Controller('scripts')
export class ScriptsController {
  constructor(private readonly scripts: ClientScripts) {}

  @Public()
  @Get(':folder/:name.js')
  script(@Param('folder') folder: string, @Param('name') name: string, @Res() response: Response): void {
    const text = this.scripts.text(folder, name);
    if (text === undefined) throw new NotFound('no_page');
    // A worker goes by the policy of its own file.
    response.setHeader('Content-Security-Policy', SCRIPT_POLICY);
    // The browser looks for a newer one each time; a device without a network keeps its own copy.
    response.setHeader('Cache-Control', 'no-cache');
    // The worker of the attendance screen serves its page, which lies elsewhere.
    if (folder === 'offline') response.setHeader('Service-Worker-Allowed', paths.offline());
    response.type('js').send(text);
  }
}
