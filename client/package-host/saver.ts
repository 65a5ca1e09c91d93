/** How a state got to the server. */
export type Sent = { kind: 'kept'; said?: string } | { kind: 'elsewhere' } | { kind: 'refused' } | { kind: 'again' };

/** What a reader is told. */
export type Saying = 'saving' | 'saved' | 'waiting' | 'elsewhere' | 'refused';

/** What the saver works with: the network, the clock, and what outlives a reload of the page. */
export interface Outside {
  send(serial: number, state: string, isLast: boolean): Promise<Sent>;
  later(act: () => void, ms: number): void;
  note(unsent: { serial: number; state: string } | null): void;
  tell(saying: Saying, said?: string): void;
}

/** How long a change that the package has not asked to keep may wait for others. */
const PAUSE_MS = 3000;
const AGAIN_MS = [2000, 5000, 15_000, 30_000];

/**
 * Brings states to the server, one at a time and only the newest, each with a higher number than the one before; again and
 * again where the network fails. The same number with the same state may arrive twice.
 */
export class Saver {
  private newest: { serial: number; state: string } | null = null;
  private isBusy = false;
  private isOver = false;
  private tries = 0;
  private isWaiting = false;
  private readonly idle: (() => void)[] = [];

  constructor(
    private serial: number,
    private readonly outside: Outside,
  ) {}

  /** A new state. @param isUrgent the package wants it kept now */
  put(state: string, isUrgent: boolean): void {
    if (this.isOver) return;
    this.serial += 1;
    this.newest = { serial: this.serial, state };
    this.outside.note(this.newest);
    this.outside.tell('saving');
    if (isUrgent) void this.send(false);
    else this.wait(PAUSE_MS);
  }

  /** What was not sent before the page was loaded again. */
  takeUp(unsent: { serial: number; state: string }): void {
    this.serial = unsent.serial;
    this.newest = unsent;
    void this.send(false);
  }

  /** Now, because the page goes away or the network has come back. */
  flush(isLast: boolean): void {
    this.tries = 0;
    void this.send(isLast);
  }

  /** Settled once nothing is left to send, or nothing can be. */
  settled(): Promise<void> {
    if (this.newest === null || this.isOver) return Promise.resolve();
    return new Promise((resolve) => this.idle.push(resolve));
  }

  /** The first who waits takes all that come meanwhile along. */
  private wait(ms: number): void {
    if (this.isWaiting) return;
    this.isWaiting = true;
    this.outside.later(() => {
      this.isWaiting = false;
      void this.send(false);
    }, ms);
  }

  private async send(isLast: boolean): Promise<void> {
    if (this.newest === null || this.isOver || (this.isBusy && !isLast)) return;
    this.isBusy = true;
    const sending = this.newest;
    const sent = await this.outside.send(sending.serial, sending.state, isLast);
    this.isBusy = false;
    if (sent.kind === 'kept') this.kept(sending, sent.said);
    else if (sent.kind === 'again') {
      this.outside.tell('waiting');
      this.wait(AGAIN_MS[Math.min(this.tries, AGAIN_MS.length - 1)] ?? 0);
      this.tries += 1;
    } else this.end(sent.kind);
  }

  private kept(sending: { serial: number; state: string }, said: string | undefined): void {
    this.tries = 0;
    if (this.newest !== sending) return void this.send(false);
    this.newest = null;
    this.outside.note(null);
    this.outside.tell('saved', said);
    this.rest();
  }

  private end(why: 'elsewhere' | 'refused'): void {
    this.isOver = true;
    this.outside.note(null);
    this.outside.tell(why);
    this.rest();
  }

  private rest(): void {
    for (const resolve of this.idle.splice(0)) resolve();
  }
}
