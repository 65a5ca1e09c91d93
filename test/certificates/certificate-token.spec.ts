import fc from 'fast-check';
import { createPrivateKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PublishedKey, readToken, signedMessage, verifyToken } from '../../src/certificates/certificate-token.js';
import { encode, spaced } from '../../src/certificates/certificate-code.js';
import type { PrintedCertificate } from '../../src/certificates/printed-certificate.js';
import { carriedFacts, cut, MOST_TOKEN } from '../../src/certificates/token-facts.js';
import { fromBase32, packFacts, toBase32, unpackFacts } from '../../src/certificates/token-layout.js';
import { unsigned } from './printed.js';

// The key pair of RFC 8032, section 7.1, test 1.
const D = 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A';
const X = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';
const KID = '7K0M3R5S';
const privateKey = createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', x: X, d: D }, format: 'jwk' });
const key = (more: Partial<PublishedKey> = {}): PublishedKey => ({
  ...{ kid: KID, x: X, created_at: '2025-01-01T00:00:00.000Z', retired_at: null, revoked_from: null },
  ...more,
});
const CODE = encode(0x1_2345_6789_abcd_ef01n);

function tokenOf(certificate: Omit<PrintedCertificate, 'token'>, kid = KID): string {
  const packed = packFacts(carriedFacts(certificate, kid));
  return toBase32(Uint8Array.from([...packed, ...sign(null, signedMessage(packed), privateKey)]));
}

const certificate = unsigned({}, { code: CODE });
const token = tokenOf(certificate);
const facts = carriedFacts(certificate, KID);

describe('the signed text of a QR code', () => {
  it('is written in these bytes, in every version of the program', () => {
    expect(Buffer.from(packFacts(facts)).toString('hex')).toBe(
      '013cc141e0b9020123456789abcdef010b49cb0b49c10b49c40003c00d54442d323032352d3030303432164cc3b22054' +
        '68e1bb8b2048e1bb936e67204e68756e673e54e1baad70206875e1baa56e206be1bbb9206ec4836e672063687579e1bb' +
        '836e20c491e1bb95692073e1bb912063686f2063c3a16e2062e1bb992078c3a329e1bba6792062616e206e68c3a26e20' +
        '64c3a26e20687579e1bb876e2054616d20c490c6b0e1bb9d6e67',
    );
    expect(token).toBe(
      '04YC2GF0Q41028T5CY4TQKFF045MKJRB970GPJE4001W03AM8GPK4C1J6MPK0C1G6GS1CK63P8G58T71QE5J0J71QE9PWSS0' +
        '9SM7AVK77SAE3ENDE0G6GXF1QAJPW83BW6XVJ83ERJ1PWSS0CDM7AYF1QE1PW864J7GVQ5B941SY3EWH41HPGVS0CF1T2VH0' +
        'CBGVQ690F31T6AF1QEK7J832C5Q20VK8REH6W834REH6W838ENWY3EW7DRG58RBD43291HNGW6XSTVK7PBVY0W351MWPXNJ3' +
        'X3V54T402X3NRMQJAYGF7DVWW6WJ9MCAG642C1JTXTNK9NQV24RRNT03QBPXNQFXX0EKE0DQZFJSH78CSEZ2R18',
    );
  });

  it('is the example of the documents', () => {
    const document = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'certificates.md'), 'utf8');
    expect(document).toContain(`"kid":"${KID}","kty":"OKP","crv":"Ed25519","x":"${X}"`);
    expect(document.replaceAll('\n', '')).toContain(`text${token}`);
    expect(document).toContain(`code ${spaced(CODE)} `);
  });

  it('gives back what was signed, alone or behind the address, in any case', () => {
    const signed = { state: 'signed', facts, key_leaked_later: false };
    const address = `https://tamduong.example.vn/verify/${CODE}#${token}`;
    for (const text of [token, token.toLowerCase(), address, address.toUpperCase(), ` ${address}\n`]) {
      expect(verifyToken(text, [key()])).toEqual(signed);
    }
    expect(facts).toMatchObject({ code: CODE, serial: 'TD-2025-00042', holder: 'Lò Thị Hồng Nhung', minutes: 960 });
  });

  it('tells forged, unknown, not trusted and unreadable apart', () => {
    const state = (text: string, ...keys: PublishedKey[]): string => verifyToken(text, keys).state;
    expect(state(token)).toBe('unknown_key');
    expect(state(token, key({ kid: '00000000' }))).toBe('unknown_key');
    expect(state(token, key({ x: '3p7bfXt9wbTTW2HC7OQ1Nz-DQ8hbeGdNrfx-FG-IK08' }))).toBe('forged');
    expect(state(token, key({ x: 'not a key' }))).toBe('forged');
    expect(state(`https://x.vn/verify/${encode(5n)}#${token}`, key())).toBe('forged');
    expect(state(`https://x.vn/other/${CODE}#${token}`, key())).toBe('malformed');
    for (const text of [
      '',
      '#',
      '1'.repeat(5000),
      `${token}0`,
      token.slice(1),
      'https://x.vn',
      token.replace('0', 'O'),
    ]) {
      expect(state(text, key())).toBe('malformed');
    }
  });

  it('does not trust what is dated on or after the day on which a key leaked', () => {
    expect(verifyToken(token, [key({ revoked_from: '2025-06-20' })])).toMatchObject({ state: 'revoked_key' });
    expect(verifyToken(token, [key({ revoked_from: '2025-06-19' })]).state).toBe('revoked_key');
    expect(verifyToken(token, [key({ revoked_from: '2025-06-21' })])).toMatchObject({
      state: 'signed',
      key_leaked_later: true,
    });
  });

  it('is bound to its purpose: a signature over the bare bytes is none', () => {
    const packed = packFacts(facts);
    const bare = toBase32(Uint8Array.from([...packed, ...sign(null, packed, privateKey)]));
    expect(verifyToken(bare, [key()]).state).toBe('forged');
  });

  it('holds against every change of one letter', () => {
    const letter = fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZILOU*');
    const change = fc.tuple(fc.nat(token.length - 1), letter).filter(([at, to]) => token[at] !== to);
    const isSigned = (text: string): boolean => ['signed', 'revoked_key'].includes(verifyToken(text, [key()]).state);
    fc.assert(
      fc.property(change, ([at, to]) => !isSigned(token.slice(0, at) + to + token.slice(at + 1))),
      { numRuns: 400 },
    );
  });

  it('holds against letters taken out, put in and swapped, and never throws', () => {
    const at = fc.nat(token.length - 1);
    const others = fc.oneof(
      at.map((n) => token.slice(0, n) + token.slice(n + 1)),
      at.map((n) => token.slice(0, n) + 'A' + token.slice(n)),
      at.map((n) => token.slice(n) + token.slice(0, n)).filter((text) => text !== token),
      fc.string({ unit: 'binary', maxLength: 300 }),
    );
    fc.assert(
      fc.property(others, (text) => !['signed', 'revoked_key'].includes(verifyToken(text, [key()]).state)),
      { numRuns: 300 },
    );
  });
});

