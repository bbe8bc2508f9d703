// A network under a mask written straight from the definition, in plain arrays and double precision, with the platform's
// functions: what passes through a machine must agree with it. Of the engine it takes only where a mask keeps its flags.

import type { Activation, Architecture } from '../../../src/engine/dropout/architecture';
import type { Machine } from '../../../src/engine/dropout/machine';
import { isKept, type MaskLayout, type Section } from '../../../src/engine/dropout/mask';
import type { Loss } from '../../../src/engine/dropout/task';
import type { Factors } from '../../../src/engine/dropout/thinning';

/** Numbers of a network, layer by layer: weights[l][i][j] leads from unit i of layer l to unit j of the next. */
export interface PlainNetwork {
  readonly architecture: Architecture;
  readonly weights: number[][][];
  /** biases[l][j] is that of unit j of layer l + 1; empty rows where a layer has none. */
  readonly biases: number[][];
}

/** A machine's numbers, copied. */
export function plainNetwork(machine: Machine, architecture: Architecture): PlainNetwork {
  const { widths } = architecture;
  return {
    architecture,
    weights: widths
      .slice(1)
      .map((_, l) => Array.from({ length: widths[l] }, (_, i) => [...machine.weightRow(l, i)])),
    biases: widths.slice(1).map((_, l) => [...machine.biases(l)])
  };
}

/** Phi(z): the series of Marsaglia (J. Stat. Softw. 11 (4), 2004), behind 5 the continued fraction of the tail. */
export function normalBelow(z: number): number {
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (Math.abs(z) > 5) {
    let fraction = Math.abs(z);
    for (let k = 60; k > 0; k--) {
      fraction = Math.abs(z) + k / fraction;
    }
    return z < 0 ? density / fraction : 1 - density / fraction;
  }
  let sum = 0;
  for (let term = z, k = 1; Math.abs(term) > 1e-18; k += 2, term *= (z * z) / k) {
    sum += term;
  }
  return 0.5 + sum * density;
}

const SIGMA: Record<Activation, (z: number) => number> = {
  relu: z => Math.max(0, z),
  leaky_relu: z => (z > 0 ? z : 0.01 * z),
  tanh: Math.tanh,
  linear: z => z,
  sigmoid: z => 1 / (1 + Math.exp(-z)),
  gelu: z => z * normalBelow(z)
};

/** What a mask keeps. */
export interface Kept {
  flag(kind: Section['kind'], layer: number, row: number, column: number): boolean;
}

/** Reads a mask; without a layout everything is kept. */
export function keptBy(layout: MaskLayout | null, words: Uint32Array): Kept {
  const sections: Record<Section['kind'], Section[]> = {
    units: [],
    weights: [],
    skips: [],
    block: []
  };
  for (const section of layout?.sections ?? []) {
    sections[section.kind][section.layer] = section;
  }
  return {
    flag(kind, layer, row, column) {
      const section = sections[kind].at(layer);
      return !section || isKept(words, section.first + row * section.stride + column);
    }
  };
}

/**
 * Output units for one input: z = h_l W + b; a = sigma(z), of output units z; where a skip ends a = block * a + skip * h;
 * hidden units h = gain * a.
 *
 * @param kept what is not removed
 * @param factors what kept elements are multiplied by
 */
export function plainOutput(
  { architecture, weights, biases }: PlainNetwork,
  { flag }: Kept,
  factors: Factors,
  x: readonly number[]
): number[] {
  const { activation, skips } = architecture;
  const last = weights.length - 1;
  const layers: number[][] = [[...x]];
  weights.forEach((matrix, l) => {
    const h = matrix[0].map((_, j) => {
      const z = matrix.reduce(
        (sum, row, i) =>
          flag('weights', l, i, j) ? sum + layers[l][i] * row[j] * factors.weights[l] : sum,
        biases[l].length > 0 ? biases[l][j] : 0
      );
      const value = l < last ? SIGMA[activation](z) : z;
      const block = flag('block', l, 0, 0) ? factors.blocks[l] : 0;
      const skip = flag('skips', l, 0, j) ? factors.skips[l] : 0;
      const a = skips[l] < 0 ? value : block * value + skip * layers[skips[l]][j];
      return l === last ? a : flag('units', l + 1, 0, j) ? factors.units[l] * a : 0;
    });
    layers.push(h);
  });
  return layers[last + 1];
}

/** Loss of one row: -ln softmax(z)[label], or the mean squared distance from the target, one-hot where there is none. */
export function plainLoss(
  loss: Loss,
  z: readonly number[],
  label: number,
  target: readonly number[] | null = null
): number {
  if (loss === 'cross_entropy') {
    return -Math.log(Math.exp(z[label]) / z.reduce((sum, each) => sum + Math.exp(each), 0));
  }
  const wanted = target ?? z.map((_, j) => (j === label ? 1 : 0));
  return z.reduce((sum, each, j) => sum + (each - wanted[j]) ** 2, 0) / z.length;
}
