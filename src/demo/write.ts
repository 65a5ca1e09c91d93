import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateDemo } from './generate.js';
import { DEMO_COLUMNS, DEMO_KINDS, type DemoFiles } from './rows.js';
import { realFile } from './territory.js';

/** A cell as RFC 4180 wants it: quoted where a comma, a quote or a line break is in it. */
function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function fileText(columns: readonly string[], rows: readonly Record<string, string>[]): string {
  const lines = rows.map((row) => columns.map((column) => cell(row[column] ?? '')).join(','));
  return [columns.join(','), ...lines, ''].join('\n');
}

/**
 * Writes the demonstration district as interchange files into a folder (made when it is missing): `plan.json`
 * and one CSV per kind, ready for `import-all`.
 */
export async function writeDemo(folder: string, files: DemoFiles = generateDemo()): Promise<void> {
  await mkdir(folder, { recursive: true });
  await copyFile(realFile('plan.json'), join(folder, 'plan.json'));
  for (const kind of DEMO_KINDS) {
    await writeFile(join(folder, `${kind}.csv`), fileText(DEMO_COLUMNS[kind], files[kind]), 'utf8');
  }
}
