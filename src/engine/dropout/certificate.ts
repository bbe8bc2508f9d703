// What theory promises of a step without an open path, measured: in a bias-free network with sigma(0) = 0 the gradient of
// every weight is exactly 0; with biases that of the weights which leave an input unit is, and the outputs do not depend
// on the inputs (docs/theory.md, section 4).

import { isSilentWhenClosed, type Architecture } from './architecture';
import type { Machine } from './machine';

/** Largest difference between rows of any output. */
function outputSpread({ output, outputRow }: Machine, outputs: number, rows: number): number {
  let spread = 0;
  for (let j = 0; j < outputs; j++) {
    let least = Infinity;
    let most = -Infinity;
    for (let row = 0; row < rows; row++) {
      least = Math.min(least, output[row * outputRow + j]);
      most = Math.max(most, output[row * outputRow + j]);
    }
    spread = Math.max(spread, most - least);
  }
  return spread;
}

/** Checks closed steps. */
export class Certificate {
  /** Largest |weight gradient| over closed steps; NaN where theory does not promise 0. */
  gradientMax: number;
  /** Of the first layer of weights. */
  firstLayerMax = 0;
  /** Largest spread over rows of an output, on closed steps with one mask. */
  outputSpread = 0;
  private readonly isPromised: boolean;
  private readonly largest: Float64Array;
  private readonly outputs: number;

  constructor(architecture: Architecture) {
    this.isPromised = isSilentWhenClosed(architecture);
    this.gradientMax = this.isPromised ? 0 : NaN;
    this.largest = new Float64Array(architecture.widths.length - 1);
    this.outputs = architecture.widths.at(-1)!;
  }

  /**
   * Enters a closed step.
   *
   * @param machine after its gradient was computed
   * @param rows rows of the batch
   * @param masks masks of the step
   */
  add(machine: Machine, rows: number, masks: number): void {
    machine.largest(this.largest);
    this.addLargest(this.largest);
    if (masks === 1) {
      this.outputSpread = Math.max(this.outputSpread, outputSpread(machine, this.outputs, rows));
    }
  }

  /**
   * Enters closed steps of a single row, on which no output spreads.
   *
   * @param largest largest |weight gradient| of each layer over them; 0 where there were none
   */
  addLargest(largest: Float64Array | readonly number[]): void {
    if (this.isPromised) {
      this.gradientMax = Math.max(this.gradientMax, ...largest);
    }
    this.firstLayerMax = Math.max(this.firstLayerMax, largest[0]);
  }
}