describe('what a QR code carries', () => {
  it('has the initials of a child and no full name', () => {
    const carried = carriedFacts(unsigned({ holder: 'Vàng Thị Mỷ', is_child: true }, { code: CODE }), KID);
    expect(carried).toMatchObject({ holder: 'V. T. M.', is_child: true });
    expect(Buffer.from(packFacts(carried)).toString('utf8')).not.toContain('Vàng');
  });

  it('stays short: long texts are cut at a whole character', () => {
    const long = 'Ậ'.repeat(190);
    const certificate = unsigned(
      { serial: 'Đ'.repeat(64), holder: long, title: long, valid_until: '2030-01-01' },
      { code: CODE },
    );
    certificate.style.body = long;
    const carried = carriedFacts(certificate, KID);
    expect(tokenOf(certificate).length).toBeLessThanOrEqual(MOST_TOKEN);
    for (const text of [carried.serial, carried.holder, carried.title, carried.body])
      expect(text).toMatch(/^(Ậ+|Đ+)…$/);
  });

  it('cuts between characters, also where one is made of several signs', () => {
    // No single sign exists for a q with a dot below.
    const text = 'a' + 'q\u0323'.repeat(3);
    expect(cut(text, 10)).toBe(text);
    expect(cut(text, 9)).toBe('aq\u0323…');
    expect(cut(text, 6)).toBe('a…');
    expect(cut('Lò Thị', 9)).toBe('Lò Thị');
  });

  it('keeps all facts that fit, whatever they are', () => {
    const day = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    const iso = day.map((date) => date.toISOString().slice(0, 10));
    const text = fc.string({ unit: 'grapheme', maxLength: 12 });
    const any = fc.record({
      kid: fc.constant(KID),
      code: fc.bigInt({ min: 0n, max: (1n << 65n) - 1n }).map(encode),
      ...{ serial: text, holder: text, title: text, body: text, is_child: fc.boolean() },
      ...{ from: iso, to: iso, issued_on: iso, valid_until: fc.option(iso) },
      minutes: fc.option(fc.nat(2 ** 24 - 1)),
    });
    fc.assert(fc.property(any, (carried) => expect(unpackFacts(packFacts(carried))).toEqual(carried)));
  });

  it('reads and writes base 32 one way only', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) =>
        expect([...(fromBase32(toBase32(bytes)) ?? [])]).toEqual([...bytes]),
      ),
    );
    expect(fromBase32('01')).toBeNull();
    expect(fromBase32('000')).toBeNull();
    expect(readToken('ZZ')).toBeNull();
  });
});
