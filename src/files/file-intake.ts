import { Injectable } from '@nestjs/common';
import { createReadStream } from 'node:fs';
import { withSentence } from '../database/engine-errors.js';
import { Turnstile } from '../database/turnstile.js';
import { DomainError } from '../errors.js';
import type { UploadLimits } from '../web/access.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { cleanText } from '../web/text.js';
import type { UploadedFile } from '../web/upload.js';
import { type Content, contentOf, isText } from './content.js';
import { FileStore, type Stored } from './file-store.js';
import { officeKind, officeType } from './office.js';
import { type Picture, redraw, redrawMark } from './picture.js';

const MB = 1024 * 1024;
/** What one form may bring: of photos, and of materials. */
export const PHOTO_LIMITS: UploadLimits = { most: 10, bytes: 15 * MB };
export const MATERIAL_LIMITS: UploadLimits = { most: 5, bytes: 20 * MB };
/** A logo, a signature or a seal. */
export const MARK_LIMITS: UploadLimits = { most: 1, bytes: 5 * MB };

/** A file that lies in the store and waits for its row. */
export interface KeptFile {
  sha256: string;
  preview_sha256: string | null;
  bytes: number;
  media_type: string;
  name: string;
}

/** A picture for paper that lies in the store and waits for its row. */
export interface KeptMark {
  sha256: string;
  bytes: number;
  width: number;
  height: number;
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
    for (const { path, originalname } of uploads) {
      const name = shownName(originalname);
      const content = await contentOf(path);
      if (content === 'heif') throw new DomainError('files.heic', { name });
      if (!isPicture(content)) throw new DomainError('files.no_photo', { name });
      const { full, preview } = await this.redrawn(path, name);
      const small = await this.keep([preview]);
      kept.push({ ...(await this.keep([full])), preview_sha256: small.sha256, media_type: 'image/jpeg', name: '' });
    }
    return kept;
  }

  /**
   * Keeps materials: documents as they are, pictures drawn anew, each under its name with the ending of what it is.
   * @throws DomainError where one of them is none of these, or has programs in it
   */
  async materials(uploads: readonly UploadedFile[]): Promise<KeptFile[]> {
    const kept: KeptFile[] = [];
    for (const { path, originalname } of uploads) {
      const name = shownName(originalname);
      const [ending, media_type] = await documentOf(path, name);
      const stored = await this.keep(ending === 'jpg' ? [(await this.redrawn(path, name)).full] : bytesOf(path));
      kept.push({ ...stored, preview_sha256: null, media_type, name: withEnding(name, ending) });
    }
    return kept;
  }

  /**
   * Keeps a logo, a signature or a seal, drawn anew as PNG.
   * @throws DomainError where it is no JPEG, PNG or WebP, or is broken
   */
  async mark({ path, originalname }: UploadedFile): Promise<KeptMark> {
    const name = shownName(originalname);
    const content = await contentOf(path);
    if (content === 'heif') throw new DomainError('files.heic', { name });
    if (!isPicture(content)) throw new DomainError('files.no_photo', { name });
    const { png, width, height } = await this.pictures.pass(() => redrawMark(path, name));
    return { ...(await this.keep([png])), width, height };
  }

  /**
   * Keeps a picture of a text, drawn anew: PNG stays PNG, as drawings have transparency; anything else becomes JPEG.
   * @throws DomainError where it is no JPEG, PNG or WebP, or is broken
   */
  async picture(upload: UploadedFile): Promise<Omit<KeptFile, 'preview_sha256'>> {
    const name = shownName(upload.originalname);
    const content = await contentOf(upload.path);
    if (content === 'png') {
      const { sha256, bytes } = await this.mark(upload);
      return { sha256, bytes, media_type: 'image/png', name: withEnding(name, 'png') };
    }
    if (content === 'heif') throw new DomainError('files.heic', { name });
    if (!isPicture(content)) throw new DomainError('files.no_photo', { name });
    const kept = await this.keep([(await this.redrawn(upload.path, name)).full]);
    return { ...kept, media_type: 'image/jpeg', name: withEnding(name, 'jpg') };
  }

  /** Keeps a file as it is, whatever it is: the caller has looked. */
  keepFile(path: string): Promise<Stored> {
    return this.keep(bytesOf(path));
  }

  private redrawn(path: string, name: string): Promise<Picture> {
    return this.pictures.pass(() => redraw(path, name));
  }

  private async keep(content: Parameters<FileStore['keep']>[0]): ReturnType<FileStore['keep']> {
    try {
      return await this.store.keep(content);
    } catch (error) {
      throw withSentence(error);
    }
  }
}

function bytesOf(path: string): AsyncIterable<Uint8Array> {
  return createReadStream(path);
}

function isPicture(content: Content): boolean {
  return content === 'jpeg' || content === 'png' || content === 'webp';
}

/** What a material is by its content: the ending of its name, and its media type. */
async function documentOf(path: string, name: string): Promise<[ending: string, type: string]> {
  const content = await contentOf(path);
  if (isPicture(content)) return ['jpg', 'image/jpeg'];
  if (content === 'pdf') return ['pdf', 'application/pdf'];
  if (content === 'text' && (await isText(path))) return ['txt', 'text/plain; charset=utf-8'];
  if (content === 'heif') throw new DomainError('files.heic', { name });
  const kind = content === 'zip' ? await officeKind(path) : null;
  if (kind === 'programs') throw new DomainError('files.programs', { name });
  if (kind === null) throw new DomainError('files.no_material', { name });
  return [kind, officeType(kind)];
}

/** A name says what the file is: a picture that was drawn anew is a JPEG, whatever it was. */
function withEnding(name: string, ending: string): string {
  if (name.toLowerCase().endsWith(`.${ending}`)) return name;
  return `${ending === 'jpg' ? name.replace(/\.(jpeg|png|webp)$/i, '') : name}.${ending}`;
}

/** What a file is called, as text of ours: one line, nothing that turns it around, and no path. */
export function shownName(original: string): string {
  const last = original.split(/[\\/]/).at(-1) ?? '';
  const name = cleanText(last.replaceAll(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ')) || 'file';
  return name.length <= 100 ? name : `${name.slice(0, 80)}…${name.slice(-15)}`;
}
