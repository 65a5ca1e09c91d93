import { faulty } from '../interchange/import-runner.js';
import type { RowResult } from '../interchange/importer.js';
import type { Scope } from '../territory/scope.js';
import { nearUnits } from './near-units.js';

/**
 * Why a row may not have this home, or null: a home is a code that some place ever had (counting method §3), inside the
 * territory of whoever brings it in.
 */
export class HomeCheck {
  private readonly unknown = new Map<string, string>();

  constructor(private readonly scope: Scope) {}

  /** @param before the home of the record so far; a record outside the territory is not to be touched either */
  fault(line: number, ref: string, unit: string, before: string | undefined): RowResult | null {
    if (before !== undefined && !this.scope.coversCode(before)) return faulty(line, 'ref', ref, 'people.ref_outside');
    if (this.scope.territory.placesOfCode(unit).length === 0) return this.unknownUnit(line, unit);
    return this.scope.coversCode(unit) ? null : faulty(line, 'unit', unit, 'people.unit_outside');
  }

  private unknownUnit(line: number, unit: string): RowResult {
    const near = this.unknown.get(unit) ?? nearUnits(this.scope, unit).join('; ');
    this.unknown.set(unit, near);
    if (near === '') return faulty(line, 'unit', unit, 'people.unit_unknown', { unit });
    return faulty(line, 'unit', unit, 'people.unit_unknown_near', { unit, near });
  }
}
