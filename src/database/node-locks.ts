/*
 * Nodes of a Galera cluster do not tell each other of row locks: a SELECT … FOR UPDATE on one is not seen on another. What they
 * do find, when a transaction commits, is that another node has committed a write of the same row meanwhile; then one of the
 * two begins again. So a transaction that has locked rows writes, just before its commit, a row that stands for each: a slot.
 */

/** Slots in all: two rows may share one, and then one of two transactions begins again in vain. */
const SLOTS = 2 ** 20;
/** Slots of one row that many hold at the same time: a holder writes any one of them, who locks the row writes all. */
const SHARES = 256;
/** The tables of such rows. Rows of other tables are held by one at a time on a cluster. */
const SHARED = new Set(['stamps', 'mail_batches', 'plans']);
/** Slots of one statement. */
const CHUNK = 5000;

/** The rows that a transaction has locked, as the other nodes of a cluster get to know of them. */
export class NodeLocks {
  private readonly slots = new Set<number>();

  /** Notes rows that were locked. @param sql their SELECT, whose first table they are of, with their `id` among its columns */
  lock(sql: string, rows: readonly unknown[]): void {
    if (rows.length === 0) return;
    const table = tableOf(sql);
    const shares = SHARED.has(table) ? SHARES : 1;
    for (const row of rows) {
      const id = idOf(row, sql);
      for (let share = 0; share < shares; share += 1) this.slots.add(slotOf(table, id, share));
    }
  }

  /** Notes rows that are held beside others. @param sql as in `lock` */
  hold(sql: string, rows: readonly unknown[]): void {
    if (rows.length === 0) return;
    const table = tableOf(sql);
    const shares = SHARED.has(table) ? SHARES : 1;
    // A row that a join gives several times takes one slot.
    const ids = new Set(rows.map((row) => idOf(row, sql)));
    for (const id of ids) this.slots.add(slotOf(table, id, Math.floor(Math.random() * shares)));
  }

  /** The statements that tell the other nodes, always in the same order of rows; none where nothing was locked. */
  statements(): string[] {
    const rows = [...this.slots].sort((a, b) => a - b).map((id) => `(${id}, 0)`);
    const statements: string[] = [];
    for (let at = 0; at < rows.length; at += CHUNK) {
      const piece = rows.slice(at, at + CHUNK).join(', ');
      statements.push(`INSERT INTO lock_slots (id, turn) VALUES ${piece} ON DUPLICATE KEY UPDATE turn = 1 - turn`);
    }
    return statements;
  }
}

/** A slot of a row, from 1 on. */
export function slotOf(table: string, id: number, share = 0): number {
  // FNV-1a with a last mixing: the same in every process, and neighbours lie apart.
  let hash = 0x811c9dc5;
  for (const letter of `${table}:${id}:${share}`) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (((hash ^ (hash >>> 13)) >>> 0) % SLOTS) + 1;
}

/** The first table that is not of a SELECT inside. */
function tableOf(sql: string): string {
  let outer = sql;
  for (let before = ''; before !== outer;) {
    before = outer;
    outer = outer.replace(/\([^()]*\)/g, ' ');
  }
  const table = /\bFROM\s+(\w+)/.exec(outer)?.[1];
  if (table === undefined) throw new Error(`what is locked is selected from a table: ${sql}`);
  return table;
}

function idOf(row: unknown, sql: string): number {
  const { id } = row as { id?: unknown };
  if (typeof id !== 'number') throw new Error(`rows that are locked need their id: ${sql}`);
  return id;
}
