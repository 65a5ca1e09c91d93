import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Settings } from '../../src/config/settings.js';
import { environmentOf, ROOT } from '../support/command.js';
import { freshSettings } from '../support/world.js';
import { lantoaHere } from './district.js';

let settings: Settings;
beforeAll(async () => {
  settings = await freshSettings();
});

/** The server as a process of its own, which is expected to end by itself. */
async function serving(more: NodeJS.ProcessEnv): Promise<{ status: number | null; err: string }> {
  const env = { ...environmentOf(settings), ...more };
  const child = spawn(process.execPath, [join(ROOT, 'dist', 'main.js')], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { err: await text(child.stderr), status: await ended };
}

function expectSentence({ status, err }: { status: number | null; err: string }, sentence: RegExp): void {
  expect(err).toMatch(sentence);
  expect(err).not.toMatch(/^ {4}at /m);
  expect(status).toBe(1);
}

/** A DATA_DIR whose database is none. */
function damaged(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lan-toa-damaged-'));
  writeFileSync(join(folder, 'lan-toa.sqlite'), 'this is no database, and has never been one'.repeat(100));
  return folder;
}

/** An address at which nobody answers. */
const AWAY = 'mariadb://lan-toa@127.0.0.1:1/lan_toa';
const withoutServer = (dataDir: string): Settings => ({ ...settings, dataDir, databaseUrl: undefined });

describe('a command that the machine gets in the way of', () => {
  it('says so when a file or folder cannot be', async () => {
    const file = join(settings.dataDir, 'a-file');
    writeFileSync(file, '');
    expectSentence(await lantoaHere(settings, ['backup', '/nonexistent/x']), /Không có \/nonexistent\/x/);
    expectSentence(await lantoaHere(settings, ['backup', join(file, 'x')]), /cần một thư mục, nhưng ở đó là tệp/);
    expectSentence(await lantoaHere(settings, ['export', file]), /cần một thư mục, nhưng ở đó là tệp/);
    expectSentence(await lantoaHere(settings, ['restore', '/nonexistent/x']), /\/nonexistent\/x/);
  });

  it('says so when the database is away or damaged', async () => {
    const away = { ...settings, databaseUrl: AWAY };
    expectSentence(await lantoaHere(away, ['check']), /Máy chủ cơ sở dữ liệu chưa trả lời[^]*ECONNREFUSED/);
    expectSentence(await lantoaHere(withoutServer(damaged()), ['check']), /Tệp cơ sở dữ liệu bị hỏng/);
  });

  it('tells wrong usage as such also while the database is away, and opens nothing for it', async () => {
    const away = { ...settings, databaseUrl: AWAY };
    for (const words of [
      ['coverage'],
      ['coverage', '--plan', 'P', '--as-of', '31/12/2025'],
      ['import', 'nothing', 'x'],
    ]) {
      expect(await lantoaHere(away, words)).toMatchObject({ status: 2, out: '' });
    }
  });

  it('says so when DATA_DIR is a file', async () => {
    const file = join(settings.dataDir, 'another-file');
    writeFileSync(file, '');
    expectSentence(await lantoaHere(withoutServer(file), ['check']), /cần một thư mục, nhưng ở đó là tệp/);
  });
});

describe('a server that cannot start', () => {
  it('says so when the database is away or damaged, and when a setting is wrong', async () => {
    expectSentence(await serving({ DATABASE_URL: AWAY }), /Máy chủ cơ sở dữ liệu chưa trả lời/);
    expectSentence(await serving({ DATABASE_URL: '', DATA_DIR: damaged() }), /Tệp cơ sở dữ liệu bị hỏng/);
    expectSentence(await serving({ PORT: 'x', DEFAULT_LOCALE: 'fr' }), /CFG01 PORT[^]*CFG07 DEFAULT_LOCALE/);
  });

  it('says so when the port is taken or the host is not of this machine', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const PORT = String((other.address() as AddressInfo).port);
    expectSentence(await serving({ PORT }), new RegExp(`Cổng ${PORT} đang được dùng`));
    expectSentence(await serving({ PORT, DEFAULT_LOCALE: 'en' }), new RegExp(`Port ${PORT} is in use`));
    other.close();
    expectSentence(await serving({ PORT: '0', HOST: '203.0.113.1' }), /Máy này không có địa chỉ 203\.0\.113\.1/);
  });
});
