import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeLetter } from '../../src/mail/mail-template.js';

const names = readdirSync(join(import.meta.dirname, '../../views/mail'))
  .map((file) => /^(.+)\.(vi|en)\.hbs$/.exec(file))
  .filter((match) => match !== null);

const values = {
  name: 'Lò Thị <b>Phượng & Mai</b>',
  site: 'https://lantoa.example.vn',
  link: 'https://lantoa.example.vn/password/reset?token=a-b_c&x=1',
  expires_at: '2026-11-05T02:30:00.000Z',
  at: '2026-11-05T02:30:00.000Z',
  by: 'Đỗ Mạnh Hưởng',
  what: 'Mật khẩu vừa được đổi.',
};

describe('letters', () => {
  it('exist in both languages', () => {
    const of = (locale: string) => names.filter(([, , each]) => each === locale).map(([, name]) => name);
    expect(of('vi').length).toBeGreaterThan(0);
    expect(of('vi')).toEqual(of('en'));
  });

  it.each(names.map(([, name = '', locale = '']) => [name, locale]))('%s.%s fills every place', (name, locale) => {
    const { subject, body } = writeLetter(name, locale as 'vi' | 'en', values);
    expect(subject).toMatch(/Lan Tỏa/);
    expect(subject).not.toMatch(/[\r\n{}]/);
    expect(body).toContain(values.name);
    expect(body).not.toMatch(/\{\{|undefined|&amp;|&lt;/);
    const { name: _, ...without } = values;
    expect(writeLetter(name, locale as 'vi' | 'en', without).body).not.toContain('undefined');
  });

  it('keep a name on its line', () => {
    const { body } = writeLetter('password-reset', 'vi', { ...values, name: 'X\r\n\r\nhttps://evil.example\n' });
    expect(body).toContain('Kính gửi X https://evil.example,');
  });

  it('say the time of the reader', () => {
    expect(writeLetter('password-reset', 'vi', values).body).toContain('09:30 ngày 05/11/2026');
    expect(writeLetter('password-reset', 'en', values).body).toContain('09:30, 5 November 2026');
  });
});
