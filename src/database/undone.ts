import type { Database } from './database.js';

/** Carries what work has found out of a transaction that is taken back. */
class Undone extends Error {
  constructor(readonly found: unknown) {
    super('undone');
  }
}

/**
 * Does work as one transaction, with all that follows from it before a commit, and takes everything back: what it would do, and
 * what refuses it, is known for certain. @returns what the work returned
 */
export async function undone<T>(database: Database, work: () => Promise<T>): Promise<T> {
  try {
    return await database.transaction(
      async () => {
        const found = await work();
        await database.flush();
        throw new Undone(found);
      },
      { apart: true },
    );
  } catch (error) {
    if (error instanceof Undone) return error.found as T;
    throw error;
  }
}
