import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Request, Response } from 'express';
import multer from 'multer';
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { from, type Observable, switchMap } from 'rxjs';
import { DomainError } from '../errors.js';
import { requireToken } from './csrf.js';
import { contextOf } from './request.js';
import { SettingsHolder } from './settings-holder.js';

/** Largest file that may be sent: an import file (trust: limits of uploads). */
export const LARGEST_UPLOAD = 100 * 1024 * 1024;

/** The one file of a multipart form, on disk under a name of ours, readable by us alone. */
export interface UploadedFile {
  path: string;
  originalname: string;
  size: number;
}

/** Where files of forms are put while they are read: names of ours, readable by us alone. */
export function incomingStorage(dataDir: string): multer.StorageEngine {
  const folder = join(dataDir, 'incoming');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return multer.diskStorage({
    destination: folder,
    filename: (_request, _file, done) => {
      const name = randomBytes(16).toString('hex');
      // Made before it is written into: a file that multer makes is open to whoever the umask lets.
      writeFile(join(folder, name), '', { mode: 0o600, flag: 'wx' }).then(
        () => done(null, name),
        (error: Error) => done(error, name),
      );
    },
  });
}

/**
 * Reads a multipart form with one file (`file`), after the guard has judged the caller, and checks the form's token,
 * which the guard could not see. A refused or broken upload leaves no file behind.
 */
@Injectable()
export class UploadInterceptor implements NestInterceptor {
  private readonly read: ReturnType<multer.Multer['single']>;

  constructor(holder: SettingsHolder) {
    const storage = incomingStorage(holder.settings.dataDir);
    const limits = { fileSize: LARGEST_UPLOAD, files: 1, fields: 20, fieldSize: 64 * 1024, parts: 22 };
    this.read = multer({ storage, limits, defParamCharset: 'utf8' }).single('file');
  }

  intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = execution.switchToHttp();
    return from(this.receive(http.getRequest(), http.getResponse())).pipe(switchMap(() => next.handle()));
  }

  private async receive(request: Request, response: Response): Promise<void> {
    if (!request.is('multipart/form-data')) return;
    await new Promise<void>((resolve, reject) => {
      void this.read(request, response, (error: unknown) => (error ? reject(uploadError(error)) : resolve()));
    });
    const { session } = contextOf(request);
    try {
      if (session) requireToken(request, session);
    } catch (error) {
      if (request.file) await rm(request.file.path, { force: true });
      throw error;
    }
  }
}

function uploadError(error: unknown): DomainError {
  if (!(error instanceof multer.MulterError)) return new DomainError('malformed');
  if (error.code === 'LIMIT_FILE_SIZE') return new DomainError('too_large', { most: LARGEST_UPLOAD / 1024 / 1024 });
  return new DomainError('malformed');
}
