import { Injectable } from '@nestjs/common';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { PassThrough, pipeline } from 'node:stream';
import { DomainError } from '../errors.js';
import { isText } from '../files/content.js';
import { FileIntake, shownName } from '../files/file-intake.js';
import { readPackage } from '../packages/package-reader.js';
import type { UploadLimits } from '../web/access.js';
import type { UploadedFile } from '../web/upload.js';
import { checkCaptions, LARGEST_CAPTIONS } from './captions.js';
import type { CourseMedia } from './courses.entities.js';
import { asciiName } from './lesson-key.js';
import { isPlayed, type MediaContent, mediaContentOf } from './media-content.js';
import type { MediaKind } from './media-kinds.js';
import { mp4Seconds } from './mp4-length.js';

const MB = 1024 * 1024;
/** What one form may bring: a video of two hours in good quality (trust: limits of uploads). */
export const MEDIA_LIMITS: UploadLimits = { most: 1, bytes: 2048 * MB };
/** The most bytes of each kind. */
export const LARGEST: Record<MediaKind, number> = {
  picture: 10 * MB,
  captions: LARGEST_CAPTIONS,
  pdf: 2048 * MB,
  video: 2048 * MB,
  audio: 2048 * MB,
  package: 500 * MB,
};

/** A file of a course that lies in the store and waits for its row; its name may be taken. */
export type KeptMedia = Pick<CourseMedia, 'name' | 'sha256' | 'bytes' | 'media_type' | 'kind' | 'seconds' | 'detail'>;

/** Takes files of courses in: looks at what they are by their content, and keeps what courses show. Before any row names them. */
@Injectable()
export class MediaIntake {
  constructor(private readonly intake: FileIntake) {}

  /** @throws DomainError where it is nothing that courses show, is broken or too large, or a package that has faults */
  async take(upload: UploadedFile): Promise<KeptMedia> {
    const shown = shownName(upload.originalname);
    const content = await mediaContentOf(upload.path);
    if (!content) throw new DomainError('courses.media_unknown', { name: shown });
    const most = LARGEST[content.kind];
    if (upload.size > most) throw new DomainError('courses.media_large', { name: shown, most: most / MB });
    const about = await this.look(upload.path, content, shown);
    const { kind, media_type, ending } = content;
    if (kind !== 'picture') {
      const stored = await this.intake.keepFile(upload.path);
      return { ...stored, ...about, kind, media_type, name: mediaName(shown, ending) };
    }
    const drawn = await this.intake.picture(upload);
    const name = mediaName(shown, drawn.media_type === 'image/png' ? 'png' : 'jpg');
    return { ...about, ...drawn, kind, name };
  }

  private async look(
    path: string,
    content: MediaContent,
    name: string,
  ): Promise<Pick<CourseMedia, 'seconds' | 'detail'>> {
    if (isPlayed(content)) return { seconds: await secondsOf(path, content, name), detail: null };
    if (content.kind === 'package') return { seconds: null, detail: JSON.stringify(await readPackage(path)) };
    if (content.kind === 'captions') {
      if (!(await isText(path))) throw new DomainError('courses.captions_head', { name });
      checkCaptions(await readFile(path, 'utf8'), name);
    }
    return { seconds: null, detail: null };
  }
}

/**
 * How long a video or a sound is, in whole seconds, rounded up; null where the file does not say (some recorders write no length).
 * @throws DomainError where it cannot be read
 */
async function secondsOf(path: string, content: MediaContent, name: string): Promise<number | null> {
  const seconds = content.media_type.endsWith('/mp4') ? await mp4Seconds(path) : await parsedSeconds(path, content);
  if (seconds === 'broken') throw new DomainError('courses.media_broken', { name });
  return seconds === null ? null : Math.ceil(seconds);
}

/** The reader is chosen by what we found the file to be; it looks at no name. */
async function parsedSeconds(path: string, { ending }: MediaContent): Promise<number | null | 'broken'> {
  // Without the name of the file, which would count more than what it was found to be.
  const stream = new PassThrough();
  pipeline(createReadStream(path), stream, () => undefined);
  try {
    const { size } = await stat(path);
    // Of all endings of its kind the one that the reader knows.
    const told = { path: ending === 'webm' ? '.mka' : `.${ending}`, size };
    // Read with the first film or sound: fifty files that no start needs.
    const { parseStream } = await import('music-metadata');
    const { format } = await parseStream(stream, told, { duration: ending === 'mp3', skipCovers: true });
    const { container, duration } = format;
    if (container === undefined) return 'broken';
    return duration !== undefined && Number.isFinite(duration) && duration > 0 ? duration : null;
  } catch {
    return 'broken';
  } finally {
    stream.destroy();
  }
}

/** The longest name without its ending. */
const LONGEST_NAME = 80;

/** The name of a file in its course: ASCII, so that it reads alike in Markdown, in addresses and in archives. */
export function mediaName(original: string, ending: string): string {
  const parts = original
    .toLowerCase()
    .split('.')
    .map(asciiName)
    .filter((part) => part !== '');
  if (parts.length > 1 && isEnding(parts.at(-1), ending)) parts.pop();
  const base =
    parts
      .join('.')
      .slice(0, LONGEST_NAME)
      .replace(/[.-]+$/, '') || 'tep';
  return `${base}.${ending}`;
}

/** Whether the last part of a name is an ending: that of what it is, or one that it is known by too. */
function isEnding(part: string | undefined, ending: string): boolean {
  return part === ending || /^(?:jpeg|png|jpg|mp4|m4v|webm|mp3|m4a|oga|ogg|wav|pdf|vtt|zip|txt)$/.test(part ?? '');
}
