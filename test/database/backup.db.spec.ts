import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { connect } from '../../src/app.js';
import { Secret } from '../../src/config/secret.js';
import type { Settings } from '../../src/config/settings.js';
import { backUp } from '../../src/database/backup.js';
import type { Database } from '../../src/database/database.js';
import { judgeDatabase } from '../../src/database/judge.js';
import { migrate } from '../../src/database/migrate.js';
import { restore } from '../../src/database/restore.js';
import { FileCopies } from '../../src/files/file-copies.js';
import { GroupRow } from '../../src/territory/territory.entities.js';
import { freshSettings } from '../support/world.js';

const secret = new Secret('a secret of the installation that is long enough');
let settings: Settings;
let database: Database;
let file: string;

const group = (code: string): Partial<GroupRow> => ({ code, name: `Nhóm ${code}`, counts: 'persons', position: 9 });
const files = (): FileCopies => new FileCopies(database, settings.dataDir);
const codes = async (): Promise<string[]> =>
  (await database.rows<GroupRow>('SELECT code FROM subject_groups ORDER BY code')).map(({ code }) => code);

beforeEach(async () => {
  settings = await freshSettings();
  database = await connect(settings);
  await migrate(database);
  await database.transaction(() => database.insert(GroupRow, ['a', 'b', 'Ề "x"\n'].map(group)));
  file = join(settings.dataDir, 'copy.backup');
});
afterEach(() => database.close());

/** A backup with other content and the sum that belongs to it: only what is in it can give it away. */
function resealed(bytes: Buffer, change: (content: string) => string): Buffer {
  const lines = gunzipSync(bytes).toString().trimEnd().split('\n');
  const content = change(`${lines.slice(0, -1).join('\n')}\n`);
  const rows = content
    .split('\n')
    .filter((line) => line.startsWith('{"rows"'))
    .reduce((sum, line) => sum + (JSON.parse(line) as { rows: unknown[] }).rows.length, 0);
  const sha256 = createHash('sha256').update(content).digest('hex');
  return gzipSync(`${content}${JSON.stringify({ end: true, rows, files: 0, sha256 })}\n`);
}

describe('backup and restore', () => {
  it('brings back exactly what there was', async () => {
    expect(await backUp(database, secret, files(), file)).toEqual({ rows: 6, files: 0, missing: 0 });
    await database.transaction(async () => {
      await database.delete(GroupRow, { code: 'a' });
      await database.insert(GroupRow, [group('later')]);
    });
    const done = await restore(database, secret, files(), file);
    expect(done).toMatchObject({ rows: 6, other_secret: false });
    expect(await codes()).toEqual(['a', 'b', 'Ề "x"\n']);
  });

  it('is readable by its owner alone and holds what was committed at its beginning', async () => {
    await backUp(database, secret, files(), file);
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(gunzipSync(readFileSync(file)).toString()).toContain('Nhóm a');
  });

  it.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length - 40)],
    ['changed', (bytes: Buffer) => gzipSync(gunzipSync(bytes).toString().replace('Nhóm a', 'Nhóm x'))],
    ['another file', () => Buffer.from('hello')],
    [
      'with a row that has too few columns',
      (bytes: Buffer) => gzipSync(gunzipSync(bytes).toString().replace('"a",', '')),
    ],
    [
      'with a text where a number belongs',
      (bytes: Buffer) => resealed(bytes, (text) => text.replace(/,9([,\]])/, ',"9"$1')),
    ],
    ['with a line that is no object', (bytes: Buffer) => resealed(bytes, (text) => `${text}null\n`)],
    [
      'with a row that is none',
      (bytes: Buffer) => resealed(bytes, (text) => text.replace('{"rows":[[', '{"rows":[null,[')),
    ],
    ['with rows that contradict each other', (bytes: Buffer) => resealed(bytes, (text) => text.replace('"b"', '"a"'))],
    ['without its tables', (bytes: Buffer) => resealed(bytes, (text) => `${text.split('\n')[0]}\n`)],
    ['of another version', (bytes: Buffer) => gzipSync(gunzipSync(bytes).toString().replace('Initial', 'Other'))],
  ])('refuses a file %s and changes nothing', async (_what, damage) => {
    await backUp(database, secret, files(), file);
    writeFileSync(file, damage(readFileSync(file)));
    await database.transaction(() => database.insert(GroupRow, [group('kept')]));
    await expect(restore(database, secret, files(), file)).rejects.toMatchObject({
      key: expect.stringMatching(/^backup\./),
    });
    expect(await codes()).toContain('kept');
  });

  it('moves the stamps on, so that nobody goes on with what they had in memory', async () => {
    const stamps = () => database.rows<{ value: number }>('SELECT value FROM stamps ORDER BY name');
    const set = (value: number) => database.transaction(() => database.execute('UPDATE stamps SET value = ?', [value]));
    await set(7);
    await backUp(database, secret, files(), file);
    for (const before of [7, 3, 12]) {
      await set(before);
      await restore(database, secret, files(), file);
      for (const { value } of await stamps()) expect(value).toBeGreaterThan(Math.max(before, 7));
    }
  });

  it('says when the secret is another one', async () => {
    await backUp(database, secret, files(), file);
    const done = await restore(database, new Secret('another secret of thirty-two characters'), files(), file);
    expect(done.other_secret).toBe(true);
  });
});

