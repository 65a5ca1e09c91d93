/** What was asked for lately: the least recently used is forgotten, so that memory does not grow with the questions. */
export class Recent<V> {
  private readonly kept = new Map<string, V>();

  /** @param most how many are left when the others are forgotten */
  constructor(private readonly most: number) {}

  get size(): number {
    return this.kept.size;
  }

  /** What is kept under the key; made where nothing is. */
  recall(key: string, make: () => V): V {
    const value = this.kept.get(key) ?? make();
    // A map is walked in the order in which its keys came: the last used stands last.
    this.kept.delete(key);
    this.kept.set(key, value);
    return value;
  }

  /** Forgets what is too many. */
  trim(): void {
    for (const key of this.kept.keys()) {
      if (this.kept.size <= this.most) return;
      this.kept.delete(key);
    }
  }
}
