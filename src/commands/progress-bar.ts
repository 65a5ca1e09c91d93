import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { paceOf, paceWords } from '../interchange/pace.js';

const WIDTH = 30;
const STEP_MS = 100;

/** Where a bar is shown: standard error. */
export interface Terminal {
  isTTY?: boolean;
  write(text: string): unknown;
}

/** A bar on a terminal; nothing where the output goes to a file. */
export class ProgressBar {
  private shownAt = 0;
  private readonly startedAt = Date.now();

  constructor(
    private readonly out: Terminal,
    private readonly label: string,
    private readonly locale: Locale,
  ) {}

  /** @param share of the whole that is done, 0 to 1 */
  show(rows: number, share: number): void {
    if (!this.out.isTTY || Date.now() - this.shownAt < STEP_MS) return;
    this.shownAt = Date.now();
    this.line(share, paceWords(this.locale, rows, paceOf(rows, share, this.shownAt - this.startedAt)));
  }

  /** Everything was read; what follows from it is worked out, for which there is no measure. */
  settling(): void {
    if (!this.out.isTTY) return;
    this.shownAt = Date.now();
    this.line(1, translate(this.locale, 'interchange.settling'));
  }

  /** Clears the line. */
  end(): void {
    if (this.out.isTTY && this.shownAt > 0) this.out.write('\r\u001b[K');
  }

  private line(share: number, words: string): void {
    const full = Math.round(Math.min(1, share) * WIDTH);
    const bar = '█'.repeat(full) + '░'.repeat(WIDTH - full);
    const percent = String(Math.floor(Math.min(1, share) * 100)).padStart(3);
    this.out.write(`\r${this.label.padEnd(14)} ${bar} ${percent}% ${words}\u001b[K`);
  }
}
