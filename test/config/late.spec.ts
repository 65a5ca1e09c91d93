import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { late } from '../../src/config/late.js';

const SRC = join(import.meta.dirname, '..', '..', 'src');
/** What no start needs: read by `late`, or by an `import()` where the work may wait. */
const LATE = [
  ...['fontkit', 'gift-pegjs', 'jose', 'markdown-it', 'music-metadata', 'nodemailer', 'otplib', 'pdfkit'],
  ...['qrcode', 'sanitize-html', 'saxes', 'sharp', 'yaml'],
];

const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));

describe('packages that are read late', () => {
  it('are imported by no file as it is loaded, so that each start is quicker and smaller', () => {
    const early = sources.flatMap((name) => {
      const statements = readFileSync(join(SRC, name), 'utf8').matchAll(/^import (?!type )[^;]*? from '([^']+)';/gm);
      return [...statements].filter(([, from = '']) => LATE.includes(from)).map(([, from]) => `${name}: ${from}`);
    });
    expect(early).toEqual([]);
  });

  it('are there when they are asked for, and always the same', () => {
    for (const [name, read] of Object.entries(late)) {
      expect({ name, there: Boolean(read()) }).toEqual({ name, there: true });
      expect(read()).toBe(read());
    }
  });
});
