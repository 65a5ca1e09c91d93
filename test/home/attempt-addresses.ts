import { answered } from '../support/answered.js';
import { marked } from '../support/marked.js';
import type { World } from '../support/world.js';

/** The pages of attempts for the staff, as in addresses.ts. */
export const ATTEMPT_PAGES: Record<string, string[]> = {
  '/quizzes/attempts/{attempt}': ['/quizzes/attempts/{attempt}'],
  '/quizzes/marking': ['/quizzes/marking'],
  '/quizzes/marking/{attempt}': ['/quizzes/marking/{attempt}'],
};

/** An attempt of somebody of a training in which something waits to be marked, and a quiz that others answered. */
export async function attemptOf(world: World, training: string): Promise<Record<string, string>> {
  const row = await world.database.row<{ ref: string }>(
    `SELECT e.ref FROM participations p JOIN activities a ON a.id = p.activity_id JOIN people e ON e.id = p.person_id
     WHERE a.code = ? ORDER BY p.id LIMIT 1`,
    [training],
  );
  const others = await world.database.rows<{ ref: string }>(
    `SELECT DISTINCT e.ref FROM participations p JOIN activities a ON a.id = p.activity_id JOIN people e ON e.id = p.person_id
     WHERE a.code = ? AND e.ref <> ? ORDER BY e.ref LIMIT 7`,
    [training, row?.ref ?? ''],
  );
  const { attempt } = await answered(world, training, row?.ref ?? '');
  return {
    attempt: String(attempt),
    ...(await marked(
      world,
      training,
      others.map(({ ref }) => ref),
    )),
  };
}
