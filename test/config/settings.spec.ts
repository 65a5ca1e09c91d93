import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { demoEnvironment, prepareDataDir, readSettings, SettingsError } from '../../src/config/settings.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lan-toa-settings-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The faults of an environment as `CODE NAME`. */
function faultsOf(env: NodeJS.ProcessEnv): string[] {
  try {
    readSettings(env);
    return [];
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    expect(error.message.split('\n')).toHaveLength(error.faults.length);
    return error.faults.map(({ code, name }) => `${code} ${name}`);
  }
}

const WRONG: [string, string, string[]][] = [
  ['CFG01', 'PORT', ['-1', '65536', '80a', '1.5', '1e3']],
  ['CFG02', 'PUBLIC_URL', ['lan-toa.example.vn', 'ftp://example.vn', 'https//x']],
  ['CFG03', 'DATABASE_URL', ['postgres://x@y/z', 'localhost/lan_toa']],
  ['CFG04', 'SMTP_URL', ['http://mail', 'mail.example.vn:25']],
  ['CFG05', 'MAIL_FROM', ['nobody', 'A <a@b>\nBcc: c@d', 'two words@x', 'A <a@b']],
  ['CFG06', 'SECRET_KEY', ['x', 'x'.repeat(31)]],
  ['CFG07', 'DEFAULT_LOCALE', ['fr', 'vi-VN']],
  ['CFG08', 'LOG_LEVEL', ['loud']],
  ['CFG09', 'TRUST_PROXY', ['11', 'true', '-1']],
  ['CFG10', 'ETHNICITY', ['yes', '1']],
  ['CFG11', 'ALLOW_UNSAFE_FLUSH', ['on', '1']],
  ['CFG12', 'MAIL_PER_MINUTE', ['-1', 'many', '1.5']],
  [
    'CFG13',
    'CONTENT_URL',
    ['content', 'http://localhost:3001', 'https://content.example.vn', 'http://127.0.0.1/a', 'http://127.0.0.1/?a'],
  ],
  ['CFG14', 'WORKERS', ['0', 'all', '1000']],
  ['CFG15', 'DATABASE_READ_URL', ['mysql://x@y/z', 'localhost/lan_toa']],
];

describe('the settings', () => {
  it('are safe where nothing is set', () => {
    expect(readSettings({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:3000',
      contentUrl: undefined,
      databaseUrl: undefined,
      dataDir: resolve('data'),
      smtpUrl: undefined,
      mailFrom: 'Lan Toa <no-reply@localhost>',
      mailPerMinute: 60,
      secretKey: undefined,
      defaultLocale: 'vi',
      logLevel: 'info',
      trustProxy: 0,
      ethnicity: false,
      allowUnsafeFlush: false,
      workers: availableParallelism(),
    });
    expect(readSettings({ PORT: ' ', PUBLIC_URL: '' })).toMatchObject({ port: 3000 });
  });

  it.each(WRONG)('%s: %s is not anything', (code, name, values) => {
    for (const value of values) expect([value, faultsOf({ [name]: value })]).toEqual([value, [`${code} ${name}`]]);
  });

  it('tell all their faults at once, by code and name', () => {
    const env = Object.fromEntries(WRONG.map(([, name, [value]]) => [name, value]));
    expect(faultsOf(env)).toEqual(WRONG.map(([code, name]) => `${code} ${name}`));
  });

  it('never repeat what may hold a password', () => {
    for (const name of ['PUBLIC_URL', 'DATABASE_URL', 'SMTP_URL', 'SECRET_KEY']) {
      expect(() => readSettings({ [name]: 'hunter2' })).toThrow(expect.not.stringContaining('hunter2'));
    }
  });

  it('are read from a file that NAME_FILE names, which goes before NAME', () => {
    const file = join(folder, 'secret');
    const secret = 'a secret of at least thirty-two characters';
    writeFileSync(file, `${secret}\n`);
    expect(readSettings({ SECRET_KEY_FILE: file, SECRET_KEY: 'x' }).secretKey).toBe(secret);
    const away = join(folder, 'nowhere');
    expect(faultsOf({ SECRET_KEY_FILE: away })).toEqual(['CFG00 SECRET_KEY_FILE']);
    expect(faultsOf({ DATABASE_URL_FILE: away, PORT: 'x' })).toEqual(['CFG01 PORT', 'CFG00 DATABASE_URL_FILE']);
    writeFileSync(file, '  \n');
    expect(readSettings({ SECRET_KEY_FILE: file, SECRET_KEY: secret }).secretKey).toBeUndefined();
  });

  it('take what people write: a slash behind the address, capitals, a name with its marks', () => {
    const env = {
      PUBLIC_URL: 'https://Lantỏa.example.vn/',
      CONTENT_URL: 'https://Bài.example.vn/',
      ETHNICITY: 'ON',
      MAIL_FROM: 'Lan Tỏa <a@example.vn>',
    };
    expect(readSettings(env)).toMatchObject({
      // As headers of mail and QR codes can hold it.
      publicUrl: 'https://xn--lanta-i91b.example.vn',
      contentUrl: 'https://xn--bi-jia.example.vn',
      ethnicity: true,
      mailFrom: 'Lan Tỏa <a@example.vn>',
    });
  });
});

describe('the demonstration', () => {
  it('has a folder of its own, unless somebody says where it is to be', () => {
    expect(demoEnvironment({ PORT: '1' })).toEqual({ PORT: '1', DATA_DIR: './data/demo' });
    for (const env of [{ DATA_DIR: 'x' }, { DATABASE_URL: 'mariadb://x/y' }]) expect(demoEnvironment(env)).toBe(env);
  });
});

describe('DATA_DIR', () => {
  it('is made for its owner alone', () => {
    const dataDir = join(folder, 'a', 'b');
    prepareDataDir(readSettings({ DATA_DIR: dataDir }));
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
  });
});
