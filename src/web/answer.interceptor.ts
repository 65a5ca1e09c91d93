import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Request, Response } from 'express';
import { from, lastValueFrom, map, type Observable } from 'rxjs';
import { type Answer, FileAnswer, JsonAnswer, PageAnswer, RedirectAnswer } from './answers.js';
import { PageWriter } from './page-writer.js';

/** Turns what a controller answered into a response. */
@Injectable()
export class AnswerInterceptor implements NestInterceptor {
  constructor(private readonly pages: PageWriter) {}

  intercept(execution: ExecutionContext, next: CallHandler<Answer>): Observable<unknown> {
    const http = execution.switchToHttp();
    const answered = lastValueFrom(next.handle(), { defaultValue: undefined });
    return from(answered.then((answer) => this.send(answer, http.getRequest(), http.getResponse()))).pipe(
      map(() => undefined),
    );
  }

  private async send(answer: Answer | undefined, request: Request, response: Response): Promise<void> {
    if (answer === undefined || response.headersSent) return;
    if (answer instanceof PageAnswer) await this.pages.page(request, response, answer);
    else if (answer instanceof RedirectAnswer) await this.pages.redirect(request, response, answer);
    else if (answer instanceof JsonAnswer) sendJson(response, answer);
    else if (answer instanceof FileAnswer) await sendFile(request, response, answer);
    else throw new TypeError('a controller must answer with page, redirect, file or JsonAnswer');
  }
}

/** A refusal is a problem also where it is an answer like others (to be kept for a repetition). */
function sendJson(response: Response, { status, headers, body }: JsonAnswer): void {
  if (status >= 400) response.type('application/problem+json');
  response.status(status).set(headers).json(body);
}

async function sendFile(request: Request, response: Response, answer: FileAnswer): Promise<void> {
  response.type(answer.type);
  const disposition = answer.kept?.inline ? 'inline' : 'attachment';
  response.setHeader('Content-Disposition', `${disposition}; filename*=UTF-8''${encodeURIComponent(answer.name)}`);
  if (answer.kept && isKnown(request, response, answer.kept)) return void response.status(304).end();
  if (typeof answer.content === 'string' || Buffer.isBuffer(answer.content)) response.send(answer.content);
  else await stream(answer.content, response);
}

/** Whether the reader's browser has the file already; that it may show it was judged before. */
function isKnown(request: Request, response: Response, { etag, bytes }: NonNullable<FileAnswer['kept']>): boolean {
  response.set({ 'Cache-Control': 'private, no-cache', ETag: `"${etag}"` });
  if (request.headers['if-none-match'] === `"${etag}"`) return true;
  response.setHeader('Content-Length', bytes);
  return false;
}

/**
 * Piece by piece, no faster than the reader takes it. The pieces are asked for here and not by the socket: what makes them
 * still acts for whoever asked for the file.
 */
async function stream(content: AsyncIterable<string | Uint8Array>, response: Response): Promise<void> {
  let room: () => void = () => undefined;
  response.on('drain', () => room()).on('close', () => room());
  for await (const piece of content) {
    if (response.destroyed) return;
    if (!response.write(piece)) await new Promise<void>((resume) => (room = resume));
  }
  response.end();
}
