import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { LEAST_SECRET, type Settings, SettingsError } from './settings.js';

/**
 * Everything derived from the one secret of an installation. Each purpose has a key of its own (HKDF-SHA-256),
 * so that a hash made for one can never serve as another.
 */
export class Secret {
  private readonly keys = new Map<string, Buffer>();

  constructor(private readonly master: string) {}

  /** Keyed hash (HMAC-SHA-256, base64url, 43 characters) of a text for one purpose. */
  hash(purpose: string, text: string): string {
    return createHmac('sha256', this.key(purpose)).update(text).digest('base64url');
  }

  /** Encrypts a short text (AES-256-GCM) for one purpose. */
  seal(purpose: string, text: string): string {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.key(purpose), iv);
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
  }

  /** Opens what `seal` made. @throws Error when it was changed or made with another secret. */
  open(purpose: string, sealed: string): string {
    const bytes = Buffer.from(sealed, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', this.key(purpose), bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
  }

  private key(purpose: string): Buffer {
    const known = this.keys.get(purpose);
    if (known) return known;
    const made = Buffer.from(hkdfSync('sha256', this.master, 'lan-toa', purpose, 32));
    this.keys.set(purpose, made);
    return made;
  }
}

/**
 * The secret from the settings, or the one kept in DATA_DIR, made there on the first start (mode 0600).
 * @throws SettingsError when the file is too short to keep anything secret
 */
export function loadSecret(settings: Settings): Secret {
  return new Secret(settings.secretKey ?? longEnough(keptSecret(join(settings.dataDir, 'secret.key'))));
}

function longEnough(secret: string): string {
  if (secret.length >= LEAST_SECRET) return secret;
  const sentence = `in DATA_DIR/secret.key must have at least ${LEAST_SECRET} characters: put the file back from a safe copy`;
  throw new SettingsError([{ code: 'CFG06', name: 'SECRET_KEY', sentence }]);
}

function keptSecret(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  // Written aside, then linked: of two processes that start at once both end with the same whole key.
  const aside = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const handle = openSync(aside, 'wx', 0o600);
  writeSync(handle, `${randomBytes(32).toString('base64url')}\n`);
  fsyncSync(handle);
  closeSync(handle);
  try {
    linkSync(aside, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
  return readFileSync(path, 'utf8').trim();
}
