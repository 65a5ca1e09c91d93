import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { letterHtml } from '../../src/mail/letter-html.js';
import { oneLine, writeLetter } from '../../src/mail/mail-template.js';

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
  ...{ title: 'Lớp <i>tháng bảy</i>', kind: 'lớp tập huấn', organizer: 'Xã Bản Bo', place: 'Xã Bản Bo' },
  ...{ session: 'Buổi 1: 01/07/2025', serial: 'TD-2025-00042', mailed: 'yes', attached: 'yes' },
  sessions: ['Buổi 1: 01/07/2025', 'Buổi 2: 08/07/2025 & 09/07/2025'],
  ...{ day: '30/06/2025', choose: 'https://lantoa.example.vn/letters/digest' },
  late: ['Buổi 1: https://lantoa.example.vn/activities/A/sessions/1/attendance'],
  changes: ['Buổi 1: 01/07/2025 → 02/07/2025'],
  ...{ subject: 'Mời học tiếp: Lớp <i>tháng bảy</i>', due: '30/06/2025', missing: 'Còn 2 trong 5 bài' },
  lines: ['Còn một tuần nữa.', '', 'Xin học cho xong.'],
};

/** The words of the HTML, as a reader sees them. */
function wordsOf(html: string): string {
  const body = html.slice(html.indexOf('<main>'));
  const text = body.replace(/<[^>]+>/g, ' ').replace(/&#x3D;/g, '=');
  const signs: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', '#x27': "'" };
  return squeeze(text.replace(/&([a-z]+|#x27);/g, (_, name: string) => signs[name] ?? '?'));
}
const squeeze = (text: string): string => text.replace(/\s+/g, ' ').trim();
const made = (text: string): string =>
  letterHtml({ locale: 'vi', subject: 'Thử', text, site: 'https://lantoa.example.vn' });

describe('letters', () => {
  it('exist in both languages', () => {
    const of = (locale: string) => names.filter(([, , each]) => each === locale).map(([, name]) => name);
    expect(of('vi').length).toBeGreaterThan(0);
    expect(of('vi')).toEqual(of('en'));
  });

  it.each(names.map(([, name = '', locale = '']) => [name, locale]))('%s.%s fills every place', (name, locale) => {
    const { subject, text } = writeLetter(name, locale as 'vi' | 'en', values);
    expect(subject).toMatch(/Lan Tỏa|Lớp <i>tháng bảy|30\/06\/2025/);
    expect(subject).not.toMatch(/[\r\n{}]/);
    // The link to learn goes to an address that several may share: it names nobody.
    expect(text.includes(values.name)).toBe(name !== 'learner-link');
    expect(text).not.toMatch(/\{\{|undefined|&amp;|&lt;/);
    const { name: _, ...without } = values;
    expect(writeLetter(name, locale as 'vi' | 'en', without).text).not.toContain('undefined');
  });

  it.each(names.map(([, name = '', locale = '']) => [name, locale]))('%s.%s says the same as HTML', (name, locale) => {
    const { text, html } = writeLetter(name, locale as 'vi' | 'en', values);
    // A button has no colon, and a list no hyphens of its own.
    const said = text.replace(/:\n(?=https)/g, '\n').replace(/^- /gm, '');
    expect(wordsOf(html)).toBe(squeeze(said));
    expect(html).toContain(`<html lang="${locale}">`);
    expect(html).not.toMatch(/<img|<script|<link|<b>|\sstyle=|\{\{/);
    const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, href = '']) => href);
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((href) => !href.startsWith(values.site))).toEqual([]);
  });

  it('keep a name on its line', () => {
    const evil = { ...values, name: 'X\r\n\r\nhttps://evil.example\n\u2028- Y\u202e' };
    const { text, html } = writeLetter('password-reset', 'vi', evil);
    expect(text).toContain('Kính gửi X https://evil.example - Y,');
    expect(html).toContain('Kính gửi X https://evil.example - Y,');
  });

  it('never take what people wrote for a template', () => {
    const { text, html } = writeLetter('password-reset', 'vi', { ...values, name: '{{link}} {{#if a}}' });
    expect(text).toContain('Kính gửi {{link}} {{#if a}},');
    expect(html).toContain('Kính gửi {{link}} {{#if a}},');
  });

  it('have a subject of one line that a mail program can show', () => {
    const { subject } = writeLetter('password-reset', 'vi', values);
    expect(subject).toBe('Đặt lại mật khẩu Lan Tỏa');
    expect(oneLine('a\u0000b\tc\u0085d\ud800')).toBe('a b c d\ufffd');
  });

  it('say the time of the reader', () => {
    expect(writeLetter('password-reset', 'vi', values).text).toContain('09:30 ngày 05/11/2026');
    expect(writeLetter('password-reset', 'en', values).text).toContain('09:30, 5 November 2026');
  });
});

describe('the HTML of a letter', () => {
  it('has paragraphs with their lines, and lists', () => {
    const html = made('Một\nHai\n\nMang theo:\n- bút\n- sổ <tay>\n');
    expect(html).toContain('<p>Một<br>Hai</p>');
    expect(html).toMatch(/<p>Mang theo:<\/p>\s*<ul>\s*<li>bút<\/li>\s*<li>sổ &lt;tay&gt;<\/li>\s*<\/ul>/);
  });

  it('makes something to press of a link alone on its line, with the words before it', () => {
    expect(made('https://lantoa.example.vn/a?b=1\n')).toContain(
      '<p><a class="act" href="https://lantoa.example.vn/a?b&#x3D;1">https://lantoa.example.vn/a?b&#x3D;1</a></p>',
    );
    const named = made('Xem lịch:\nhttps://lantoa.example.vn/calendar\n');
    expect(named).toContain('<a class="act" href="https://lantoa.example.vn/calendar">Xem lịch</a>');
    expect(wordsOf(named)).toBe('Xem lịch https://lantoa.example.vn/calendar');
  });

  it.each([
    'https://evil.example/',
    'https://lantoa.example.vn.evil.example/',
    'https://user@lantoa.example.vn/',
    'http://lantoa.example.vn/',
    'javascript:alert(1)',
    'https://lantoa.example.vn:8443/',
  ])('makes no link of %s', (address) => {
    const html = made(`${address}\n\nxem ${address} nhé\n`);
    expect(html).not.toContain('href');
  });

  it('leaves the sign that ends a sentence out of the link', () => {
    expect(made('Mở https://lantoa.example.vn/a, rồi đọc.\n')).toContain(
      'Mở <a href="https://lantoa.example.vn/a">https://lantoa.example.vn/a</a>, rồi đọc.',
    );
  });
});
