import { closeSync, futimesSync, openSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long a process writes one transaction after the other while another one waits, and how long it then leaves the lock. */
const TURN_MS = 10;
const GAP_MS = 4;
/** Somebody who waits says so as often as this; what was said longer ago counts no more. */
const SAID_EVERY_MS = 50;
const BELIEVED_MS = 200;
/** Somebody who waits looks after so many milliseconds again: within the gap of the others, and less often where the wait is long. */
const SHORTEST_MS = 1;
const LONGEST_MS = 10;
const PATIENT_AFTER_MS = 2000;

/**
 * Taking turns with the other processes that write to one SQLite database. Its lock has no queue, and waiting for it inside
 * SQLite would hold up everything else that this process does: so whoever waits looks again and again. Beside the database
 * lies a file whose time says that somebody waits; whoever writes one transaction after the other then leaves a gap.
 */
export class SqliteTurns {
  private readonly path: string;
  private turnBegan = 0;
  private said = 0;

  /** @param database path of the database */
  constructor(database: string) {
    this.path = `${database}-waiting`;
  }

  /** To be called before each transaction. */
  async leaveGap(): Promise<void> {
    if (performance.now() - this.turnBegan < TURN_MS) return;
    if (this.somebodyWaits()) await sleep(GAP_MS);
    this.turnBegan = performance.now();
  }

  /** Waits for the next look at the lock. @param waited milliseconds since the first look */
  async wait(waited: number): Promise<void> {
    if (performance.now() - this.said > SAID_EVERY_MS) this.say();
    await sleep(waited < PATIENT_AFTER_MS ? SHORTEST_MS : LONGEST_MS);
    this.turnBegan = performance.now();
  }

  private say(): void {
    this.said = performance.now();
    try {
      const file = openSync(this.path, 'a', 0o600);
      futimesSync(file, new Date(), new Date());
      closeSync(file);
    } catch {
      // A folder that takes no file: waiting goes on, with less luck.
    }
  }

  private somebodyWaits(): boolean {
    const file = statSync(this.path, { throwIfNoEntry: false });
    return file !== undefined && Date.now() - file.mtimeMs < BELIEVED_MS;
  }
}
