// Exact probabilities of what masks leave open while a network trains: theta of each step, and how many steps are useful.

import { fromWidths } from '../network/layered';
import type { Network } from '../network/network';
import { expm1 } from '../math/exp';
import { log1p } from '../math/log';
import { Sum } from '../math/sum';
import { exactAnswer, hasExactMethod } from '../percolation/exact';
import { fromLogTheta, type PathProbability } from '../percolation/probability';
import type { Architecture } from './architecture';
import { changingSteps, equalSteps, stepRates, type StepRates } from './masks';
import type { Removal } from './removal';
import { skipsOf } from './skips';
import type { TrainingTask } from './task';

/** The network of a percolation study that has the same paths; null where its skips lie elsewhere. */
export function pathNetwork({ widths, skips }: Architecture, removable: boolean): Network | null {
  const layers = fromWidths(widths);
  const end = skips.findIndex(source => source >= 0);
  if (end < 0) {
    return { is: 'layers', layers, sparse: null };
  }
  const span = end + 1 - skips[end];
  const isRegular = skipsOf(widths, span).every((source, l) => source === skips[l]);
  return isRegular ? { is: 'skip', layers, kind: 'identity', span, removable } : null;
}

/**
 * theta of one step: the probability that a mask has an open path.
 *
 * @param rates removal probabilities of the step
 * @returns exact, by the methods of percolation/exact.ts; null where none applies (with skips, layers wider than
 *   WIDEST_RESIDUAL or blocks that do not begin at the input). Stochastic depth is always open: theta = 1.
 */
export function openProbability(
  architecture: Architecture,
  removal: Removal,
  rates: StepRates
): PathProbability | null {
  if (removal.model === 'blocks') {
    return fromLogTheta(0);
  }
  const network = pathNetwork(architecture, removal.removableSkips);
  if (network === null || !hasExactMethod(network, rates)) {
    return null;
  }
  return exactAnswer(network, rates);
}

/**
 * theta of the steps of a run.
 *
 * @param steps number of steps
 * @returns theta of steps 0, 1, ..., as far as the rates change: the last holds for all further steps; null where no exact
 *   law is known
 */
export function openProbabilities(
  architecture: Architecture,
  removal: Removal,
  steps: number
): Float64Array | null {
  const thetas = new Float64Array(Math.min(changingSteps(removal) + 1, steps));
  for (let step = 0; step < thetas.length; step++) {
    const answer = openProbability(architecture, removal, stepRates(removal, step));
    if (answer === null) {
      return null;
    }
    thetas[step] = answer.theta;
  }
  return thetas;
}

/**
 * P(at least one of several independent masks does what each does with a probability), 1 - (1 - probability)^masks.
 *
 * @param probability of one mask, e.g. theta
 * @param masks masks of a step: 1, or one for each row of the batch
 */
export function atLeastOnce(probability: number, masks: number): number {
  return probability < 1 ? 0 - expm1(masks * log1p(-probability)) : probability;
}

/** How a run uses its masks. */
export interface MaskUse {
  readonly steps: number;
  /** Masks of a step: 1, or one for each row of the batch. */
  readonly masks: number;
  /** Steps that share a mask: 1, or those of a pass over the training set, whose rates are those of its first step. */
  readonly hold: number;
}

/** How a task uses its masks, given the rows of its training set. */
export function maskUse(
  { steps, mask, batch }: Pick<TrainingTask, 'steps' | 'mask' | 'batch'>,
  trainingRows: number
): MaskUse {
  return {
    steps,
    masks: mask === 'sample' ? batch : 1,
    hold: mask === 'epoch' ? Math.ceil(trainingRows / batch) : 1
  };
}

/**
 * Expected number of steps with at least one open mask: T theta where the rates stay and a step has one mask.
 *
 * @returns exact; NaN where theta is not known
 */
export function expectedUsefulSteps(
  architecture: Architecture,
  removal: Removal,
  { steps, masks, hold }: MaskUse
): number {
  const sum = new Sum();
  for (const { step, count } of equalSteps(removal, steps, hold)) {
    const answer = openProbability(architecture, removal, stepRates(removal, step));
    sum.add(count * atLeastOnce(answer?.theta ?? NaN, masks));
  }
  return sum.value;
}
