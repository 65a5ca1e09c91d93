import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { createHash, randomBytes } from 'node:crypto';
import { createWriteStream, mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { DomainError } from '../../errors.js';
import type { Answer } from '../answers.js';
import { SettingsHolder } from '../settings-holder.js';
import { LARGEST_UPLOAD } from '../upload.js';

/** The body of a request as a file of ours, and the SHA-256 of what is in it. */
export interface BodyFile {
  path: string;
  sha256: string;
}

const BODY_FILE = 'body-file';
const received = new WeakMap<Request, BodyFile>();

/** The body of the route is a file itself; the handler finds it with `bodyFileOf`. */
export const TakesBodyFile = (): MethodDecorator => SetMetadata(BODY_FILE, true);

/** The received file of a request, where its route takes one. */
export function bodyFileOf(request: Request): BodyFile | undefined {
  return received.get(request);
}

/**
 * Receives the file before anything else is done for the request: a slow sender holds no transaction, and a repetition is
 * compared by what is in the file. The file is gone when the request is answered.
 */
@Injectable()
export class BodyFileInterceptor implements NestInterceptor {
  private readonly folder: string;

  constructor(
    private readonly reflector: Reflector,
    holder: SettingsHolder,
  ) {
    this.folder = join(holder.settings.dataDir, 'incoming');
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
  }

  intercept(execution: ExecutionContext, next: CallHandler<Answer>): Observable<Answer> {
    const takesFile = this.reflector.get<boolean | undefined>(BODY_FILE, execution.getHandler()) ?? false;
    if (!takesFile) return next.handle();
    return from(this.around(execution.switchToHttp().getRequest<Request>(), next));
  }

  private async around(request: Request, next: CallHandler<Answer>): Promise<Answer> {
    // A form wraps the file in something that is not the file.
    if (request.is(['multipart/form-data', 'urlencoded'])) throw new DomainError('not_readable');
    const path = join(this.folder, randomBytes(16).toString('hex'));
    try {
      received.set(request, { path, sha256: await receive(request, path) });
      return await lastValueFrom(next.handle());
    } finally {
      await rm(path, { force: true });
    }
  }
}

/** Streams the body to disk; what is too large is refused before it is read to its end. @returns its SHA-256 */
async function receive(request: Request, path: string): Promise<string> {
  const hash = createHash('sha256');
  let bytes = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      hash.update(chunk);
      done(bytes > LARGEST_UPLOAD ? new DomainError('too_large') : null, chunk);
    },
  });
  // A plan that comes as application/json has been read already.
  const parsed = request.body !== undefined && Object.keys(request.body as object).length > 0;
  const source = parsed ? [Buffer.from(JSON.stringify(request.body))] : request;
  await pipeline(source, counter, createWriteStream(path, { mode: 0o600 }));
  return hash.digest('base64url');
}
