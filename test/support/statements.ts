import type { QueryRunner } from 'typeorm';
import type { Database } from '../../src/database/database.js';

/** Notes from now on what transactions ask and write, with their beginnings and ends. @returns hands over what came since it was asked last */
export function statementsOf({ source }: Database): () => string[] {
  let noted: string[] = [];
  const known = new WeakSet<QueryRunner>();
  const make = source.createQueryRunner.bind(source);
  source.createQueryRunner = (...how) => {
    const runner = make(...how);
    if (known.has(runner)) return runner;
    known.add(runner);
    const query = runner.query.bind(runner) as (...asked: unknown[]) => Promise<unknown>;
    runner.query = (async (...asked: unknown[]) => {
      noted.push(String(asked[0]));
      return query(...asked);
    }) as QueryRunner['query'];
    return runner;
  };
  return () => {
    const since = noted;
    noted = [];
    return since;
  };
}
