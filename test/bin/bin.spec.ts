import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BIN = join(import.meta.dirname, '..', '..', 'bin');
const load = createRequire(import.meta.url);
const stamp = load(join(BIN, 'stamp.cjs')) as {
  isFresh(root: string): boolean;
  ofSources(root: string): string;
  write(dist: string, hash: string): void;
};
const lock = load(join(BIN, 'lock.cjs')) as { hold<T>(file: string, work: () => T): T };

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lan-toa-bin-'));
});
afterEach(() => rmSync(root, { recursive: true }));

describe('what was built', () => {
  it('is fresh until a source changes, comes or goes', () => {
    for (const folder of ['src/a', 'migrations', 'bin', 'dist']) mkdirSync(join(root, folder), { recursive: true });
    const made = ['src/a/one.ts', 'migrations/1.ts', 'bin/build.cjs', 'bin/bundle.cjs', '.swcrc', 'package-lock.json'];
    for (const file of made) writeFileSync(join(root, file), file);
    expect(stamp.isFresh(root)).toBe(false);
    const built = () => stamp.write(join(root, 'dist'), stamp.ofSources(root));
    built();
    expect(stamp.isFresh(root)).toBe(true);
    for (const file of [...made, 'src/a/two.ts']) {
      appendFileSync(join(root, file), 'x');
      expect([file, stamp.isFresh(root)]).toEqual([file, false]);
      built();
    }
    rmSync(join(root, 'src/a/two.ts'));
    expect(stamp.isFresh(root)).toBe(false);
  });
});

describe('the lock', () => {
  it('is held while the work lasts and given back also when it fails', () => {
    const file = join(root, 'run', 'lock');
    expect(lock.hold(file, () => readFileSync(file, 'utf8'))).toBe(String(process.pid));
    const failing = () =>
      lock.hold(file, () => {
        throw new Error('the work');
      });
    expect(failing).toThrow('the work');
    expect(existsSync(file)).toBe(false);
  });

  it('is taken from a holder that died', () => {
    const file = join(root, 'lock');
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    writeFileSync(file, String(pid));
    expect(lock.hold(file, () => 'done')).toBe('done');
  });
});

describe('the words of npm scripts', () => {
  it('are told when there is no such word', () => {
    const { status, stderr, stdout } = spawnSync(process.execPath, [join(BIN, 'run.cjs'), 'nonsense']);
    expect([status, String(stdout)]).toEqual([2, '']);
    expect(String(stderr)).toContain('start|cluster|demo|cli|build|test|check');
  });
});

describe('a Node.js that is too old', () => {
  it('is told so by the program itself, before any native part is loaded', () => {
    const pretend = `Object.defineProperty(process, 'version', { value: 'v20.1.0' });
      Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.1.0' } });`;
    const check = join(BIN, '..', 'dist', 'config', 'runtime-check.js');
    const script = `${pretend} await import(${JSON.stringify(check)}); process.stdout.write('went on');`;
    const { status, stderr, stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script]);
    expect([status, String(stdout)]).toEqual([1, '']);
    expect(String(stderr)).toMatch(/needs Node\.js 24 or newer and this is v20\.1\.0: .*npm start/);
  });
});
