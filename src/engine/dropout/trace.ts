// Per-step series of a run, decimated as they come: means over windows of equal length.

import type { Trace } from './task';

/** Collects a trace within its budget. */
export class TraceRecorder {
  private readonly window: number;
  private readonly kept = { step: [] as number[], loss: [] as number[], open: [] as number[] };
  private step = 0;
  private loss = 0;
  private open = 0;
  private inWindow = 0;

  /**
   * @param steps steps of the run
   * @param length most windows to keep; 0 keeps none
   */
  constructor(
    private readonly steps: number,
    length: number
  ) {
    this.window = length > 0 ? Math.ceil(steps / length) : 0;
  }

  /**
   * Adds a step.
   *
   * @param loss training loss of the step
   * @param open fraction of its masks with an open path
   */
  add(loss: number, open: number): void {
    this.step += 1;
    if (this.window === 0) {
      return;
    }
    this.loss += loss;
    this.open += open;
    this.inWindow += 1;
    if (this.inWindow === this.window || this.step === this.steps) {
      this.kept.step.push(this.step);
      this.kept.loss.push(this.loss / this.inWindow);
      this.kept.open.push(this.open / this.inWindow);
      this.loss = this.open = this.inWindow = 0;
    }
  }

  /** The trace so far, whole windows only. */
  get trace(): Trace {
    return this.kept;
  }
}
