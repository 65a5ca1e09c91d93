import { faulty } from '../interchange/import-runner.js';
import type { RowResult } from '../interchange/importer.js';
import type { OpenActivities } from './open-activities.js';

/** Refuses a row whose unit no place of the actor's territory ever was, with the codes that may have been meant. */
export function unknownUnit({ near: nearUnits }: OpenActivities, line: number, unit: string): RowResult {
  const near = nearUnits.of(unit);
  if (near === '') return faulty(line, 'unit', unit, 'activities.unknown_unit', { code: unit });
  return faulty(line, 'unit', unit, 'activities.unknown_unit_near', { code: unit, near });
}
