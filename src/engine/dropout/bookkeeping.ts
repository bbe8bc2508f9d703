// Which steps were open, and the certificate of the closed ones: in a bias-free network with sigma(0) = 0 the
// gradient of every weight is exactly 0 on a step without an open path (docs/theory.md, section 5).

import type { Reals } from './reals';

/** Largest absolute value; NaN where there is one. */
function largestSize(values: Reals): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    largest = Math.max(largest, Math.abs(values[i]));
  }
  return largest;
}

/** Counts masks and checks closed steps. */
export class Bookkeeping {
  /** First step, counted from 1, with an open mask; Infinity so far if there was none. */
  firstOpenStep = Infinity;
  /** Largest |weight gradient| over closed steps; NaN where theory does not promise 0. */
  closedGradientMax: number;
  private steps = 0;
  private masks = 0;
  private openMasks = 0;

  /** @param isPromised whether the network is bias-free with sigma(0) = 0 */
  constructor(private readonly isPromised: boolean) {
    this.closedGradientMax = isPromised ? 0 : NaN;
  }

  /** Fraction of all masks that had an open path. */
  get openFraction(): number {
    return this.openMasks / this.masks;
  }

  /**
   * Enters a step.
   *
   * @param open how many of its masks had an open path
   * @param masks how many masks it had
   * @param weightGradient gradient of the weights, as the backward pass left it
   */
  add(open: number, masks: number, weightGradient: Reals): void {
    this.steps += 1;
    this.masks += masks;
    this.openMasks += open;
    if (open > 0) {
      this.firstOpenStep = Math.min(this.firstOpenStep, this.steps);
    } else if (this.isPromised) {
      this.closedGradientMax = Math.max(this.closedGradientMax, largestSize(weightGradient));
    }
  }
}
