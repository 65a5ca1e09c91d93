import { Issuing } from '../../src/certificates/issuing.js';
import type { World } from './world.js';

/** Issues the certificates of a commune's activity. @returns that of its person */
export async function certified(world: World, mark: string): Promise<{ certificate: number; certificateCode: string }> {
  await world.get(Issuing).issue(`A-${mark}`);
  const row = await world.database.row<{ id: number; code: string }>(
    `SELECT c.id, c.code FROM certificates c JOIN people p ON p.id = c.person_id JOIN activities a ON a.id = c.activity_id
     WHERE p.ref = ? AND a.code = ?`,
    [`P-${mark}`, `A-${mark}`],
  );
  return { certificate: Number(row?.id), certificateCode: row?.code ?? '' };
}
