import fc from 'fast-check';
import { insertionInto, withScript } from '../../src/packages/page-injection.js';

const TAG = '<script src="a"></script>';
function injected(page: Buffer): Buffer {
  const { at, bytes } = insertionInto(page, TAG);
  return Buffer.concat([page.subarray(0, at), bytes, page.subarray(at)]);
}
const into = (page: string): string => injected(Buffer.from(page)).toString();

describe('a script that goes into a page', () => {
  it.each([
    ['<!DOCTYPE html><html lang="vi"><head><script>', '<!DOCTYPE html><html lang="vi"><head>', '<script>'],
    ['\ufeff<?xml version="1.0"?>\n<!-- <head> -->\n<HTML>\n<HEAD id="a">\n<title>', null, '<title>'],
    ['<html><body onload="a()">', '<html>', '<body onload="a()">'],
    ['<script>first()</script>', '', '<script>first()</script>'],
    ['<header>no head</header>', '', '<header>no head</header>'],
    ['', '', ''],
  ])('stands before all that does something: %j', (page, before, after) => {
    expect(into(page)).toBe(`${before ?? page.slice(0, -after.length)}${TAG}${after}`);
  });

  it('is written in the letters of the page', () => {
    const page = '\ufeff<html><head><title>Bài</title>';
    const little = Buffer.from(page, 'utf16le');
    const expected = page.replace('<head>', `<head>${TAG}`);
    expect(injected(little).toString('utf16le')).toBe(expected);
    const big = injected(Buffer.from(little).swap16());
    expect(big.swap16().toString('utf16le')).toBe(expected);
  });

  it('takes nothing away, however the page comes', async () => {
    const pieces = fc.array(fc.oneof(fc.uint8Array({ maxLength: 50 }), fc.constant(Buffer.from('<html><!--'))));
    await fc.assert(
      fc.asyncProperty(pieces, async (parts) => {
        const page = Buffer.concat(parts);
        async function* source(): AsyncGenerator<Buffer> {
          for (const part of parts) yield Buffer.from(part);
        }
        const { added, bytes } = await withScript(source(), TAG);
        const got: Buffer[] = [];
        for await (const piece of bytes) got.push(piece);
        const { at } = insertionInto(page, TAG);
        const whole = Buffer.concat(got);
        expect(whole.length).toBe(page.length + added);
        expect(Buffer.concat([whole.subarray(0, at), whole.subarray(at + added)])).toEqual(page);
      }),
    );
  });
});
