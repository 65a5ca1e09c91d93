const WIDTH = 30;
const STEP_MS = 100;

/** A bar on a terminal; nothing where the output goes to a file. */
export class ProgressBar {
  private shownAt = 0;
  private readonly startedAt = Date.now();

  constructor(
    private readonly out: NodeJS.WriteStream,
    private readonly label: string,
  ) {}

  /** @param share of the file that was read, 0 to 1 */
  show(rows: number, share: number): void {
    if (!this.out.isTTY || Date.now() - this.shownAt < STEP_MS) return;
    this.shownAt = Date.now();
    const full = Math.round(Math.min(1, share) * WIDTH);
    const bar = '█'.repeat(full) + '░'.repeat(WIDTH - full);
    this.out.write(
      `\r${this.label.padEnd(14)} ${bar} ${String(Math.floor(share * 100)).padStart(3)}% ${rows}${this.left(share)}\u001b[K`,
    );
  }

  /** Clears the line. */
  end(): void {
    if (this.out.isTTY && this.shownAt > 0) this.out.write('\r\u001b[K');
  }

  private left(share: number): string {
    const spent = (Date.now() - this.startedAt) / 1000;
    if (share <= 0.02 || spent < 2) return '';
    return `  ${Math.ceil((spent / share) * (1 - share))} s`;
  }
}
