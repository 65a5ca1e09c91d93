import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { pipeline } from 'node:stream/promises';
import { asLocale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { Public } from '../web/access.js';
import { ClientScripts } from '../web/client-scripts.js';
import { askedHost } from '../web/request.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { contentHeaders, contentMode, FRAME_SCRIPTS } from './content-policy.js';
import { contentType, isPage } from './content-types.js';
import { type ContentPass, ContentTickets } from './content-tickets.js';
import { withScript } from './page-injection.js';
import { type PackageFile, PackageShelf } from './package-shelf.js';
import { PassChecks } from './pass-checks.js';

/** Headers of our own pages that do not hold here: they are shown in a frame, and a page has no origin or another one. */
const OUR_OWN = ['X-Frame-Options', 'Cross-Origin-Opener-Policy', 'Origin-Agent-Cluster'];
const SCRIPT_OF = { '1.2': 'scorm12', '2004': 'scorm2004' } as const;

/** The files of packages. Who asks is known by nothing but the ticket in the address: no cookie is read or set here. */
@Controller('content')
export class ContentController {
  constructor(
    private readonly holder: SettingsHolder,
    private readonly tickets: ContentTickets,
    private readonly checks: PassChecks,
    private readonly shelf: PackageShelf,
    private readonly scripts: ClientScripts,
  ) {}

  /** The programs that pages of packages get from us. */
  @Public()
  @Get('-/:name.js')
  script(@Param('name') name: string, @Req() request: Request, @Res() response: Response): void {
    const text = this.scripts.text('package-frame', name);
    this.prepare(request, response, '-');
    if (text === undefined) return refuse(request, response, 404);
    // Its address changes with it.
    response.setHeader('Cache-Control', 'public, max-age=604800, immutable');
    response.type('text/javascript').send(text);
  }

  /** A file of a package; without a name, where packages have a host of their own, the page around them. */
  @Public()
  @Get(':ticket/{*path}')
  async file(
    @Param('ticket') ticket: string,
    @Param('path') path: string[] | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const pass = this.tickets.check(ticket);
    this.prepare(request, response, pass === null ? '-' : ticket);
    if (pass === null) return refuse(request, response, 404);
    if (pass === 'expired' || !(await this.checks.holds(pass))) return refuse(request, response, 410);
    const name = (path ?? []).join('/');
    const mode = contentMode(this.holder.settings);
    if (name === '' && mode === 'apart') return void response.type('html').send(this.around(pass));
    const file = await this.shelf.file(pass.sha256, name);
    if (!file) return refuse(request, response, 404);
    const type = contentType(file.name);
    response.setHeader('Content-Type', type);
    await (mode === 'shut-in' && isPage(type)
      ? this.sendPage(request, response, file, pass)
      : sendFile(request, response, file));
  }

  private prepare(request: Request, response: Response, ticket: string): void {
    const { settings } = this.holder;
    for (const name of OUR_OWN) response.removeHeader(name);
    const site = new URL(settings.publicUrl).origin;
    response.set(contentHeaders(contentMode(settings), askedHost(request), ticket, site));
  }

  /** Its API stands in the page itself: without an origin nobody can look into a page around it. */
  private async sendPage(request: Request, response: Response, file: PackageFile, pass: ContentPass): Promise<void> {
    const stream = await file.read();
    const { added, bytes } = await withScript(stream, this.tag(pass));
    response.setHeader('Content-Length', file.bytes + added);
    if (request.method === 'HEAD') return void (stream.destroy(), response.end());
    await pipeline(bytes, response).catch(ignoreAbort);
  }

  /** The page in which a package runs: the API is found there, in the parent of its pages. */
  private around(pass: ContentPass): string {
    return `<!doctype html><html><head><meta charset="utf-8"><title>SCORM</title></head><body>${this.tag(pass)}</body></html>`;
  }

  private tag({ standard }: ContentPass): string {
    return `<script src="${FRAME_SCRIPTS}${SCRIPT_OF[standard]}.js?v=${this.scripts.version('package-frame')}"></script>`;
  }
}

async function sendFile(request: Request, response: Response, file: PackageFile): Promise<void> {
  response.setHeader('Accept-Ranges', file.isStored ? 'bytes' : 'none');
  const ranges = file.isStored ? request.range(file.bytes) : undefined;
  if (ranges === -1) {
    response.setHeader('Content-Range', `bytes */${file.bytes}`);
    return refuse(request, response, 416);
  }
  // Several pieces at once are not worth an answer in parts: then everything is sent.
  const range = Array.isArray(ranges) && ranges.type === 'bytes' && ranges.length === 1 ? ranges[0] : undefined;
  if (range) {
    response.status(206).setHeader('Content-Range', `bytes ${range.start}-${range.end}/${file.bytes}`);
  }
  response.setHeader('Content-Length', range ? range.end - range.start + 1 : file.bytes);
  if (request.method === 'HEAD') return void response.end();
  await pipeline(await file.read(range), response).catch(ignoreAbort);
}

/** A reader who goes away in the middle, or a file that turns out to be damaged: the answer has begun and breaks off. */
function ignoreAbort(): void {
  // pipeline() has closed both ends.
}

/** A sentence that stands in the frame instead of the lesson. */
function refuse(request: Request, response: Response, status: 404 | 410 | 416): void {
  const locale = asLocale(request.acceptsLanguages('vi', 'en')) ?? 'vi';
  const text = translate(locale, status === 410 ? 'packages.content.expired' : 'packages.content.none');
  response.setHeader('Cache-Control', 'no-store');
  response.status(status).type('html');
  response.send(
    `<!doctype html><html lang="${locale}"><meta charset="utf-8"><title>${status}</title><p>${text}</p></html>`,
  );
}
