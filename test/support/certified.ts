import { Issuing } from '../../src/certificates/issuing.js';
import type { World } from './world.js';

/** Issues the certificates of a commune's activity. @returns the id of its person's */
export async function certified(world: World, mark: string): Promise<number> {
  await world.get(Issuing).issue(`A-${mark}`);
  const row = await world.database.row<{ id: number }>(
    `SELECT c.id FROM certificates c JOIN people p ON p.id = c.person_id JOIN activities a ON a.id = c.activity_id
     WHERE p.ref = ? AND a.code = ?`,
    [`P-${mark}`, `A-${mark}`],
  );
  return Number(row?.id);
}
