// Compensated summation: the error of a sum does not grow with the number of its terms.
// Neumaier, ZAMM 54 (1974) 39.

/** A running sum of finite or infinite numbers. */
export class Sum {
  private total = 0;
  private lost = 0;

  /** Adds a term. */
  add(term: number): void {
    const next = this.total + term;
    if (Number.isFinite(next)) {
      this.lost +=
        Math.abs(this.total) >= Math.abs(term)
          ? this.total - next + term
          : term - next + this.total;
    }
    this.total = next;
  }

  /** The sum so far. */
  get value(): number {
    return this.total + this.lost;
  }
}
