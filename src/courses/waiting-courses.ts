import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { NotFound } from '../errors.js';
import { actor } from '../web/actor.js';
import { SettingsHolder } from '../web/settings-holder.js';
import type { UploadedFile } from '../web/upload.js';
import { type OpenCourse, openCourse } from './course-source.js';

/**
 * ZIP files of courses that were looked at and wait for a second press, among the files that are swept after a day. The name of
 * each says whose it is: its token opens it for that person only. Of each person one waits.
 */
@Injectable()
export class WaitingCourses {
  private readonly folder: string;

  constructor(holder: SettingsHolder) {
    this.folder = join(holder.settings.dataDir, 'incoming');
  }

  /** Takes an uploaded file in, in the place of the one that waited. @returns its token */
  async take({ path }: UploadedFile): Promise<string> {
    const token = randomBytes(24).toString('base64url');
    const mine = ownPrefix();
    for (const name of await readdir(this.folder)) {
      if (name.startsWith(mine) && name.endsWith('.zip')) await rm(join(this.folder, name), { force: true });
    }
    await rename(path, this.pathOf(token));
    return token;
  }

  /** To be closed. @throws NotFound where it does not wait any more, or for somebody else; DomainError for what is no sound ZIP */
  async open(token: string): Promise<OpenCourse> {
    const path = this.pathOf(token);
    if (!existsSync(path)) throw new NotFound('courses.import_gone');
    return openCourse(path);
  }

  async forget(token: string): Promise<void> {
    await rm(this.pathOf(token), { force: true });
  }

  /** Tokens are ours: base64url, no path can be made of them. */
  private pathOf(token: string): string {
    if (!/^[\w-]{32}$/.test(token)) throw new NotFound('courses.import_gone');
    return join(this.folder, `${ownPrefix()}${token}.zip`);
  }
}

function ownPrefix(): string {
  return `course-${actor()?.user_id ?? 0}-`;
}
