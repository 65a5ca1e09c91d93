import { faulty } from '../interchange/import-runner.js';
import type { RowResult } from '../interchange/importer.js';
import { NearUnits } from '../territory/near-units.js';
import type { Scope } from '../territory/scope.js';

/**
 * Why a row may not have this home, or null: a home is a code that some place ever had (counting method §3), inside the
 * territory of whoever brings it in. One check for one file.
 */
export class HomeCheck {
  private readonly near: NearUnits;

  constructor(private readonly scope: Scope) {
    this.near = new NearUnits(scope);
  }

  /** A record outside the territory is not to be touched. @param before the home of the record so far */
  outside(line: number, ref: string, before: string | undefined): RowResult | null {
    if (before === undefined || this.scope.coversCode(before)) return null;
    return faulty(line, 'ref', ref, 'people.ref_outside');
  }

  /** The home that the row says. */
  fault(line: number, unit: string): RowResult | null {
    if (this.scope.territory.placesOfCode(unit).length === 0) return this.unknownUnit(line, unit);
    return this.scope.coversCode(unit) ? null : faulty(line, 'unit', unit, 'people.unit_outside');
  }

  private unknownUnit(line: number, unit: string): RowResult {
    const near = this.near.of(unit);
    if (near === '') return faulty(line, 'unit', unit, 'people.unit_unknown', { unit });
    return faulty(line, 'unit', unit, 'people.unit_unknown_near', { unit, near });
  }
}
