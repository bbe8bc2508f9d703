// How a step follows from a gradient. In this order: the gradient is clipped to a Euclidean norm, weight decay is added
// (adamw: weights decay by themselves), the moments follow, and the step is taken; definitions as in PyTorch, so that runs
// can be compared. With momentum, moments or decay a zero gradient is not a zero update.

import { cospi } from '../math/cospi';
import type { Update } from './machine';
import type { OptimizerSettings } from './task';

/** Moments that an optimiser keeps of each parameter: none, the velocity, or Adam's two. */
export function momentsOf({ name, momentum }: OptimizerSettings): number {
  if (name === 'adam' || name === 'adamw') {
    return 2;
  }
  return momentum === 0 ? 0 : 1;
}

/**
 * Learning rate of a step.
 *
 * @param step counted from 0
 * @param steps steps of the run
 */
export function rateAt({ rate, schedule }: OptimizerSettings, step: number, steps: number): number {
  switch (schedule.name) {
    case 'constant':
      return rate;
    case 'step':
      return rate * power(schedule.factor, Math.floor(step / schedule.every));
    case 'cosine':
      return (rate * (1 + cospi(steps > 1 ? step / (steps - 1) : 0))) / 2;
  }
}

/** x^n by multiplications, which round the same everywhere. */
function power(x: number, n: number): number {
  let result = 1;
  for (let square = x, left = n; left > 0; left = Math.floor(left / 2), square *= square) {
    result *= left % 2 === 1 ? square : 1;
  }
  return result;
}

/** An optimiser on its way through a run. */
export class Optimizer {
  /** beta1^t and beta2^t after t updates. */
  private firstPower = 1;
  private secondPower = 1;

  /** @param steps steps of the run */
  constructor(
    private readonly settings: OptimizerSettings,
    private readonly steps: number
  ) {}

  /**
   * The next update.
   *
   * @param step number of the step, from 0
   * @param squares sum of the squares of the gradient
   */
  next(step: number, squares: number): Update {
    const { name, momentum, beta1, beta2, epsilon, decay, clip } = this.settings;
    const rate = rateAt(this.settings, step, this.steps);
    const norm = Math.sqrt(squares);
    const isAdam = momentsOf(this.settings) === 2;
    this.firstPower *= beta1;
    this.secondPower *= beta2;
    return {
      name,
      rate,
      scale: clip !== null && norm > clip ? clip / norm : 1,
      decay,
      beta1: isAdam ? beta1 : momentum,
      beta2,
      epsilon,
      adamRate: rate / (1 - this.firstPower),
      adamRoot: Math.sqrt(1 - this.secondPower)
    };
  }
}
