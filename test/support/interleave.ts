import type { Database } from '../../src/database/database.js';

/**
 * Two transactions at once: the second begins when the first has done everything but the commit, and has time to come as far
 * as it can: either it waits for the first, or overtakes it.
 * @param second begins a transaction of its own
 */
export async function interleave(
  database: Database,
  first: () => Promise<unknown>,
  second: () => Promise<unknown>,
): Promise<void> {
  const [done, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const one = database.transaction(async () => {
    await first();
    done.resolve();
    await gate.promise;
  });
  await Promise.race([done.promise, one]);
  const other = second();
  await Promise.race([other.catch(() => undefined), new Promise((resolve) => setTimeout(resolve, 300))]);
  gate.resolve();
  await Promise.all([one, other]);
}
