import { readFile } from 'node:fs/promises';
import type { UploadLimits } from '../web/access.js';
import type { Form } from '../web/form.js';
import type { Uploads } from '../web/uploads.js';
import { sound } from './uploaded.js';

/** The list comes back with every press on the page of its lines, so that it is no larger than a form may be. */
export const LIST_LIMITS: UploadLimits = { most: 1, bytes: 256 * 1024 };

const NUL = '\u0000';

/** The text of a list in a file, as if it were pasted; what is wrong with the file is noted in the form. */
export async function listText(form: Form, uploads: Uploads): Promise<string> {
  const [file] = sound(form, uploads);
  if (!file || form.errors.length > 0) return '';
  const text = decoded(await readFile(file.path));
  if (text === null) form.refuse('file', 'activities.list_no_text');
  return text?.replace(/\r\n?/g, '\n') ?? '';
}

/** Text in UTF-8, or in UTF-16 where its first sign says so, as a spreadsheet saves it; null: it is none. */
function decoded(bytes: Buffer): string | null {
  const mark = bytes.subarray(0, 2).toString('hex');
  const encoding = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes(NUL) ? null : text;
  } catch {
    return null;
  }
}
