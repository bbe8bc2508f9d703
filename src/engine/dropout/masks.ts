// Masks of the removal model itself: every element removed independently, with the rate that its layer has at a step.

import { drawFlags } from '../kernels/flagsplain';
import { VECTOR_BITS, type MaskLayout } from './mask';
import { ratesAt, type Removal } from './removal';

/** Removal probabilities of one step, by layer as in Removal. */
export interface StepRates {
  readonly site: readonly number[];
  readonly bond: readonly number[];
}

/**
 * Removal probabilities of a step.
 *
 * @param step counted from 0
 */
export function stepRates({ site, bond }: Removal, step: number): StepRates {
  return { site: ratesAt(site, step), bond: ratesAt(bond, step) };
}

/** Steps after which the rates stay what they are; 0 where they never change. */
export function changingSteps({ site, bond }: Removal): number {
  return Math.max(site.over, bond.over);
}

/** Draws flags as kernels/flagsplain.ts does; the kernel and its twin. */
export type DrawFlags = typeof drawFlags;

/**
 * Draws masks, one after another, run by run. Flags that belong to no element are drawn with the rest and mean nothing.
 *
 * @param state the four generators, 16 words from laneStates; moved on
 * @param words receives them: masks lie one after another, layout.words each
 * @param first number of the first mask in `words`
 * @param masks how many are drawn
 */
export function drawFreeMasks(
  layout: MaskLayout,
  rates: StepRates,
  state: Uint32Array,
  words: Uint32Array,
  first: number,
  masks: number,
  draw: DrawFlags = drawFlags
): void {
  const vectors = (32 * layout.words) / VECTOR_BITS;
  for (let mask = first; mask < first + masks; mask++) {
    for (const run of layout.runs) {
      const p = rates[run.rates][run.at];
      draw(state, words, mask * vectors + run.first, run.vectors, p);
    }
  }
}

/** Steps that share the rates of one of them. */
export interface EqualSteps {
  /** The step whose rates they have, counted from 0. */
  readonly step: number;
  readonly count: number;
}

/**
 * The steps of a run in groups of equal rates.
 *
 * @param steps number of steps
 * @param hold steps that share a mask, with the rates of the first of them: 1, or those of a pass over the training set
 */
export function* equalSteps(removal: Removal, steps: number, hold: number): Generator<EqualSteps> {
  const over = changingSteps(removal);
  let step = 0;
  for (; step < steps && step < over; step += hold) {
    yield { step, count: Math.min(hold, steps - step) };
  }
  if (step < steps) {
    yield { step, count: steps - step };
  }
}
