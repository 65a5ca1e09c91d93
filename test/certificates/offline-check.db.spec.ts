import { createHash } from 'node:crypto';
import { SigningKeys } from '../../src/certificates/signing-keys.js';
import { setClock } from '../../src/config/clock.js';
import { World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  setClock(() => new Date('2025-07-01T03:00:00Z'));
  world = await World.create();
});
afterAll(async () => {
  setClock();
  await world.close();
});

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const between = (text: string, start: string, end: string): string => text.split(start)[1]?.split(end)[0] ?? '';

describe('the page that checks without a server', () => {
  it('lets in its own script and style by their hashes and loads nothing', async () => {
    const { text, headers } = await world.request().get('/verify/offline').expect(200);
    const policy = headers['content-security-policy'] ?? '';
    const rules = new Map(policy.split('; ').map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1).join(' ')]));
    expect(Object.fromEntries(rules)).toEqual({
      'default-src': "'none'",
      'script-src': hashOf(between(text, '<script>', '</script>')),
      'style-src': hashOf(between(text, '<style>', '</style>')),
      'img-src': 'data:',
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
    });
    // A copy on a disk has no headers: the same rules stand in the page.
    expect(text).toContain(`content="${policy.replace("; frame-ancestors 'none'", '')}"`);
    expect(text).not.toMatch(/<(script|img|iframe)[^>]* src=|<link[^>]* href="(?!data:)|url\(|@import/);
  });

  it('carries the keys of the day, and the words of the licence of what it is made of', async () => {
    await world.get(SigningKeys).ensure();
    const { text } = await world.request().get('/verify/offline').expect(200);
    const data = JSON.parse(between(text, 'id="data">', '</script>')) as { keys: unknown };
    expect(data.keys).toEqual(await world.get(SigningKeys).published());
    expect(text).toContain('01/07/2025');
    expect(text).toContain('1 July 2025');
    expect(text).toContain('Permission is hereby granted, free of charge');
    expect(text).not.toMatch(/\brequire\("|node:/);
  });

  it('is given as a file too', async () => {
    const { headers, text } = await world.request().get('/verify/offline.html?download').expect(200);
    expect(headers['content-disposition']).toBe('attachment; filename=lan-toa-verify-2025-07-01.html');
    expect(text).toBe((await world.request().get('/verify/offline')).text);
  });
});
