// What masks do to a network on average, as factors of what they remove. Dropout thins a network; initial weights and the
// mean network of evaluation both make up for it. Where rates change over time, initial weights look at the first step
// and evaluation at the last one, whose network it is that was trained last.

import type { Architecture } from './architecture';
import { keepGivenOne } from './atleastone';
import { stepRates, type StepRates } from './masks';
import { reachRatios } from './reachratio';
import type { Removal } from './removal';
import type { Arm } from './task';

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

/** Multiplies factors part by part. */
function times(a: Factors, b: Factors): Factors {
  const product = (name: keyof Factors): number[] =>
    a[name].map((factor, l) => factor * b[name][l]);
  return {
    units: product('units'),
    weights: product('weights'),
    skips: product('skips'),
    blocks: product('blocks')
  };
}

/**
 * What masks and rescaling leave of a sum over a layer at the first step, which averaging initial weights make up for.
 *
 * @param rescale inverted dropout
 */
export function initialFactors(
  architecture: Architecture,
  removal: Removal,
  rescale: boolean
): Factors {
  const first = stepRates(removal, 0);
  return times(
    meanKeeps(architecture, removal, first),
    keepFactors(architecture, removal, first, rescale)
  );
}

/** 1 / (reach ratio) of each layer of weights: on the units behind it where units are removed, else on its weights. */
function givenReach(architecture: Architecture, removal: Removal, rates: StepRates): Factors {
  const depth = architecture.skips.length;
  const ones = new Array<number>(depth).fill(1);
  const ratios = reachRatios(architecture, removal, rates) ?? ones;
  const onUnits = (l: number): boolean => removal.model !== 'bond' && l < depth - 1;
  return {
    units: ratios.slice(0, -1).map((ratio, l) => (onUnits(l) ? 1 / ratio : 1)),
    weights: ratios.map((ratio, l) => (onUnits(l) ? 1 : 1 / ratio)),
    skips: ones,
    blocks: ones
  };
}

/**
 * Factors of the mean network that stands for all masks when a network is evaluated with masks off (Srivastava et al.,
 * JMLR 15 (2014) 1929), at the rates of the last step. It is the mean over open masks, layer by layer: a closed mask teaches
 * nothing. But where kept elements were rescaled, masks off leaves the network as it is, as is usual; only `conditioned` saw
 * open masks alone there too. Beside skips, and where no exact law of open paths is known, the mean is over all masks.
 *
 * @param removal what the arm removes
 * @param steps steps of the run
 */
export function evaluationFactors(
  architecture: Architecture,
  removal: Removal,
  { steps, rescale, arm }: { steps: number; rescale: boolean; arm: Arm }
): Factors {
  const last = stepRates(removal, steps - 1);
  const keep = (p: number): number => (rescale ? 1 : 1 - p);
  const mean = factorsOf(architecture, removal, last, keep, keep);
  return rescale && arm !== 'conditioned'
    ? mean
    : times(mean, givenReach(architecture, removal, last));
}
