import { Activities } from './activities.ts';
import { Corrections } from './corrections.ts';
import { Dice } from './dice.ts';
import { type FileName, Files } from './files.ts';
import { Land } from './land.ts';
import { People } from './people.ts';
import { planOf } from './plan.ts';
import { Records } from './records.ts';
import type { Shape } from './shape.ts';

export type Rows = Partial<Record<FileName, number>>;

/**
 * Writes a country, a province or a district as interchange files that `import-all` takes, and a second folder with
 * corrections to be brought in after it. The same seed and shape give the same bytes; memory does not grow with the size.
 * @returns the rows of each file of both folders
 */
export function generate(shape: Shape, seed: string, folder: string, corrected?: string): [Rows, Rows] {
  const files = new Files(folder);
  const corrections = corrected === undefined ? undefined : new Files(corrected);
  for (let province = 0; province < shape.provinces; province += 1) {
    writeProvince(shape, new Dice(seed), province, files, corrections);
  }
  return [files.close(), corrections?.close() ?? {}];
}

function writeProvince(shape: Shape, dice: Dice, province: number, files: Files, corrected: Files | undefined): void {
  const land = new Land(province, shape.communes);
  const people = new People(dice, land, shape, province);
  const activities = new Activities(dice, people, shape, province);
  const records = new Records(dice, land, people, province);
  const corrections = new Corrections(dice, land, people, records, province);
  files.plan(planOf(land.province));
  land.write(files);
  people.write(files);
  people.writeBaselines(files);
  if (corrected) corrections.writePeople(corrected, shape);
  for (let number = 0, written = 0; written < shape.participations; number += 1) {
    const activity = activities.one(number);
    const most = shape.participations - written;
    written += records.write(files, activity, most);
    // The last activity may be cut off: nothing of it is corrected.
    if (corrected && written < shape.participations) corrections.writeActivity(corrected, activity);
  }
}
