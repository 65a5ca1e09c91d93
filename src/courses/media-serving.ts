import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { pipeline } from 'node:stream/promises';
import { Database } from '../database/database.js';
import { NotFound } from '../errors.js';
import { FileIntake } from '../files/file-intake.js';
import { readRange } from './byte-range.js';
import type { CourseMedia } from './courses.entities.js';

/** Readers of PDF draw a page of their own in the frame: it may be framed by us, and loads nothing. */
const FRAMED =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; object-src 'self'; frame-ancestors 'self'";

type Served = Pick<CourseMedia, 'name' | 'sha256' | 'media_type' | 'kind'>;

/**
 * Sends files of courses as players ask for them: in ranges, from the disk to the reader, never as a whole in memory. Whether
 * the reader may have them was judged before.
 */
@Injectable()
export class MediaServer {
  constructor(
    private readonly database: Database,
    private readonly intake: FileIntake,
  ) {}

  /** A file of a course by its name. @param save as a download @throws NotFound */
  async send(
    request: Request,
    response: Response,
    file: { activityId: number; name: string; save?: boolean },
  ): Promise<void> {
    const row = await this.database.row<Served>(
      'SELECT name, sha256, media_type, kind FROM course_media WHERE activity_id = ? AND name = ?',
      [file.activityId, file.name],
    );
    // Packages are opened in a place of their own, and never from here.
    if (!row || (row.kind === 'package' && !file.save)) throw new NotFound();
    await this.answer(request, response, row, file.save ?? false);
  }

  private async answer(request: Request, response: Response, row: Served, save: boolean): Promise<void> {
    const size = await this.intake.store.size(row.sha256);
    const etag = `"${row.sha256}"`;
    this.describe(response, row, save);
    response.set({ ETag: etag, 'Cache-Control': 'private, no-cache', 'Accept-Ranges': 'bytes' });
    if (knows(request, etag)) return void response.status(304).end();
    const range = rangeOf(request, etag, size);
    if (range === 'beyond') return void response.status(416).setHeader('Content-Range', `bytes */${size}`).end();
    const { start, end } = range === 'whole' ? { start: 0, end: size - 1 } : range;
    response.status(range === 'whole' ? 200 : 206).setHeader('Content-Length', end - start + 1);
    if (range !== 'whole') response.setHeader('Content-Range', `bytes ${start}-${end}/${size}`);
    if (request.method === 'HEAD' || size === 0) return void response.end();
    await pipeline(this.intake.store.stream(row.sha256, { start, end }), response).catch(unlessGone);
  }

  private describe(response: Response, { name, media_type, kind }: Served, save: boolean): void {
    // As it was written down: Express would add a charset where it does not know it.
    response.setHeader('Content-Type', kind === 'captions' ? 'text/vtt; charset=utf-8' : media_type);
    response.setHeader('Content-Disposition', `${save ? 'attachment' : 'inline'}; filename="${name}"`);
    if (kind !== 'pdf' || save) return;
    response.setHeader('Content-Security-Policy', FRAMED);
    response.setHeader('X-Frame-Options', 'SAMEORIGIN');
  }
}

function knows({ headers }: Request, etag: string): boolean {
  const given = headers['if-none-match'];
  return given === '*' || (given ?? '').split(',').some((each) => each.trim().replace(/^W\//, '') === etag);
}

/** A range is of the file as the reader knows it: of another one they get the whole. Only GET has ranges. */
function rangeOf(request: Request, etag: string, size: number): ReturnType<typeof readRange> {
  const condition = request.headers['if-range'];
  if (request.method !== 'GET' || (condition !== undefined && condition !== etag)) return 'whole';
  return readRange(request.headers.range, size);
}

/** Players hang up whenever somebody moves to another place of a film. */
function unlessGone(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
}
