import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nowIso } from '../../src/config/clock.js';
import { ImportRunner } from '../../src/interchange/import-runner.js';
import { FileRegistry } from '../../src/interchange/registry.js';
import type { ImportReport } from '../../src/interchange/report.js';
import { csvLine } from '../../src/interchange/writer.js';
import { Organisation, Person } from '../../src/people/people.entities.js';
import { PersonMerges } from '../../src/people/person-merges.js';
import { Plan } from '../../src/plans/plans.entities.js';
import { PlaceRow, SuccessionRow } from '../../src/territory/territory.entities.js';
import { TerritoryStore } from '../../src/territory/territory.store.js';
import { World } from '../support/world.js';

const ALWAYS = { valid_from: '0001-01-01', valid_to: '9999-12-31' };
const OLD = { valid_from: '0001-01-01', valid_to: '2025-06-30' };
const NEW = { valid_from: '2025-07-01', valid_to: '9999-12-31' };

/** The places of the worked example (counting method §8) with the class 6A of commune C. */
const PLACES: Pick<PlaceRow, 'code' | 'level' | 'parent_code' | 'valid_from' | 'valid_to'>[] = [
  { code: 'D', level: 'district', parent_code: null, ...ALWAYS },
  { code: 'A', level: 'commune', parent_code: 'D', ...OLD },
  { code: 'B', level: 'commune', parent_code: 'D', ...OLD },
  { code: 'N', level: 'commune', parent_code: 'D', ...NEW },
  { code: 'C', level: 'commune', parent_code: 'D', ...ALWAYS },
  { code: '6A', level: 'cohort', parent_code: 'C', ...ALWAYS },
];

const HOMES: Record<string, string> = { p1: 'A', p2: 'A', p3: 'B', p4: 'B', p5: 'N', p6: 'C' };

/** A district at work: the worked example's places, plan and people, into which tests load files. */
export class Field {
  readonly places = new Map<string, number>();

  private constructor(readonly world: World) {}

  static async create(env: Record<string, string> = {}): Promise<Field> {
    const field = new Field(await World.create(env));
    await field.world.database.transaction(() => field.settle());
    return field;
  }

  /** Loads rows of a file; the first line is the header. */
  async load(kind: string, lines: string, options: { partial?: boolean } = {}): Promise<ImportReport> {
    const text = lines
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .join('\n');
    const path = join(this.world.settings.dataDir, `${kind}.csv`);
    writeFileSync(path, `${text}\n`);
    return this.world.get(ImportRunner).run(kind, path, `${kind}.csv`, options);
  }

  /** As `load`, and the file must be good. @returns inserted, updated, unchanged */
  async good(kind: string, lines: string): Promise<[number, number, number]> {
    const report = await this.load(kind, lines);
    expect({ rejected: report.rejected, refusal: report.refusal }).toEqual({ rejected: [], refusal: null });
    return [report.inserted, report.updated, report.unchanged];
  }

  /** The ledger as a person would read it: `E1 p1 teacher informed 2025-03-10 A`. */
  async ledger(): Promise<string[]> {
    const rows = await this.world.database.rows<Record<string, string>>(
      `SELECT a.code, pe.ref, o.ref AS organisation, q.group_code, q.measure, q.date, pl.code AS place
       FROM qualifications q JOIN activities a ON a.id = q.activity_id JOIN places pl ON pl.id = q.place_id
       JOIN participations p ON p.id = q.participation_id
       LEFT JOIN organisations o ON o.id = p.organisation_id AND q.subject_id = o.id
       LEFT JOIN people pe ON pe.id = q.subject_id AND p.organisation_id IS NULL`,
    );
    return rows
      .map((r) => `${r.code} ${r.organisation ?? r.ref} ${r.group_code} ${r.measure} ${r.date} ${r.place}`)
      .sort();
  }

  /** What an export writes, as text. */
  async exported(kind: string): Promise<string> {
    const exporter = this.world.get(FileRegistry).exporter(kind);
    let text = csvLine(exporter?.header ?? []);
    for await (const row of exporter?.rows() ?? []) text += csvLine(row);
    return text;
  }

  async id(table: string, column: string, value: string): Promise<number> {
    const row = await this.world.database.row<{ id: number }>(`SELECT id FROM ${table} WHERE ${column} = ?`, [value]);
    return row?.id ?? 0;
  }

  /** Takes everything out that happened: activities with all that belongs to them, merges and events. */
  async empty(): Promise<void> {
    const { database } = this.world;
    const marks = ['qualifications', 'completions', 'test_results', 'headcounts', 'attendance', 'participations'];
    await database.transaction(async () => {
      const books = ['first_reaches', 'span_counts', 'gatherings'];
      for (const table of ['events', 'person_merges', ...books, ...marks, 'sessions', 'activities'])
        await database.execute(`DELETE FROM ${table}`);
      await database.execute('UPDATE people SET merged_into_id = NULL');
    });
  }

  /** Parts the record from whom it is merged into, and merges it into another one. @returns whether anything came of it */
  async mergeAnew(from: string, into: string): Promise<boolean> {
    const merges = this.world.get(PersonMerges);
    const merged = await this.world.database.row<{ id: number }>(
      'SELECT m.id FROM person_merges m JOIN people pe ON pe.id = m.from_id WHERE pe.ref = ? AND m.undone_at IS NULL',
      [from],
    );
    if (merged) await merges.undo(merged.id);
    if (into === '') return merged !== undefined;
    await merges.merge(from, into, null);
    return true;
  }

  private async settle(): Promise<void> {
    const { database } = this.world;
    await database.insert(
      PlaceRow,
      PLACES.map((place) => ({ ...place, name: `Xã ${place.code}`, version: 1 })),
    );
    for (const { id, code } of await database.rows<PlaceRow>('SELECT id, code FROM places')) this.places.set(code, id);
    await database.insert(
      SuccessionRow,
      ['A', 'B'].map((code, position) => ({ ...this.merged(code), main: 0, position })),
    );
    await this.world.get(TerritoryStore).changed(null);
    await database.insert(Plan, [this.plan()]);
    await this.people(HOMES);
    await database.insert(
      Organisation,
      ['h1', 'h2'].map((ref) => ({ ...this.organisation(ref), unit_code: ref === 'h1' ? 'C' : 'B' })),
    );
  }

  /** Adds people by ref and home. */
  async people(homes: Record<string, string>): Promise<void> {
    await this.world.database.insert(
      Person,
      Object.entries(homes).map(([ref, unit_code]) => ({
        ref,
        unit_code,
        full_name: `Người ${ref}`,
        sort_name: ref,
        sort_key: ref,
        created_at: nowIso(),
        version: 1,
      })),
    );
  }

  private merged(code: string): Pick<SuccessionRow, 'predecessor_id' | 'successor_id' | 'date'> {
    const of = (name: string): number => this.places.get(name) ?? 0;
    return { predecessor_id: of(code), successor_id: of('N'), date: '2025-07-01' };
  }

  private plan(): Partial<Plan> {
    const titles = { title_vi: 'Ví dụ', title_en: 'Example', legal_basis: '[]' };
    const place = { unit_code: 'D', place_id: this.places.get('D') ?? 0 };
    return { code: 'P', ...titles, ...place, start: '2021-01-01', end: '2025-12-31', version: 1 };
  }

  private organisation(ref: string): Partial<Organisation> {
    return {
      ref,
      name: `Hộ ${ref}`,
      sort_name: ref,
      sort_key: ref,
      group_code: 'household',
      created_at: nowIso(),
      version: 1,
    };
  }
}
