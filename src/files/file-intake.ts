import { Injectable } from '@nestjs/common';
import { withSentence } from '../database/engine-errors.js';
import { Turnstile } from '../database/turnstile.js';
import { DomainError } from '../errors.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { cleanText } from '../web/text.js';
import type { UploadedFile } from '../web/upload.js';
import { contentOf } from './content.js';
import { FileStore } from './file-store.js';
import { redraw } from './picture.js';

/** Most bytes of a photo as it is sent. */
export const LARGEST_PHOTO = 15 * 1024 * 1024;

/** A file that lies in the store and waits for its row. */
export interface KeptFile {
  sha256: string;
  preview_sha256: string | null;
  bytes: number;
  media_type: string;
  name: string;
}

/** Takes uploaded files in: looks at what they are, and keeps what may be kept. Before any row names them. */
@Injectable()
export class FileIntake {
  /** One picture at a time: each takes memory and a processor. */
  private readonly pictures = new Turnstile();
  readonly store: FileStore;

  constructor(holder: SettingsHolder) {
    this.store = new FileStore(holder.settings.dataDir);
  }

  /**
   * Keeps photos, drawn anew (picture.ts), without the names that they had.
   * @throws DomainError where one of them is no JPEG, PNG or WebP, or is broken
   */
  async photos(uploads: readonly UploadedFile[]): Promise<KeptFile[]> {
    const kept: KeptFile[] = [];
    for (const upload of uploads) kept.push({ ...(await this.picture(upload)), name: '' });
    return kept;
  }

  private async picture({ path, originalname }: UploadedFile): Promise<KeptFile> {
    const name = shownName(originalname);
    const content = await contentOf(path);
    if (content === 'heif') throw new DomainError('files.heic', { name });
    if (content !== 'jpeg' && content !== 'png' && content !== 'webp')
      throw new DomainError('files.no_photo', { name });
    const { full, preview } = await this.pictures.pass(() => redraw(path, name));
    const [{ sha256, bytes }, small] = [await this.keep([full]), await this.keep([preview])];
    return { sha256, bytes, preview_sha256: small.sha256, media_type: 'image/jpeg', name };
  }

  private async keep(content: Parameters<FileStore['keep']>[0]): ReturnType<FileStore['keep']> {
    try {
      return await this.store.keep(content);
    } catch (error) {
      throw withSentence(error);
    }
  }
}

/** What a file is called, as text of ours: one line, nothing that turns it around, and no path. */
export function shownName(original: string): string {
  const last = original.split(/[\\/]/).at(-1) ?? '';
  const name = cleanText(last.replaceAll(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' '));
  return name.length <= 100 ? name : `${name.slice(0, 80)}…${name.slice(-15)}`;
}