describe('the check of the database', () => {
  it('finds durability and modes as they should be', async () => {
    const bad = (await judgeDatabase(database, settings)).filter(({ good, advice }) => !good && !advice);
    expect(bad).toEqual([]);
  });

  it('finds what others may read, on either engine', async () => {
    const names = ['secret.key', 'setup-code', 'demo-log-ins.json'].map((name) => join(settings.dataDir, name));
    const incoming = join(settings.dataDir, 'incoming');
    for (const name of names) writeFileSync(name, '', { mode: 0o600 });
    mkdirSync(incoming, { recursive: true, mode: 0o700 });
    const bad = async () => (await judgeDatabase(database, settings)).filter(({ good }) => !good);
    expect(await bad()).toEqual([]);
    const open = [settings.dataDir, ...names, incoming];
    for (const path of open) chmodSync(path, path === incoming || path === settings.dataDir ? 0o750 : 0o640);
    const found = await bad();
    expect(found.map(({ what }) => what).sort()).toEqual(open.map((path) => `mode of ${path}`).sort());
    expect(found.map(({ detail }) => detail)).toContain('640, only its owner may read it');
    chmodSync(settings.dataDir, 0o700);
  });

  it('finds settings of the engine that lose or cut off what was acknowledged', async () => {
    const seen = (await judgeDatabase(database, settings)).map(({ what }) => what);
    if (database.engine === 'mariadb') {
      expect(seen).toContain('mariadb sql_mode');
      const spy = jest.spyOn(database, 'row').mockImplementation((_sql, params = []) => lax(String(params[0])));
      const bad = (await judgeDatabase(database, settings)).filter(({ good, advice }) => !good && !advice);
      spy.mockRestore();
      const mariadb = ['innodb_flush_log_at_trx_commit', 'sync_binlog', 'sql_mode', 'collation'];
      expect(bad.map(({ what }) => what)).toEqual(mariadb.map((name) => `mariadb ${name}`));
      return;
    }
    await database.source.query('PRAGMA synchronous = NORMAL');
    const bad = (await judgeDatabase(database, settings)).filter(({ good }) => !good);
    expect(bad).toEqual([{ what: 'sqlite synchronous', good: false, detail: expect.stringMatching(/^1, must be 2/) }]);
  });
});

describe('a database of a newer version', () => {
  beforeEach(() =>
    database.source.query("INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'Future9999999999999')"),
  );

  it('is refused and judged bad', async () => {
    await expect(migrate(database)).rejects.toMatchObject({ key: 'database.newer' });
    const schema = (await judgeDatabase(database, settings)).find(({ what }) => what === 'migrations');
    expect(schema).toMatchObject({ good: false, detail: expect.stringContaining('Future9999999999999') });
  });
});

describe('the secret of the installation', () => {
  it('is refused where it is too short to keep anything secret', async () => {
    writeFileSync(join(settings.dataDir, 'secret.key'), 'a\n');
    await expect(connect({ ...settings, secretKey: undefined })).rejects.toThrow(/CFG06/);
  });
});

/** What a server answers that was set up to be fast only. */
async function lax<T>(name: string): Promise<T | undefined> {
  const values: Record<string, string> = {
    innodb_flush_log_at_trx_commit: '2',
    log_bin: 'ON',
    sync_binlog: '0',
    sql_mode: 'NO_ENGINE_SUBSTITUTION',
  };
  return { Value: values[name] ?? 'OFF', c: 'utf8mb4_general_ci' } as T;
}
