import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FolderExport } from '../../src/interchange/folder-export.js';
import { Field } from './field.js';

/** More than an import keeps of activities at once. */
const MANY = 5600;

let field: Field;
beforeAll(async () => {
  field = await Field.create();
});
afterAll(() => field.world.close());

const lines = (count: number, line: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => line(n)).join('\n');

describe('a long file', () => {
  it('speaks of activities again that the import has forgotten meanwhile', async () => {
    await field.good('activities', `code,plan,kind,title,unit\n${lines(MANY, (n) => `X${n},P,training,Lớp,C`)}`);
    const first = lines(MANY, (n) => `X${n},1,2025-06-01`);
    const again = lines(3, (n) => `X${n},2,2025-06-02`);
    expect(await field.good('sessions', `activity,number,date\n${first}\n${again}`)).toEqual([MANY + 3, 0, 0]);
  });

  it('tells an export how far it is, never more than all', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lan-toa-long-'));
    const told: [number, number][] = [];
    const written = await field.world.get(FolderExport).write(folder, (...step) => told.push(step));
    rmSync(folder, { recursive: true });
    const rows = written.reduce((sum, file) => sum + file.rows, 0);
    expect(told.map(([done]) => done)).toEqual(told.map((_, at) => (at + 1) * 500));
    expect(told.at(-1)?.[0]).toBeGreaterThan(rows - 600);
    const shares = told.map(([, share]) => share);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBeGreaterThan(0.9);
    expect(shares.at(-1)).toBeLessThanOrEqual(1);
  });
});
