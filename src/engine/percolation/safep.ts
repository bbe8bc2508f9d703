// How much may be removed in a training of given length: with one mask for each step and plain SGD, only steps with an
// open path move the weights, and their number is N ~ Binomial(steps, theta(p)) (derived here; docs/theory.md). The safe
// p is the largest with P(N >= needed) >= confidence.

import { exp } from '../math/exp';
import { signChange } from '../math/root';
import { binomialTail, type Chance } from './binomialtail';
import { thresholdsAt, type ThetaCurve } from './threshold';

/** A training and what it needs. */
export interface TrainingNeed {
  /** Path probability by p; it must not increase. */
  readonly theta: ThetaCurve;
  /** Steps that will be made, integer in 1 .. 10^9. */
  readonly steps: number;
  /** Steps with an open path that the task needs, integer in 1 .. steps. */
  readonly needed: number;
  /** Probability wanted of getting them, 0 < confidence < 1; 0.95 if not given. */
  readonly confidence?: number;
}

/** The safe p and what it leads to. */
export interface SafeP {
  readonly p: number;
  readonly theta: number;
  /** Expected number of useful steps, steps * theta. */
  readonly expectedUseful: number;
  /** P(at least the needed steps are useful). */
  readonly probability: number;
  /** Plain sentences that say why. */
  readonly reasoning: string[];
}

const MOST_STEPS = 1e9;

function chanceAt(logit: number): Chance {
  return { theta: 1 / (1 + exp(-logit)), oneMinusTheta: 1 / (1 + exp(logit)) };
}

/** The least theta with P(N >= needed) >= confidence; its logit lies between those of 1e-300 and 1 - 1e-300. */
export function leastTheta(steps: number, needed: number, confidence: number): number {
  const beyond = (logit: number): number =>
    binomialTail(steps, needed, chanceAt(logit)) - confidence;
  return chanceAt(signChange(beyond, 690, -690)).theta;
}

/** Four significant digits. */
function told(value: number): string {
  return String(Number(value.toPrecision(4)));
}

function check(name: string, value: number, most: number): void {
  if (!Number.isInteger(value) || value < 1 || value > most) {
    throw new RangeError(`safeP: ${name} is ${value}; allowed: an integer in 1 .. ${most}`);
  }
}

/**
 * The largest removal probability at which a training still gets the useful steps that it needs.
 *
 * @param need path probability, steps, useful steps needed and confidence
 * @returns p, NaN where even p = 0 doesn't give the steps (input dropout), 1 where the path can't close
 * @throws RangeError naming the argument, its value and its range
 */
export function safeP({ theta, steps, needed, confidence = 0.95 }: TrainingNeed): SafeP {
  check('steps', steps, MOST_STEPS);
  check('needed', needed, steps);
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`safeP: confidence is ${confidence}; allowed: 0 < confidence < 1`);
  }
  const wanted = leastTheta(steps, needed, confidence);
  const [p, half] = thresholdsAt(theta, [wanted, 0.5]);
  const at = theta(Number.isNaN(p) ? 0 : p);
  const expectedUseful = steps * at.theta;
  const probability = binomialTail(steps, needed, at);
  const outcome =
    `theta is ${told(at.theta)}: of ${steps} steps, ${told(expectedUseful)} are expected to have an open path, ` +
    `and at least ${needed} have one with probability ${told(probability)}.`;
  const reasoning = [
    Number.isNaN(p)
      ? `Even at p = 0 the needed steps are not had with probability ${confidence}: ${outcome}`
      : `At p = ${told(p)} ${outcome}`,
    `That takes theta of ${told(wanted)} or more; above this p the probability is below ${confidence}.`,
    `Training breaks down where steps * theta falls to the ${needed} needed, theta = ${told(needed / steps)}, ` +
      'not at theta = 1/2.',
    Number.isNaN(half)
      ? 'For comparison: theta is below 1/2 even at p = 0.'
      : `For comparison: theta = 1/2 at p = ${told(half)}.`
  ];
  return { p, theta: at.theta, expectedUseful, probability, reasoning };
}
