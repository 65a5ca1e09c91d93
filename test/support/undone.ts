import type { Database } from '../../src/database/database.js';

/** Carries the outcome of a transaction out of it while its rows are taken back. */
class Undone extends Error {
  constructor(readonly outcome: unknown) {
    super('undone');
  }
}

/**
 * From now on every transaction is done in full and then taken back, so that each request of a long table meets the same
 * records. @returns how many transactions there have been, when asked
 */
export function undoEverything(database: Database): () => number {
  let transactions = 0;
  const run = database.transaction.bind(database);
  database.transaction = async <T>(work: () => Promise<T>): Promise<T> => {
    if (database.inTransaction()) return run(work);
    transactions += 1;
    try {
      return await run(async () => {
        const outcome = await work();
        await database.flush();
        throw new Undone(outcome);
      });
    } catch (error) {
      if (error instanceof Undone) return error.outcome as T;
      throw error;
    }
  };
  return () => transactions;
}
