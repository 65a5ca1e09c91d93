import { DomainError } from '../errors.js';
import { isAway } from './engine-errors.js';

/** How often somebody looks where there is anything to look for. */
const BEAT_MS = 1000;
/** Work on the server that has taken so long makes somebody look whether it still answers. */
const PATIENCE_MS = 2000;

/** The server does not answer. It is known already, and was told once to who runs the product. */
export class DatabaseAway extends DomainError {
  constructor() {
    super('database.away', {}, 'unavailable');
  }
}

/**
 * Whether the database server answers. Nobody asks it while all goes well: only after an error of a connection, while some work
 * takes long (a machine without its network says nothing at all), and while it is away. As soon as it is known to be away
 * everybody is refused at once, instead of waiting for a connection of their own.
 */
export class Pulse {
  private away = false;
  private looking: Promise<void> | undefined;
  /** What is going on: how to refuse it, and since when. */
  private readonly going = new Map<() => void, number>();
  private readonly listeners: ((away: boolean) => void)[] = [];
  private readonly beat: NodeJS.Timeout;

  /**
   * @param ask asks the server by a connection of its own; rejects where it does not answer within seconds
   * @param cutAll ends all connections, so that nothing waits on them any more
   */
  constructor(
    private readonly ask: () => Promise<void>,
    private readonly cutAll: () => void,
  ) {
    this.beat = setInterval(() => void this.lookIfNeeded(), BEAT_MS).unref();
  }

  /** Is told when the server goes away (true) and when it answers again (false). */
  onChange(listener: (away: boolean) => void): void {
    this.listeners.push(listener);
  }

  /** Work that may simply be left where the server goes away: it has changed nothing. @throws DatabaseAway at once then */
  async leaving<T>(work: () => Promise<T>): Promise<T> {
    if (this.away) throw new DatabaseAway();
    return new Promise<T>((resolve, reject) => {
      const leave = (): void => reject(new DatabaseAway());
      void this.noting(leave, work).then(resolve, reject);
    });
  }

  /** Work that must come to its own end: its connection ends where the server goes away. */
  async watched<T>(work: () => Promise<T>): Promise<T> {
    return this.noting(() => undefined, work);
  }

  /** To be asked about an error. @returns whether the server is away */
  async isAwayAfter(error: unknown): Promise<boolean> {
    if (!this.away && isAway(error)) await this.look();
    return this.away && isAway(error);
  }

  /** Looks no more. */
  stop(): void {
    clearInterval(this.beat);
  }

  private async noting<T>(leave: () => void, work: () => Promise<T>): Promise<T> {
    this.going.set(leave, performance.now());
    try {
      return await work();
    } finally {
      this.going.delete(leave);
    }
  }

  private async lookIfNeeded(): Promise<void> {
    const long = performance.now() - PATIENCE_MS;
    if (this.away || [...this.going.values()].some((since) => since < long)) await this.look();
  }

  /** All who want to know at the same time ask once. */
  private look(): Promise<void> {
    this.looking ??= this.lookNow().finally(() => (this.looking = undefined));
    return this.looking;
  }

  private async lookNow(): Promise<void> {
    const away = await this.ask().then(() => false, isAway);
    if (away === this.away) return;
    this.away = away;
    if (away) {
      this.cutAll();
      for (const leave of [...this.going.keys()]) leave();
    }
    for (const listener of this.listeners) listener(away);
  }
}
