// How many steps are expected to change a weight: those in which it lies on an open path.

import { Sum } from '../math/sum';
import { fromWidths } from '../network/layered';
import { WIDEST_CHAIN } from '../percolation/chain';
import { layerLaw } from '../percolation/layerlaw';
import { layerProfile } from '../percolation/profile';
import type { Architecture } from './architecture';
import { equalSteps, stepRates, type StepRates } from './masks';
import { atLeastOnce, openProbability, type MaskUse } from './openprobability';
import type { Removal } from './removal';
import type { Arm } from './task';

/** A block is on an open path exactly when it is not removed: what lies before and behind it is joined by identities. */
function ofBlocks({ skips }: Architecture, { site }: StepRates): number[] {
  const ends = skips.flatMap((source, l) => (source >= 0 ? [{ source, end: l }] : []));
  return skips.map((_, l) => {
    const block = ends.findIndex(({ source, end }) => source <= l && l <= end);
    return block < 0 ? 1 : 1 - site[block];
  });
}

/**
 * For each layer of weights, the probability that a weight lies on an open path: q_b E[K_l] / W_l E[K'_{l+1}] / W_{l+1}
 * with the chain K from the input and K' from the output (derived here; percolation/profile.ts).
 *
 * @param rates removal probabilities of a step
 * @returns exact; NaN with skips (but not for blocks), and beside hidden layers wider than WIDEST_CHAIN
 */
export function openWeightProbabilities(
  architecture: Architecture,
  removal: Removal,
  rates: StepRates
): number[] {
  const { widths, skips } = architecture;
  if (removal.model === 'blocks') {
    return ofBlocks(architecture, rates);
  }
  const isKnown =
    skips.every(source => source < 0) && Math.max(...widths.slice(1, -1)) <= WIDEST_CHAIN;
  return isKnown
    ? Array.from(layerProfile(layerLaw(fromWidths(widths), rates, null)).trainable)
    : skips.map(() => NaN);
}

/**
 * For each layer of weights, the expected number of steps in which a weight lies on an open path of some mask.
 * dropout: the sum of P(on an open path) over the steps; conditioned: of P / theta; time_changed: as dropout where a step
 * has one mask, since a step is taken with theta; intact: all steps; thinned: the expected useful steps of dropout.
 *
 * @param use how the run uses its masks
 * @returns exact; NaN where no exact law is known, and where theta is below the range of a double while it is divided by
 */
export function expectedUpdates(
  architecture: Architecture,
  removal: Removal,
  arm: Arm,
  { steps, masks, hold }: MaskUse
): number[] {
  const sums = architecture.skips.map(() => new Sum());
  const add = (probabilities: readonly number[], count: number): void =>
    sums.forEach((sum, l) => {
      sum.add(count * probabilities[l]);
    });
  for (const { step, count } of equalSteps(removal, steps, hold)) {
    const rates = stepRates(removal, step);
    const all = sums.map(() => 1);
    const theta = (): number => openProbability(architecture, removal, rates)?.theta ?? NaN;
    const weights = (): number[] => openWeightProbabilities(architecture, removal, rates);
    switch (arm) {
      case 'intact':
        add(all, count);
        break;
      case 'thinned':
        add(all, count * atLeastOnce(theta(), masks));
        break;
      case 'dropout':
        add(
          weights().map(p => atLeastOnce(p, masks)),
          count
        );
        break;
      case 'conditioned':
      case 'time_changed': {
        const open = theta();
        const taken = arm === 'time_changed' ? atLeastOnce(open, masks) : 1;
        add(
          weights().map(p => atLeastOnce(p / open, masks)),
          count * taken
        );
        break;
      }
    }
  }
  return sums.map(({ value }) => value);
}
