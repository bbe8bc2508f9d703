// The values of p at which elements of a trial close or open, in the order of their labels, and numbers between them that a
// reader can say.

/** The fewest digits that tell a number in (low, high]; both in 0 .. 1, low below high. */
export function shortBetween(low: number, high: number): number {
  for (let digits = 0; digits <= 16; digits++) {
    const scale = 10 ** digits;
    const short = Math.floor(high * scale) / scale;
    if (short > low && short <= high) return short;
  }
  return high;
}

/** What happens to a trial as p moves. An element closes as p passes its label. */
export class Events {
  /** Labels at which something happens, ascending, each once. */
  private readonly labels: Float64Array;

  /** @param labels of all elements; those of elements that are open or removed at every p (1 and -1) don't matter */
  constructor(labels: Float64Array) {
    this.labels = Float64Array.from(
      new Set(labels.filter(label => label >= 0 && label < 1))
    ).sort();
  }

  /** Number of values of p at which something happens. */
  get count(): number {
    return this.labels.length;
  }

  /** How many of them have been passed at p. */
  passed(p: number): number {
    const { labels } = this;
    let low = 0;
    let high = labels.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (labels[middle] < p) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** A p at which one more event has been passed; null where all have. */
  afterNext(p: number): number | null {
    const passed = this.passed(p);
    return passed === this.count ? null : this.between(passed + 1);
  }

  /** A p at which one event less has been passed; null where none has. */
  beforeLast(p: number): number | null {
    const passed = this.passed(p);
    return passed === 0 ? null : this.between(passed - 1);
  }

  /** A p that has passed all events below a label, and not the label. */
  justBefore(label: number): number {
    return label >= 1 ? 1 : this.between(this.passed(label));
  }

  /** A p at which so many events have been passed. */
  private between(passed: number): number {
    const { labels, count } = this;
    return shortBetween(
      passed === 0 ? 0 : labels[passed - 1],
      passed === count ? 1 : labels[passed]
    );
  }
}
