import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../src/config/root.js';
import { PackageFrames } from '../../src/packages/package-frames.js';
import type { PackageFacts } from '../../src/packages/package-reader.js';
import { judgeState, type PackageState, readPackageState } from '../../src/packages/package-state.js';
import { PassChecks } from '../../src/packages/pass-checks.js';
import { scriptPolicy } from '../../src/web/page-writer.js';
import { ViewEngine } from '../../src/web/view-engine.js';
import type { World } from '../support/world.js';

const PASS = { activity_id: 1, lesson_key: 'goi' };

/** A page of a lesson without a course: it shows a package by the real partial and script, and keeps its state in memory. */
export class LessonHost {
  state: PackageState | null = null;
  /** Who learns. */
  person = 1;
  /** What was asked of the server, with what came along. */
  readonly asked: IncomingMessage[] = [];
  /** While true, the network eats what is sent. */
  isCut = false;
  private readonly views = new ViewEngine(viewsWithHost());

  constructor(
    private readonly world: World,
    private readonly shown: { sha256: string; facts: PackageFacts },
  ) {
    jest.spyOn(world.get(PassChecks), 'holds').mockResolvedValue(true);
    const server: Server = world.app.getHttpServer();
    const [usual] = server.listeners('request') as RequestListener[];
    server.removeAllListeners('request');
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      this.asked.push(request);
      if (request.url === '/lesson') this.page(request, response);
      else if (request.url === '/lesson/next') response.end('next');
      else if (request.url === '/lesson/state') void this.save(request, response);
      else usual?.(request, response);
    });
  }

  private page(request: IncomingMessage, response: ServerResponse): void {
    const { sha256, facts } = this.shown;
    const { frame, frames } = this.world
      .get(PackageFrames)
      .frame({ ...PASS, sha256, person_id: this.person }, facts, this.state, {
        title: 'Bài một',
        save: '/lesson/state',
      });
    const shell = { locale: 'vi', csrfToken: null, assets: {} };
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.setHeader('Content-Security-Policy', scriptPolicy(request, frames));
    response.end(this.views.render('host', { frame }, shell, 'bare'));
  }

  private async save(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
    if (this.isCut) return void request.socket.destroy();
    const body = Object.fromEntries(new URLSearchParams(Buffer.concat(pieces).toString()));
    const posted = readPackageState(this.shown.facts.standard, body);
    const verdict = judgeState(this.state, posted);
    if (verdict === 'taken') this.state = posted;
    response.statusCode = verdict === 'older' ? 409 : 200;
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ serial: this.state?.serial, said: 'Còn 1 bài' }));
  }
}

function viewsWithHost(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lan-toa-views-'));
  mkdirSync(folder, { recursive: true });
  symlinkSync(join(ROOT, 'views', 'partials'), join(folder, 'partials'));
  writeFileSync(join(folder, 'host.hbs'), '{{> package-frame frame}}<a href="/lesson/next">Bài sau</a>');
  writeFileSync(
    join(folder, 'bare.hbs'),
    '<!doctype html><title>Bài một</title><script type="module" src="/scripts/package-host/host.js"></script>{{body}}',
  );
  return folder;
}
