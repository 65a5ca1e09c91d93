import { addressKey, mailAddress } from '../../src/mail/address.js';

describe('an address', () => {
  it.each([
    ['lo-thiet@example.vn', 'lo-thiet@example.vn'],
    ["o'brien+lop1@mail.example.co.uk", "o'brien+lop1@mail.example.co.uk"],
    ['a@trường-học.vn', 'a@xn--trng-hc-t8b5918dpea.vn'],
    ['Lo@EXAMPLE.vn', 'Lo@example.vn'],
  ])('%s goes out as %s', (given, sent) => {
    expect(mailAddress(given)).toBe(sent);
  });

  it.each([
    '',
    'a',
    'a@b',
    '@example.vn',
    'a@',
    'a@@example.vn',
    'a b@example.vn',
    'a@example.vn, b@example.vn',
    'a@example.vn;b@example.vn',
    '<a@example.vn>',
    'Lò <a@example.vn>',
    '"a b"@example.vn',
    'lò@example.vn',
    'a@example.vn\r\nBcc: b@example.vn',
    'a@example.vn\u2028',
    'a@exam%70le.vn',
    'a@example..vn',
    'a@-example.vn',
    'a@127.0.0.1',
    'a@[127.0.0.1]',
    '.a@example.vn',
    'a..b@example.vn',
    `${'a'.repeat(65)}@example.vn`,
    `a@${'b'.repeat(64)}.vn`,
    `a@${`${'b'.repeat(60)}.`.repeat(4)}vn`,
  ])('%j is none', (given) => {
    expect(mailAddress(given)).toBeNull();
  });

  it('is remembered under one spelling', () => {
    expect(addressKey(' Lo.Thiet@Example.VN ')).toBe('lo.thiet@example.vn');
    expect(addressKey('a@TRƯỜNG-học.vn')).toBe(addressKey('a@trường-học.vn'));
  });
});
