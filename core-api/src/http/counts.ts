/** How many of something each key has at once, up to a limit. */
export class Counts {
  private readonly counts = new Map<string, number>();

  constructor(private readonly most: number) {}

  isFull(key: string): boolean {
    return (this.counts.get(key) ?? 0) >= this.most;
  }

  /** @returns what takes it back, once; undefined: the key has as many as it may */
  enter(key: string): (() => void) | undefined {
    if (this.isFull(key)) return undefined;
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const now = this.counts.get(key)! - 1;
      if (now === 0) this.counts.delete(key);
      else this.counts.set(key, now);
    };
  }
}
