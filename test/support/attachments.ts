import { AttachedFiles } from '../../src/activities/attached-files.js';
import { CertificateImages } from '../../src/certificates/certificate-images.js';
import { DesignDesk } from '../../src/certificates/design-desk.js';
import { FileIntake } from '../../src/files/file-intake.js';
import { picture } from './pictures.js';
import type { World } from './world.js';

/**
 * Hangs a photo on the first session of an activity, attaches a material to it, and gives it and plans a seal for their
 * certificates. @returns the ids of the first two
 */
export async function attachTo(
  world: World,
  code: string,
  ...plans: string[]
): Promise<{ photo: number; material: number }> {
  const [intake, files] = [world.get(FileIntake), world.get(AttachedFiles)];
  await files.addPhotos(code, 1, await intake.photos([await picture(world)]), null);
  await files.addMaterials(code, await intake.materials([await picture(world)]));
  const [images, designs] = [world.get(CertificateImages), world.get(DesignDesk)];
  const seal = await images.keep(await picture(world));
  for (const plan of plans) await designs.picture('plan', plan, 'seal', seal);
  await designs.picture('activity', code, 'seal', seal);
  const rows = await world.database.rows<{ id: number; kind: string }>(
    'SELECT f.id, f.kind FROM files f JOIN activities a ON a.id = f.activity_id WHERE a.code = ? ORDER BY f.id',
    [code],
  );
  const last = (kind: string): number => rows.findLast((row) => row.kind === kind)?.id ?? 0;
  return { photo: last('photo'), material: last('material') };
}
