// Stochastic gradient descent. In this order: weight decay is added to the gradient (of weights, not of
// biases), the whole is clipped to a Euclidean norm, momentum is applied, and the step is taken.
// With momentum or decay a zero gradient is not a zero update.

import type { Network } from './network';
import { zeroParameters, type Parameters } from './parameters';
import type { Reals } from './reals';
import type { TrainingTask } from './task';

/** g += decay * w. */
function addDecay(gradient: Reals, weights: Reals, decay: number): void {
  for (let i = 0; i < gradient.length; i++) {
    gradient[i] += decay * weights[i];
  }
}

function squaredNorm(values: Reals): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    sum += values[i] * values[i];
  }
  return sum;
}

function scale(values: Reals, factor: number): void {
  for (let i = 0; i < values.length; i++) {
    values[i] *= factor;
  }
}

/** v = momentum * v + g. */
function accumulate(velocity: Reals, gradient: Reals, momentum: number): void {
  for (let i = 0; i < velocity.length; i++) {
    velocity[i] = momentum * velocity[i] + gradient[i];
  }
}

/** w -= rate * d. */
function descend(values: Reals, direction: Reals, rate: number): void {
  for (let i = 0; i < values.length; i++) {
    values[i] -= rate * direction[i];
  }
}

/** The optimiser of one network, with its velocity. */
export class Sgd {
  private readonly velocity: Parameters | null;

  constructor(
    private readonly network: Network,
    private readonly settings: TrainingTask['optimizer']
  ) {
    const { widths, precision, parameters } = network;
    this.velocity =
      settings.momentum === 0
        ? null
        : zeroParameters(widths, parameters.layerBiases !== null, precision);
  }

  /**
   * Takes one step.
   *
   * @param gradient gradient of the loss; overwritten
   */
  step(gradient: Parameters): void {
    const { settings, velocity } = this;
    const { weights, biases } = this.network.parameters;
    if (settings.decay !== 0) {
      addDecay(gradient.weights, weights, settings.decay);
    }
    this.clip(gradient);
    if (velocity !== null) {
      accumulate(velocity.weights, gradient.weights, settings.momentum);
      accumulate(velocity.biases, gradient.biases, settings.momentum);
    }
    const direction = velocity ?? gradient;
    descend(weights, direction.weights, settings.rate);
    descend(biases, direction.biases, settings.rate);
  }

  private clip({ weights, biases }: Parameters): void {
    const { clip } = this.settings;
    if (clip === null) {
      return;
    }
    const norm = Math.sqrt(squaredNorm(weights) + squaredNorm(biases));
    if (norm > clip) {
      scale(weights, clip / norm);
      scale(biases, clip / norm);
    }
  }
}
