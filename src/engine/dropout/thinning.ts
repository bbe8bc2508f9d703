// What masks do to a network on average, as factors of what they remove. Dropout thins a network; initial weights and the
// mean network of evaluation both make up for it. Where rates change over time, initial weights look at the first step
// and evaluation with masks off at the last one, whose network it is that was trained last.

import type { Architecture } from './architecture';
import { keepGivenOne } from './atleastone';
import { changingSteps, stepRates, type StepRates } from './masks';
import type { Removal } from './removal';

/** A factor for everything that a mask can remove; 1 where it removes nothing. */
export interface Factors {
  /** Of the activations of each hidden layer. */
  readonly units: readonly number[];
  /** Of each layer of weights. */
  readonly weights: readonly number[];
  /** For each layer of weights, of the skip that ends with it. */
  readonly skips: readonly number[];
  /** For each layer of weights, of the block that ends with it. */
  readonly blocks: readonly number[];
}

function factorsOf(
  { widths, skips }: Architecture,
  { model, removableSkips }: Removal,
  { site, bond }: StepRates,
  ofUnit: (p: number, width: number) => number,
  ofOther: (p: number) => number
): Factors {
  const bonds = model === 'bond' || model === 'mixed';
  const ends = skips.flatMap((source, l) => (source >= 0 ? [l] : []));
  return {
    units: widths
      .slice(1, -1)
      .map((width, l) => (model === 'site' || model === 'mixed' ? ofUnit(site[l], width) : 1)),
    weights: skips.map((_, l) => (bonds ? ofOther(bond[l]) : 1)),
    skips: skips.map((source, l) =>
      bonds && removableSkips && source >= 0 ? ofOther(bond[l]) : 1
    ),
    blocks: skips.map((source, l) =>
      model === 'blocks' && source >= 0 ? ofOther(site[ends.indexOf(l)]) : 1
    )
  };
}

/**
 * What kept elements are multiplied by while training.
 *
 * @param rates removal probabilities of the step, below 1
 * @param rescale inverted dropout: 1 / (1 - p); else 1
 */
export function keepFactors(
  architecture: Architecture,
  removal: Removal,
  rates: StepRates,
  rescale: boolean
): Factors {
  const factor = (p: number): number => (rescale ? 1 / (1 - p) : 1);
  return factorsOf(architecture, removal, rates, factor, factor);
}

/**
 * P(an element is kept | its layer leaves a path open): q / (1 - p^W) for a unit, since some unit of its layer must be
 * kept; q for weights, skips and blocks.
 *
 * @param rates removal probabilities, below 1
 */
export function meanKeeps(architecture: Architecture, removal: Removal, rates: StepRates): Factors {
  return factorsOf(architecture, removal, rates, keepGivenOne, p => 1 - p);
}

/**
 * Factors of the mean network that stands for all masks when a network is evaluated with masks off (Srivastava et al.,
 * JMLR 15 (2014) 1929): the mean keeps at the rates of the last step, or 1 where kept elements were rescaled in training.
 *
 * @param steps steps of the run
 */
export function evaluationFactors(
  architecture: Architecture,
  removal: Removal,
  steps: number,
  rescale: boolean
): Factors {
  const last = stepRates(removal, Math.min(steps - 1, changingSteps(removal)));
  return rescale
    ? keepFactors(architecture, removal, last, false)
    : meanKeeps(architecture, removal, last);
}
