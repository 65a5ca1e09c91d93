/** What was worked out once and is asked for again; of more than `most` the oldest go. */
export class Kept<T> {
  private readonly known = new Map<string, T>();

  constructor(private readonly most: number) {}

  /** What is kept under a key, or what `make` gives, which must be the same for the same key. */
  get(key: string, make: () => T): T {
    const found = this.known.get(key);
    if (found !== undefined) return found;
    const made = make();
    if (this.known.size >= this.most) this.known.delete(this.known.keys().next().value ?? '');
    this.known.set(key, made);
    return made;
  }

  /** What was kept is made anew the next time. */
  forget(key: string): void {
    this.known.delete(key);
  }
}
