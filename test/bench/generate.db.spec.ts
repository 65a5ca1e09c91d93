import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from '../../bench/generate/generate.js';
import { lantoaHere } from '../commands/district.js';
import { freshSettings } from '../support/world.js';

jest.setTimeout(180_000);

const folder = (): string => mkdtempSync(join(tmpdir(), 'lan-toa-generate-'));

describe('a generated folder', () => {
  it('is brought in without a fault, then its corrections, and what is kept to be fast is right after both', async () => {
    const [files, corrections, settings] = [folder(), folder(), await freshSettings()];
    generate({ provinces: 2, communes: 32, people: 40, participations: 1000 }, 'db', files, corrections);
    for (const each of [files, corrections]) {
      expect(await lantoaHere(settings, ['import-all', each])).toMatchObject({ status: 0, err: '' });
      expect(await lantoaHere(settings, ['recount', '--check'])).toMatchObject({ status: 0, err: '' });
    }
    const words = ['coverage', '--plan', 'KH-P02', '--as-of', '2026-09-30', '--format', 'csv'];
    const { out } = await lantoaHere(settings, words);
    expect(out.split('\n').find((line) => line.startsWith('KH-P02,2.3,informed,child,P02,'))).toMatch(
      /,met,|,uncertain,|,not_met,/,
    );
  });
});
