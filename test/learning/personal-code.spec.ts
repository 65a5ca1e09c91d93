import fc from 'fast-check';
import { newPersonalCode, readPersonalCode, spacedCode } from '../../src/learning/personal-code.js';

describe('a personal code', () => {
  it('is sixteen characters that nobody reads as others, sixty bits of them secret', () => {
    const code = newPersonalCode();
    expect(spacedCode(code)).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect([code.lookup.length, code.secret.length]).toEqual([4, 12]);
    expect(spacedCode(newPersonalCode())).not.toBe(spacedCode(code));
  });

  it('is read however it is typed: small letters, spaces, O for 0, I and L for 1', () => {
    expect(readPersonalCode(' oi1l abcd-2345_6789 ')).toEqual({ lookup: '0111', secret: 'ABCD23456789' });
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
        const code = newPersonalCode(() => bytes);
        expect(readPersonalCode(spacedCode(code).toLowerCase().replaceAll('-', ' '))).toEqual(code);
      }),
    );
  });

  it('is none of another length or with other letters', () => {
    for (const typed of ['', '0123', '0'.repeat(17), `${'0'.repeat(15)}U`, `${'0'.repeat(15)}Đ`]) {
      expect(readPersonalCode(typed)).toBeNull();
    }
  });
});
