import type { AsyncLocalStorage } from 'node:async_hooks';
import { DomainError } from '../errors.js';
import type { Connection, Param } from './connection.js';
import type { Fence } from './fence.js';
import { ServerReads } from './server-reads.js';
import type { Server } from './server.js';

/** How long a request waits until the copy has what its reader saved. */
const WAIT_SECONDS = 0.5;
/** How often the copy is looked at, which also says how far behind it may be: up to twice that. */
const LOOK_MS = 5000;

/**
 * Reads of requests that only look, from a copy (replica) of the database; all others from the server itself. Where the copy is away,
 * behind, or not yet as far as its reader, the server answers.
 */
export class ReplicaReads implements Connection {
  /** What each request reads from, chosen once. */
  private readonly chosen = new WeakMap<Fence, Promise<ServerReads | undefined>>();
  private copy: { server: Server; reads: ServerReads } | undefined;
  /** What the server had written at the last look. */
  private mark: string | undefined;
  /** Whether the copy was there at the last look, and not behind. */
  private usable = false;
  private looking: Promise<void> | undefined;
  private readonly timer: NodeJS.Timeout;

  /** @param connect connects to the copy; rejects while it does not answer */
  constructor(
    private readonly home: ServerReads,
    private readonly connect: () => Promise<Server>,
    private readonly fences: AsyncLocalStorage<Fence>,
  ) {
    this.timer = setInterval(() => void this.look(), LOOK_MS).unref();
    void this.look();
  }

  async rows<T>(sql: string, params: Param[]): Promise<T[]> {
    const fence = this.fences.getStore();
    const copy = await this.copyFor(fence);
    if (!copy) return this.home.rows<T>(sql, params);
    try {
      return await copy.rows<T>(sql, params);
    } catch {
      // A wrong statement fails at home once more, and says so there.
      if (fence) fence.stayAtHome = true;
      return this.home.rows<T>(sql, params);
    }
  }

  /** `work` only reads: where the copy goes away in the middle of it, all of it is read once more at home. */
  async snapshot<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const fence = this.fences.getStore();
    const copy = await this.copyFor(fence);
    if (!copy) return this.home.snapshot(work);
    try {
      return await copy.snapshot(work);
    } catch (error) {
      // What the work itself refuses (no such plan) it would refuse at home too.
      if (error instanceof DomainError && error.kind !== 'unavailable') throw error;
      if (fence) fence.stayAtHome = true;
      return this.home.snapshot(work);
    }
  }

  close(): void {
    clearInterval(this.timer);
    this.home.close();
    void this.looking?.finally(() => this.end());
    if (!this.looking) this.end();
  }

  private end(): void {
    this.copy?.reads.close();
    if (this.copy?.server.source.isInitialized) void this.copy.server.source.destroy();
  }

  private async copyFor(fence: Fence | undefined): Promise<ServerReads | undefined> {
    if (!fence?.allowsCopy || fence.stayAtHome || !this.usable) return undefined;
    const choice = this.chosen.get(fence) ?? this.choose(fence.needs);
    this.chosen.set(fence, choice);
    return choice;
  }

  private async choose(needs: string | undefined): Promise<ServerReads | undefined> {
    const reads = this.copy?.reads;
    if (!reads || needs === undefined) return reads;
    return (await reached(reads, needs, WAIT_SECONDS)) ? reads : undefined;
  }

  /** Connects where there is no connection yet, and looks whether the copy has what the server had written at the last look. */
  private look(): Promise<void> {
    this.looking ??= this.lookNow()
      .catch(() => void (this.usable = false))
      .finally(() => (this.looking = undefined));
    return this.looking;
  }

  private async lookNow(): Promise<void> {
    const [row] = await this.home.rows<{ position: string }>('SELECT @@gtid_binlog_pos AS position', []);
    const before = this.mark ?? row?.position ?? '';
    this.mark = row?.position;
    if (!this.copy) {
      const server = await this.connect();
      this.copy = { server, reads: new ServerReads(server.source, server.pulse) };
    }
    this.usable = await reached(this.copy.reads, before, 0);
  }
}

/** Whether a copy has all up to a position, or will within some seconds. */
async function reached(reads: ServerReads, position: string, seconds: number): Promise<boolean> {
  try {
    const [row] = await reads.rows<{ late: number }>('SELECT MASTER_GTID_WAIT(?, ?) AS late', [position, seconds]);
    return Number(row?.late) === 0;
  } catch {
    return false;
  }
}
