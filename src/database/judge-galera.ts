import type { Database } from './database.js';
import type { Finding } from './judge.js';

/** Fewer, and the loss of one node stops the others: no majority is left. */
const FEWEST = 3;

/** What a node tells of itself and its cluster, by the names of the server. */
export interface NodeFacts {
  wsrep_cluster_status: string | undefined;
  wsrep_cluster_size: string | undefined;
  wsrep_local_state_comment: string | undefined;
  /** As sessions of the program have it. */
  wsrep_sync_wait: string | undefined;
  innodb_snapshot_isolation: string | undefined;
}

/** What is in force at the node that the program is connected to; every node is to be asked by itself. */
export async function judgeGalera(database: Database): Promise<Finding[]> {
  const ask = async (sql: string, name: string): Promise<string | undefined> =>
    (await database.row<{ Value: string }>(sql, [name]))?.Value;
  const status = (name: string): Promise<string | undefined> => ask('SHOW STATUS LIKE ?', name);
  const variable = (name: string): Promise<string | undefined> => ask('SHOW VARIABLES LIKE ?', name);
  return clusterFindings({
    wsrep_cluster_status: await status('wsrep_cluster_status'),
    wsrep_cluster_size: await status('wsrep_cluster_size'),
    wsrep_local_state_comment: await status('wsrep_local_state_comment'),
    wsrep_sync_wait: await variable('wsrep_sync_wait'),
    innodb_snapshot_isolation: await variable('innodb_snapshot_isolation'),
  });
}

/** Judges what a node told. */
export function clusterFindings(facts: NodeFacts): Finding[] {
  const size = Number(facts.wsrep_cluster_size ?? 0);
  return [
    {
      what: 'galera wsrep_cluster_status',
      good: facts.wsrep_cluster_status === 'Primary',
      detail: `${facts.wsrep_cluster_status}, must be Primary: this node has lost the majority and takes no work`,
    },
    {
      what: 'galera wsrep_local_state_comment',
      good: facts.wsrep_local_state_comment === 'Synced',
      advice: true,
      detail: `${facts.wsrep_local_state_comment}; Synced when the node has all data`,
    },
    {
      what: 'galera wsrep_cluster_size',
      good: size >= FEWEST && size % 2 === 1,
      advice: true,
      detail: `${size} nodes; with ${FEWEST}, or a larger odd number, the others go on when one is lost`,
    },
    {
      what: 'galera wsrep_sync_wait',
      good: (Number(facts.wsrep_sync_wait) & 1) === 1,
      detail: `${facts.wsrep_sync_wait} in sessions of the program, must hold 1: a node reads what was committed at another`,
    },
    {
      what: 'galera innodb_snapshot_isolation',
      good: facts.innodb_snapshot_isolation === 'ON',
      detail: `${facts.innodb_snapshot_isolation ?? 'not known to this server'} in sessions of the program, must be ON: without it updates of two nodes are lost`,
    },
  ];
}
