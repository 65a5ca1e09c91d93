import { AttachedFiles } from '../../src/activities/attached-files.js';
import { FileIntake } from '../../src/files/file-intake.js';
import { picture } from './pictures.js';
import type { World } from './world.js';

/** Hangs a photo on the first session of an activity, and attaches a material to it. @returns their ids */
export async function attachTo(world: World, code: string): Promise<{ photo: number; material: number }> {
  const [intake, files] = [world.get(FileIntake), world.get(AttachedFiles)];
  await files.addPhotos(code, 1, await intake.photos([await picture(world)]), null);
  await files.addMaterials(code, await intake.materials([await picture(world)]));
  const rows = await world.database.rows<{ id: number; kind: string }>(
    'SELECT f.id, f.kind FROM files f JOIN activities a ON a.id = f.activity_id WHERE a.code = ? ORDER BY f.id',
    [code],
  );
  const last = (kind: string): number => rows.findLast((row) => row.kind === kind)?.id ?? 0;
  return { photo: last('photo'), material: last('material') };
}
