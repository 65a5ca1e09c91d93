import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import multer from 'multer';
import { rm } from 'node:fs/promises';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { withSentence } from '../database/engine-errors.js';
import { DomainError } from '../errors.js';
import { TAKES_FILE, type UploadLimits } from './access.js';
import { requireToken } from './csrf.js';
import { contextOf } from './request.js';
import { SettingsHolder } from './settings-holder.js';
import { incomingStorage, type UploadedFile } from './upload.js';

/** What a form with files has brought, or why its files were not read to their end. */
export interface Uploads {
  files: UploadedFile[];
  fault: DomainError | null;
}

const received = new WeakMap<Request, Uploads>();

/** The files of a form; none where it was sent without. */
export function uploadsOf(request: Request): Uploads {
  return received.get(request) ?? { files: [], fault: null };
}

/**
 * Reads a multipart form with several files (`file`) and checks its token, after the guard has judged the caller. A file that
 * is too large is not read to its end, and what was typed before it is kept: the handler shows the form again. What it has
 * not taken away is gone when the request is answered.
 */
@Injectable()
export class UploadsInterceptor implements NestInterceptor {
  private readonly storage: multer.StorageEngine;

  constructor(
    private readonly reflector: Reflector,
    holder: SettingsHolder,
  ) {
    this.storage = incomingStorage(holder.settings.dataDir);
  }

  intercept(execution: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const http = execution.switchToHttp();
    const limits = this.reflector.get<UploadLimits>(TAKES_FILE, execution.getHandler());
    return from(this.around(http.getRequest<Request>(), http.getResponse<Response>(), limits, next));
  }

  private async around(
    request: Request,
    response: Response,
    limits: UploadLimits,
    next: CallHandler<unknown>,
  ): Promise<unknown> {
    if (!request.is('multipart/form-data')) return lastValueFrom(next.handle());
    refuseUnread(request, response, limits);
    try {
      const fault = await this.read(request, response, limits);
      received.set(request, { files: filesOf(request), fault });
      const { session } = contextOf(request);
      if (session) requireToken(request, session);
      return await lastValueFrom(next.handle());
    } finally {
      await Promise.all(filesOf(request).map(({ path }) => rm(path, { force: true })));
    }
  }

  /** @returns why the files cannot be used; null: they were read @throws DomainError where the form cannot be read at all */
  private read(request: Request, response: Response, { most, bytes }: UploadLimits): Promise<DomainError | null> {
    const limits = { fileSize: bytes, files: most, fields: 20, fieldSize: 64 * 1024, parts: most + 22 };
    const read = multer({ storage: this.storage, limits, defParamCharset: 'utf8' }).array('file');
    return new Promise((resolve, reject) => {
      void read(request, response, (error: unknown) => {
        const code = error instanceof multer.MulterError ? error.code : '';
        if (!error) resolve(null);
        else if (code === 'LIMIT_FILE_SIZE')
          resolve(new DomainError('upload.too_large', { most: bytes / 1024 / 1024 }));
        else if (code === 'LIMIT_FILE_COUNT') resolve(new DomainError('upload.too_many', { most }));
        else reject(refusalOf(error));
      });
    });
  }
}

/** What stands around the files in a form: its fields. */
const AROUND = 2 * 1024 * 1024;

/** A form that says itself that it is larger than all it may bring is not read at all: the line is closed with the answer. */
function refuseUnread({ headers }: Request, response: Response, { most, bytes }: UploadLimits): void {
  if (Number(headers['content-length'] ?? 0) <= most * bytes + AROUND) return;
  response.setHeader('Connection', 'close');
  throw new DomainError('upload.too_large', { most: bytes / 1024 / 1024 });
}

function filesOf(request: Request): UploadedFile[] {
  return Array.isArray(request.files) ? request.files : [];
}

/** A disk that is full says so; anything else is a form that is none. */
function refusalOf(error: unknown): DomainError {
  const told = withSentence(error);
  return told instanceof DomainError ? told : new DomainError('malformed');
}
