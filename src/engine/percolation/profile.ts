// What dropout leaves of each layer, exactly: reachable units, live units, trainable weights, and where paths end. The
// chain of chain.ts runs once from the input and once from the output. Given that a unit is kept, what lies before it
// and what lies behind it depend on different elements, so that their probabilities multiply (derived here).

import { exp, expm1 } from '../math/exp';
import { log } from '../math/log';
import { advance, inputLaw, logSurvival, transition, type Law } from './chain';
import type { LayerLaw } from './layerlaw';
import { UnitReach } from './reach';

/** Expected shares and probabilities, layer by layer. Layer 0 is the input, layer L + 1 the output. */
export interface Profile {
  /** reach[l]: expected share of the units of layer l that are kept and joined to an input; l = 0 .. L + 1. */
  readonly reach: Float64Array;
  /** live[l]: expected share of the units of layer l that lie on an open path; l = 0 .. L + 1. */
  readonly live: Float64Array;
  /** trainable[l - 1]: P(a weight that enters layer l is kept and lies on an open path); l = 1 .. L + 1. */
  readonly trainable: Float64Array;
  /**
   * cut[l]: P(layer l is the first without a reachable unit, so that layer l - 1 is the last with one); l = 0 .. L + 1.
   * cut[0] is P(no input unit is kept). Their sum is 1 - theta.
   */
  readonly cut: Float64Array;
}

/** Most hidden layers that a profile is made of. */
export const MOST_PROFILED = 10_000;

/** Largest change of a law that is rounding: the rest of a run of equal layers then repeats this one. */
const ROUNDING = 1e-14;

/** One layer, seen from where the chain comes from. */
interface Layer {
  readonly width: number;
  readonly site: number;
  /** Removal probability of a weight that enters it; 0 in the first. */
  readonly bond: number;
}

function layersOf({ input, hidden, output }: LayerLaw): Layer[] {
  const inner = hidden.flatMap(({ width, count, site, bond }) =>
    new Array<Layer>(count).fill({ width, site, bond })
  );
  return [{ ...input, bond: 0 }, ...inner, { ...output, site: 0 }];
}

/** The same network seen from its output: weights enter the layer that they left. */
function reversed(layers: readonly Layer[]): Layer[] {
  return layers
    .map(({ width, site }, l) => ({ width, site, bond: layers[l + 1]?.bond ?? 0 }))
    .toReversed();
}

function isSame(a: Layer, b: Layer): boolean {
  return a.width === b.width && a.site === b.site && a.bond === b.bond;
}

function meanShare({ lowest, weights }: Law, width: number): number {
  return weights.reduce((sum, weight, i) => sum + weight * (lowest + i), 0) / width;
}

function hasSettled(before: Law, after: Law): boolean {
  return (
    // A single weight may stand for all of a wide layer or for the one unit of a narrow one.
    before.lowest === after.lowest &&
    before.weights.length === after.weights.length &&
    before.weights.every((weight, i) => Math.abs(after.weights[i] - weight) <= ROUNDING * weight)
  );
}

/** What the chain meets on its way: expected shares of reachable units, and P(layer l is the first without one). */
interface Sweep {
  readonly share: Float64Array;
  readonly firstEmpty: Float64Array;
}

function sweep(layers: readonly Layer[]): Sweep {
  const [first] = layers;
  const share = new Float64Array(layers.length);
  const firstEmpty = new Float64Array(layers.length);
  const entered = inputLaw(first);
  let { law, logAlive } = entered;
  share[0] = exp(logAlive) * meanShare(law, first.width);
  firstEmpty[0] = exp(first.width * log(first.site));
  let matrix: Float64Array = new Float64Array(0);
  let matrixLayer: Layer | null = null;
  let survival = 0;
  let settled = false;
  for (let l = 1; l < layers.length && logAlive > -Infinity; l++) {
    const layer = layers[l];
    const isRepeated =
      matrixLayer !== null && isSame(layer, matrixLayer) && layers[l - 1].width === layer.width;
    if (!(isRepeated && settled)) {
      const reach = new UnitReach(layer);
      const { lowest, weights } = law;
      survival = logSurvival(law, reach, layer.width);
      if (!isRepeated || matrix.length !== weights.length * layer.width) {
        matrix = transition(lowest, weights.length, reach, layer.width);
        matrixLayer = layer;
      }
      if (survival > -Infinity) {
        const next = advance(law, matrix, layer.width);
        settled = hasSettled(law, next);
        law = next;
      }
    }
    firstEmpty[l] = exp(logAlive) * -expm1(survival);
    logAlive += survival;
    share[l] = exp(logAlive) * meanShare(law, layer.width);
  }
  return { share, firstEmpty };
}

/**
 * Profile of complete layers under site, bond or mixed removal, with input dropout.
 *
 * @param law layers under removal: at most MOST_PROFILED hidden layers, hidden width at most WIDEST_CHAIN
 * @returns expected shares and probabilities; relative error about 1e-12 on each
 * @throws RangeError above MOST_PROFILED hidden layers
 */
export function layerProfile(law: LayerLaw): Profile {
  const depth = law.hidden.reduce((sum, { count }) => sum + count, 0);
  if (depth > MOST_PROFILED) {
    throw new RangeError(
      `layerProfile: ${depth} hidden layers; allowed: up to ${MOST_PROFILED}; use a shallower network`
    );
  }
  const layers = layersOf(law);
  const { share: reach, firstEmpty: cut } = sweep(layers);
  const back = sweep(reversed(layers)).share.toReversed();
  // Both sweeps count on the unit itself being kept; in their product it must count once.
  const live = reach.map((share, l) => {
    const kept = 1 - layers[l].site;
    return kept > 0 ? (share * back[l]) / kept : 0;
  });
  const trainable = Float64Array.from(
    { length: depth + 1 },
    (_, l) => (1 - layers[l + 1].bond) * reach[l] * back[l + 1]
  );
  return { reach, live, trainable, cut };
}
