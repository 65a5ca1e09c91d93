import { commonPasswords, passwordFault } from '../../src/accounts/password-policy.js';

const huyen = { email: 'bui-huyen@tamduong.example.vn', name: 'Bùi Thu Huyền' };
const keyOf = (password: string): string | undefined => passwordFault(password, huyen)?.key;

describe('the list of common passwords', () => {
  it('has some thousands, each once, in lower case without accents and spaces', () => {
    const words = [...commonPasswords()];
    expect(words.length).toBeGreaterThan(3000);
    expect(
      words.filter(
        (word) =>
          word !==
          word
            .toLowerCase()
            .normalize('NFD')
            .replace(/[\p{M}\s]/gu, ''),
      ),
    ).toEqual([]);
    expect(
      ['matkhau123', 'anhyeuem', '123456789', 'qwertyuiop'].filter((word) => !commonPasswords().has(word)),
    ).toEqual([]);
  });
});

describe('a new password', () => {
  it.each([
    'con ngựa trắng qua cầu',
    'correct donkey battery paperclip',
    'Tôi thích ăn xôi ngũ sắc!',
    '71839264027153',
    'ẩỗộ ẫỡợ ứừử ỳýỵ',
    'k7mp3-xtq9w-hd4vn-8rj2c',
    'x9'.repeat(3) + 'trời mưa to',
    'một câu dài '.repeat(10),
  ])('may be %s', (password) => expect(keyOf(password)).toBeUndefined());

  it.each(['', 'short', '11 letters!', 'ẩỗộẫỡợứừửỳý'])('is too short: %s', (password) => {
    expect(keyOf(password)).toBe('accounts.password_short');
  });

  it.each([
    'password1234',
    'PASSWORD-2026!',
    'Mật khẩu 2026',
    'matkhau123456',
    'anhyeuem12345',
    'Anh Yêu Em 1402',
    'P4ssw0rd2026!!',
    'qwertyuiop123',
    '123456789012',
    '111111111111',
    'abcabcabcabc',
    'abcdefghijklm',
    'mlkjihgfedcba',
    'iloveyou-iloveyou',
    'admin@123456',
    'Nguyen19900515',
    '!!!!!!!!!!!!!!!',
  ])('is too common: %s', (password) => expect(keyOf(password)).toBe('accounts.password_common'));

  it.each(['Bùi Thu Huyền 99', 'bui-huyen@tamduong.example.vn', 'huyen-tamduong-1', 'Lan Tỏa lan tỏa 1'])(
    'is made of what everybody knows: %s',
    (password) => expect(keyOf(password)).toBe('accounts.password_own'),
  );

  it('may hold a name among other words', () => {
    expect(keyOf('huyền đi chợ phiên mua rau')).toBeUndefined();
  });
});
