const FIRST_BITS = 10;
/** Of a slot: two halves of the hash and the line; line 0: empty. */
export const WIDTH = 3;

/**
 * Lines by 64 bits of a hash instead of the text, side by side in one block of memory: a Map of two million such numbers
 * takes ten times as much. The slot follows from the first bits of the hash, so that the entries lie nearly in order.
 */
export class LineTable {
  private bits = FIRST_BITS;
  private slots = new Uint32Array(WIDTH << FIRST_BITS);
  private count = 0;

  /** @param mostBits it grows to 2 to the power of so many slots, of which three quarters are used */
  constructor(private readonly mostBits: number) {}

  /** Whether no further hash should be put. */
  get isFull(): boolean {
    return this.bits === this.mostBits && this.isCrowded;
  }

  /** Keeps the line unless the hash is there already. @returns the line that is there, 0 if none was */
  put(high: number, low: number, line: number): number {
    if (this.isCrowded && this.bits < this.mostBits) this.grow();
    const at = this.find(high, low);
    const before = this.slots[at + 2] ?? 0;
    if (before !== 0) return before;
    this.slots[at] = high;
    this.slots[at + 1] = low;
    this.slots[at + 2] = line;
    this.count += 1;
    return 0;
  }

  /** The line of a hash, 0 if it is not there. */
  get(high: number, low: number): number {
    return this.slots[this.find(high, low) + 2] ?? 0;
  }

  /** Forgets all entries; it stays as large as it has become. */
  clear(): void {
    this.slots.fill(0);
    this.count = 0;
  }

  /** All entries, one after the other, by their hash. */
  sorted(): Uint32Array {
    const { slots, count } = this;
    const entries = new Uint32Array(count * WIDTH);
    // From an empty slot on: what the last slots had no room for stands in the first ones, and belongs behind them.
    let from = 0;
    while (slots[from + 2] !== 0) from += WIDTH;
    let end = 0;
    for (let step = WIDTH; step <= slots.length; step += WIDTH) {
      const at = (from + step) % slots.length;
      if (slots[at + 2] === 0) continue;
      insert(entries, end, slots, at);
      end += WIDTH;
    }
    return entries;
  }

  private get isCrowded(): boolean {
    return this.count * 4 >= 3 * 2 ** this.bits;
  }

  /** Where the hash is, or the empty slot where it belongs. */
  private find(high: number, low: number): number {
    const { slots } = this;
    let at = (high >>> (32 - this.bits)) * WIDTH;
    while (slots[at + 2] !== 0 && (slots[at] !== high || slots[at + 1] !== low)) {
      at += WIDTH;
      if (at === slots.length) at = 0;
    }
    return at;
  }

  private grow(): void {
    const old = this.slots;
    this.bits += 1;
    this.slots = new Uint32Array(old.length * 2);
    for (let at = 0; at < old.length; at += WIDTH) {
      if (old[at + 2] !== 0) this.slots.set(old.subarray(at, at + WIDTH), this.find(old[at] ?? 0, old[at + 1] ?? 0));
    }
  }
}

/** Puts the entry of a slot among the sorted ones before `end`: it belongs at their end or a few places before. */
function insert(entries: Uint32Array, end: number, slots: Uint32Array, slot: number): void {
  const [high, low] = [slots[slot] ?? 0, slots[slot + 1] ?? 0];
  let at = end;
  while (at > 0 && isBefore(high, low, entries[at - WIDTH] ?? 0, entries[at - WIDTH + 1] ?? 0)) at -= WIDTH;
  if (at < end) entries.copyWithin(at + WIDTH, at, end);
  entries[at] = high;
  entries[at + 1] = low;
  entries[at + 2] = slots[slot + 2] ?? 0;
}

/** Whether a hash comes before another. */
export function isBefore(high: number, low: number, otherHigh: number, otherLow: number): boolean {
  return high < otherHigh || (high === otherHigh && low < otherLow);
}
