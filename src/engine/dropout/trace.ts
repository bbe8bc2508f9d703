// Per-step series of a run, decimated as they come: means over windows of equal length.

import type { Trace } from './task';

/** Sums of a window. */
interface Sums {
  loss: number;
  open: number;
  taken: number;
  readonly squares: Float64Array;
  readonly reach: Float64Array;
}

/** Sums over some steps, or what one has come to. */
export interface StepSums {
  /** Training loss. */
  readonly loss: number;
  /** Fraction of the masks of a step with an open path. */
  readonly open: number;
  /** Sum of the squares of the gradient of a layer of weights. */
  readonly squares: (layer: number) => number;
  /** Mean fraction of reachable units of a hidden layer. */
  readonly reach: (hidden: number) => number;
}

/** Collects a trace within its budget. */
export class TraceRecorder {
  private readonly window: number;
  private readonly step: number[] = [];
  private readonly taken: number[] = [];
  private readonly loss: number[] = [];
  private readonly open: number[] = [];
  private readonly gradient: number[][];
  private readonly reach: number[][];
  private readonly sums: Sums;
  private at = 0;
  private inWindow = 0;

  /**
   * @param steps steps of the run
   * @param length most windows to keep; 0 keeps none
   * @param depth layers of weights
   */
  constructor(
    private readonly steps: number,
    length: number,
    depth: number
  ) {
    this.window = length > 0 ? Math.ceil(steps / length) : 0;
    this.gradient = Array.from({ length: depth }, () => []);
    this.reach = Array.from({ length: depth - 1 }, () => []);
    this.sums = {
      loss: 0,
      open: 0,
      taken: 0,
      squares: new Float64Array(depth),
      reach: new Float64Array(depth - 1)
    };
  }

  /** Whether anything is kept. */
  get isOn(): boolean {
    return this.window > 0;
  }

  /**
   * Adds steps of one window that were all taken.
   *
   * @param steps how many, at most `left`
   */
  add(steps: number, { loss, open, squares, reach }: StepSums): void {
    if (this.window === 0) {
      return;
    }
    const { sums } = this;
    sums.loss += loss;
    sums.open += open;
    sums.taken += steps;
    for (let l = 0; l < sums.squares.length; l++) {
      sums.squares[l] += squares(l);
    }
    for (let l = 0; l < sums.reach.length; l++) {
      sums.reach[l] += reach(l);
    }
    this.advance(steps);
  }

  /** Steps to the end of the window, or of the run. */
  get left(): number {
    const toEnd = this.steps - this.at;
    return this.window === 0 ? toEnd : Math.min(toEnd, this.window - this.inWindow);
  }

  /** Passes over a step that was not taken. */
  pass(): void {
    if (this.window > 0) {
      this.advance(1);
    }
  }

  /** The trace so far, whole windows only. */
  get trace(): Trace {
    const { step, taken, loss, open, gradient, reach } = this;
    return { step, taken, loss, open, gradient, reach };
  }

  private advance(steps: number): void {
    this.at += steps;
    this.inWindow += steps;
    if (this.inWindow < this.window && this.at < this.steps) {
      return;
    }
    const { sums } = this;
    this.step.push(this.at);
    this.taken.push(sums.taken);
    this.loss.push(sums.loss / sums.taken);
    this.open.push(sums.open / sums.taken);
    this.gradient.forEach((series, l) => series.push(Math.sqrt(sums.squares[l] / sums.taken)));
    this.reach.forEach((series, l) => series.push(sums.reach[l] / sums.taken));
    sums.loss = sums.open = sums.taken = this.inWindow = 0;
    sums.squares.fill(0);
    sums.reach.fill(0);
  }
}
