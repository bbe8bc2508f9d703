// A multilayer perceptron: hidden units with one activation, output units without. `Pass` holds the values of
// one batch on their way forward and the gradients on their way back.

import { activate, deactivate } from './activation';
import { addBiasGradient, addWeightGradient, affine, inputGradient } from './dense';
import { zeroParameters, type Parameters } from './parameters';
import type { Precision, Reals } from './reals';
import type { Activation } from './task';
import type { Thinned } from './thinned';

/** A network: its shape and its numbers. */
export interface Network {
  /** Units of every layer, from input to output. */
  readonly widths: readonly number[];
  readonly activation: Activation;
  readonly precision: Precision;
  readonly parameters: Parameters;
}

/**
 * A network with all parameters zero.
 *
 * @param widths units of every layer, from input to output; at least two
 */
export function newNetwork(
  widths: readonly number[],
  activation: Activation,
  bias: boolean,
  precision: Precision
): Network {
  return { widths, activation, precision, parameters: zeroParameters(widths, bias, precision) };
}

/** Room for one batch: activations of every layer, and gradients with respect to what enters it. */
export class Pass {
  /** Activations of every layer, rows of widths[l]; the first is the input, the last the output. */
  readonly values: readonly Reals[];
  /** Gradient of the loss with respect to every layer's z, rows of widths[l]; nothing for the input. */
  readonly deltas: readonly Reals[];

  /** @param rows most rows of a batch */
  constructor(
    private readonly network: Network,
    readonly rows: number
  ) {
    const { widths, precision } = network;
    this.values = widths.map(width => new precision(rows * width));
    this.deltas = widths.map((width, l) => new precision(l > 0 ? rows * width : 0));
  }

  /** Where the rows of a batch are put: rows of widths[0]. */
  get input(): Reals {
    return this.values[0];
  }

  /** Output units, rows of widths.at(-1). */
  get output(): Reals {
    return this.values.at(-1)!;
  }

  /** Gradient of the loss with respect to the output units: to be filled in before `backward`. */
  get outputDelta(): Reals {
    return this.deltas.at(-1)!;
  }

  /** Computes the values of rows from .. to - 1 from their inputs. */
  forward({ weights, kept, gains }: Thinned, from: number, to: number): void {
    const { widths, activation, parameters } = this.network;
    const { values } = this;
    for (let l = 0; l < weights.length; l++) {
      const biases = parameters.layerBiases === null ? null : parameters.layerBiases[l];
      affine(values[l], weights[l], biases, values[l + 1], widths[l], widths[l + 1], from, to);
      if (l < kept.length) {
        activate(activation, values[l + 1], kept[l], gains[l], widths[l + 1], from, to);
      }
    }
  }

  /**
   * Adds the gradient of rows from .. to - 1, after `forward` with the same thinned network.
   *
   * @param weightGradient an array for each layer: gradient with respect to the thinned network's weights
   * @param biasGradient the same for biases; null in a network without biases
   */
  backward(
    { weights, kept, gains }: Thinned,
    weightGradient: readonly Reals[],
    biasGradient: readonly Reals[] | null,
    from: number,
    to: number
  ): void {
    const { widths, activation } = this.network;
    const { values, deltas } = this;
    for (let l = weights.length - 1; l >= 0; l--) {
      const fanIn = widths[l];
      const fanOut = widths[l + 1];
      addWeightGradient(values[l], deltas[l + 1], weightGradient[l], fanIn, fanOut, from, to);
      if (biasGradient !== null) {
        addBiasGradient(deltas[l + 1], biasGradient[l], fanOut, from, to);
      }
      if (l > 0) {
        inputGradient(deltas[l + 1], weights[l], kept[l - 1], deltas[l], fanIn, fanOut, from, to);
        deactivate(activation, values[l], gains[l - 1], deltas[l], fanIn, from, to);
      }
    }
  }
}
