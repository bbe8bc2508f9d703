// The numbers that training changes, in two flat arrays with a view for each layer. A gradient and a velocity
// have the same layout, so an optimiser walks flat arrays and a network walks layers.

import type { Precision, Reals } from './reals';

/** Weights and biases of every layer, or anything with one number for each of them. */
export interface Parameters {
  /** All weights, layer after layer. */
  readonly weights: Reals;
  /** All biases, layer after layer; empty in a network without biases. */
  readonly biases: Reals;
  /** Views on `weights`: layer l is row-major, widths[l] rows of widths[l + 1] weights. */
  readonly layerWeights: readonly Reals[];
  /** Views on `biases`, widths[l + 1] each; null in a network without biases. */
  readonly layerBiases: readonly Reals[] | null;
}

function views(all: Reals, lengths: readonly number[]): Reals[] {
  let end = 0;
  return lengths.map(length => all.subarray(end, (end += length)));
}

function total(lengths: readonly number[]): number {
  return lengths.reduce((sum, length) => sum + length, 0);
}

/**
 * Parameters of a network, all zero.
 *
 * @param widths units of every layer, from input to output
 * @param bias whether hidden and output units have biases
 * @param precision Float32Array or Float64Array
 */
export function zeroParameters(
  widths: readonly number[],
  bias: boolean,
  precision: Precision
): Parameters {
  const fanOuts = widths.slice(1);
  const weightCounts = fanOuts.map((fanOut, l) => widths[l] * fanOut);
  const weights = new precision(total(weightCounts));
  const biases = new precision(bias ? total(fanOuts) : 0);
  return {
    weights,
    biases,
    layerWeights: views(weights, weightCounts),
    layerBiases: bias ? views(biases, fanOuts) : null
  };
}
