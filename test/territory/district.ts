import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImportOptions } from '../../src/interchange/import-runner.js';
import { ImportRunner } from '../../src/interchange/import-runner.js';
import { FileRegistry } from '../../src/interchange/registry.js';
import type { ImportReport } from '../../src/interchange/report.js';
import { csvLine } from '../../src/interchange/writer.js';
import { TerritoryStore } from '../../src/territory/territory.store.js';
import type { World } from '../support/world.js';

export const REAL = join(import.meta.dirname, '..', '..', 'demo', 'tam-duong');

/** Brings in a file of the real district. */
export async function importReal(world: World, kind: 'units' | 'successions'): Promise<ImportReport> {
  return world.get(ImportRunner).run(kind, join(REAL, `${kind}.csv`), `${kind}.csv`);
}

/** Brings in lines of CSV, the header first. */
export async function importLines(
  world: World,
  kind: string,
  lines: readonly string[],
  options: ImportOptions = {},
): Promise<ImportReport> {
  const folder = mkdtempSync(join(tmpdir(), 'lan-toa-file-'));
  try {
    const path = join(folder, `${kind}.csv`);
    writeFileSync(path, lines.join('\n'));
    return await world.get(ImportRunner).run(kind, path, `${kind}.csv`, options);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the export of a kind writes, line by line. */
export async function exported(world: World, kind: string): Promise<string[]> {
  const exporter = world.get(FileRegistry).exporter(kind);
  if (!exporter) throw new Error(`no exporter of ${kind}`);
  const lines = [csvLine(exporter.header)];
  for await (const row of exporter.rows()) lines.push(csvLine(row));
  return lines.map((line) => line.trimEnd());
}

/** "line column key" of each faulty value. */
export function reasons(report: ImportReport): string[] {
  return report.rejected.map(({ line, column, reason }) => `${line} ${column} ${reason.key}`);
}

/** The id of the place that had a code on a day. */
export async function placeId(world: World, code: string, day: string): Promise<number> {
  const place = (await world.get(TerritoryStore).territory()).placeAt(code, day);
  if (!place) throw new Error(`no place ${code} on ${day}`);
  return place.id;
}
