import fc from 'fast-check';
import { encode, newCode, readCode, spaced } from '../../src/certificates/certificate-code.js';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const bits = fc.bigInt({ min: 0n, max: (1n << 65n) - 1n });

describe('a verification code', () => {
  it('has 13 characters of 65 random bits and a check character that can be read aloud', () => {
    for (let at = 0; at < 2000; at += 1) expect(newCode()).toMatch(/^[0-9A-HJKMNP-TV-Z]{13}[0-9A-HJKMNP-Z]$/);
    const codes = new Set(Array.from({ length: 2000 }, () => newCode()));
    expect(codes.size).toBe(2000);
  });

  it('uses every bit, and draws again for a check character that cannot be read aloud', () => {
    const draws = [new Uint8Array(9).fill(255), new Uint8Array([0, 0, 0, 0, 0, 0, 0, 0, 32]), new Uint8Array(9)];
    // 2^65 - 1 leaves 23 by 37: Q. 32 leaves 32: the sign *, which is drawn again.
    expect(newCode(() => draws.shift() ?? new Uint8Array(9))).toBe('ZZZZZZZZZZZZZQ');
    expect(newCode(() => draws.shift() ?? new Uint8Array(9))).toBe('00000000000000');
    expect(encode(32n)).toBe('0000000000010*');
    expect(encode(1234n)).toBe('000000000016JD');
  });

  it('is read out as 4-5-5, and read back however it is typed', () => {
    fc.assert(
      fc.property(bits, (value) => {
        const code = encode(value);
        const typed = spaced(code).toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l').replaceAll('-', ' – ');
        expect(readCode(typed)).toEqual({ code });
        expect(readCode(code.replaceAll('1', 'I').replaceAll('0', 'O'))).toEqual({ code });
      }),
    );
    expect(spaced('ZZZZYYYYYXXXXX')).toBe('ZZZZ-YYYYY-XXXXX');
  });

  it('tells every wrong character and every two that changed places', () => {
    fc.assert(
      fc.property(bits, fc.nat(12), fc.constantFrom(...ALPHABET), (value, at, wrong) => {
        const code = encode(value);
        fc.pre(code[at] !== wrong);
        expect(readCode(code.slice(0, at) + wrong + code.slice(at + 1))).toEqual({ fault: 'mistyped' });
      }),
    );
    fc.assert(
      fc.property(bits, fc.nat(11), (value, at) => {
        const code = encode(value);
        fc.pre(code[at] !== code[at + 1]);
        const turned = code.slice(0, at) + (code[at + 1] ?? '') + (code[at] ?? '') + code.slice(at + 2);
        expect(readCode(turned)).toEqual({ fault: 'mistyped' });
      }),
    );
  });

  it('is no code with other signs or of another length', () => {
    for (const typed of [
      '',
      'TD-2025-00042',
      '7K3M-9QXT-C4',
      '0000000000000',
      '000000000000000',
      '0000Đ00000000B',
      '<b>',
    ]) {
      expect([typed, readCode(typed)]).toEqual([typed, { fault: 'malformed' }]);
    }
  });
});
