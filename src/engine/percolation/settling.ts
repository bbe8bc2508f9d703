// When the law of a chain through equal layers has come to rest, so that the layers left are as the last one: its change
// from layer to layer falls until it is rounding, and then no longer.

/** Watches the changes of one law through equal layers. */
export class Settling {
  private before = Infinity;

  /** @param rounding a change below this is rounding, not progress, once it no longer shrinks */
  constructor(private readonly rounding: number) {}

  /**
   * Takes the change that one more layer made.
   *
   * @param change largest change of a component, >= 0
   * @returns whether the law stays what it is from here on
   */
  isSettled(change: number): boolean {
    const { before, rounding } = this;
    this.before = change;
    return change === 0 || (change < rounding && change >= before);
  }
}

/** Largest change of a component of a law in logarithms, of equally many components; relative where it is large. */
export function largestLogChange(before: Float64Array, after: Float64Array): number {
  return after.reduce((largest, value, i) => {
    const change = value === before[i] ? 0 : Math.abs(value - before[i]);
    return Math.max(largest, change / Math.max(1, Math.abs(value)));
  }, 0);
}
