import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../config/root.js';

const FOLDER = join(ROOT, 'dist', 'client');

/** What a page that brings a script of ours may do: run it, and talk to us. Nobody else's script, nothing inline. */
export const SCRIPT_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "media-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

/** The scripts of `client/`, as they were built: the few that pages bring, and those that run without a network. */
@Injectable()
export class ClientScripts {
  private readonly texts = readScripts();

  /** A script by its folder and name, without ending; undefined: there is none. */
  text(folder: string, name: string): string | undefined {
    return this.texts.get(`${folder}/${name}`);
  }

  /** Changes with the content of the scripts of a folder. */
  version(folder: string): string {
    const hash = createHash('sha256');
    for (const [name, text] of this.texts) if (name.startsWith(`${folder}/`)) hash.update(`${name} ${text}`);
    return hash.digest('hex').slice(0, 12);
  }
}

/** By `<folder>/<name>`; without a build there are none. */
function readScripts(): ReadonlyMap<string, string> {
  if (!existsSync(FOLDER)) return new Map();
  const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'));
  const scripts = files.filter((file) => /^[a-z-]+\/[a-z0-9-]+\.js$/.test(file)).sort();
  return new Map(scripts.map((file) => [file.slice(0, -3), readFileSync(join(FOLDER, file), 'utf8')]));
}
