// Loss of a batch under its masks, and the gradient of that loss: the mean over the rows of the batch.

import { rowLoss, rowLossGradient, type Loss } from './loss';
import type { Mask, Model } from './masks';
import { Pass, type Network } from './network';
import { zeroParameters, type Parameters } from './parameters';
import type { Reals } from './reals';
import { addThinnedGradient, thinWeights } from './thinned';

/** Room for the gradient of one network at one batch size; computing allocates nothing. */
export class BatchGradient {
  /** The gradient, laid out like the network's parameters. */
  readonly parameters: Parameters;
  private readonly pass: Pass;
  /** The network under the mask at hand. */
  private readonly thinned: {
    readonly weights: readonly Reals[];
    kept: readonly (Uint8Array | null)[];
    readonly gains: readonly number[];
  };
  /** Bond model: gradient with respect to the thinned weights, before the mask is put on it. */
  private readonly thinnedGradient: readonly Reals[];

  /**
   * @param keepFactor what a kept element is multiplied by: 1 / (1 - p) with rescaling, else 1
   * @param batch rows of a batch
   */
  constructor(
    private readonly network: Network,
    private readonly loss: Loss,
    private readonly model: Model,
    private readonly keepFactor: number,
    batch: number
  ) {
    const { widths, precision, parameters } = network;
    const hasBias = parameters.layerBiases !== null;
    this.parameters = zeroParameters(widths, hasBias, precision);
    this.pass = new Pass(network, batch);
    const copy = (): readonly Reals[] => zeroParameters(widths, false, precision).layerWeights;
    const hidden = widths.slice(1, -1);
    if (model === 'site') {
      this.thinnedGradient = this.parameters.layerWeights;
      this.thinned = {
        weights: parameters.layerWeights,
        kept: [],
        gains: hidden.map(() => keepFactor)
      };
    } else {
      this.thinnedGradient = copy();
      this.thinned = { weights: copy(), kept: hidden.map(() => null), gains: hidden.map(() => 1) };
    }
  }

  /** Where the inputs of the batch are put: rows of widths[0]. */
  get input(): Reals {
    return this.pass.input;
  }

  /**
   * Computes the gradient of the batch in `input`, into `parameters`.
   *
   * @param labels class of each row
   * @param masks one for the whole batch, or one for each row
   * @returns mean loss of the batch under the masks
   */
  compute(labels: Int32Array, masks: readonly Mask[]): number {
    const { parameters, pass } = this;
    parameters.weights.fill(0);
    parameters.biases.fill(0);
    const rowsOfMask = pass.rows / masks.length;
    let total = 0;
    for (let m = 0; m < masks.length; m++) {
      total += this.addRows(masks[m], labels, m * rowsOfMask, (m + 1) * rowsOfMask);
    }
    return total / pass.rows;
  }

  /** Adds the gradient of rows from .. to - 1, which share a mask; returns the sum of their losses. */
  private addRows(mask: Mask, labels: Int32Array, from: number, to: number): number {
    const { pass, thinned, parameters } = this;
    this.thin(mask);
    pass.forward(thinned, from, to);
    const total = this.addLoss(labels, from, to);
    pass.backward(thinned, this.thinnedGradient, parameters.layerBiases, from, to);
    if (this.model === 'bond') {
      for (let l = 0; l < mask.layers.length; l++) {
        const gradient = parameters.layerWeights[l];
        addThinnedGradient(this.thinnedGradient[l], mask.layers[l], this.keepFactor, gradient);
      }
    }
    return total;
  }

  private thin(mask: Mask): void {
    if (this.model === 'site') {
      this.thinned.kept = mask.layers;
      return;
    }
    const weights = this.network.parameters.layerWeights;
    for (let l = 0; l < weights.length; l++) {
      thinWeights(weights[l], mask.layers[l], this.keepFactor, this.thinned.weights[l]);
      this.thinnedGradient[l].fill(0);
    }
  }

  /** Fills in the gradient of the output units; returns the sum of the rows' losses. */
  private addLoss(labels: Int32Array, from: number, to: number): number {
    const { output, outputDelta, rows } = this.pass;
    const classes = this.network.widths.at(-1)!;
    let total = 0;
    for (let row = from; row < to; row++) {
      const at = row * classes;
      total += rowLoss(this.loss, output, at, classes, labels[row]);
      rowLossGradient(this.loss, output, at, classes, labels[row], 1 / rows, outputDelta);
    }
    return total;
  }
}
