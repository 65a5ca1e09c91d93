import { createConnection } from 'mysql2/promise';

/** The nodes of the cluster that this run tests on, in their order; none where it is another engine. */
export function nodeUrls(): string[] {
  const urls = process.env.LANTOA_TEST_NODE_URLS;
  return urls ? urls.split(' ') : [];
}

/** Resolves when every node has what was committed before: a new database can be opened only where it is there already. */
export async function onAllNodes(): Promise<void> {
  await Promise.all(
    nodeUrls().map(async (url) => {
      const connection = await createConnection(url.replace(/^mariadb:/, 'mysql:'));
      await connection.query('SET SESSION wsrep_sync_wait = 1');
      await connection.query('SELECT 1');
      await connection.end();
    }),
  );
}
