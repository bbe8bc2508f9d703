// A trained network as plain data: what travels from a worker, and what other libraries are handed.

import type { Activation } from './architecture';

/** A layer of weights of a trained network. */
export interface TrainedLayer {
  readonly fanIn: number;
  readonly fanOut: number;
  /** Row-major: fan-in rows of fan-out weights. */
  readonly weights: Float32Array;
  /** One for each unit that the layer leads to; empty where it has none. */
  readonly biases: Float32Array;
  /** Layer whose units are added to what this one gives, 0 for the input; -1 for none. */
  readonly source: number;
  /** What stands for masks when they are off: with them h = units (block sigma(weights W x + b) + skip h_source). */
  readonly factors: {
    readonly weights: number;
    readonly units: number;
    readonly skip: number;
    readonly block: number;
  };
}

/** A trained network. */
export interface TrainedNetwork {
  /** Of hidden units; output units have none. */
  readonly activation: Activation;
  readonly layers: readonly TrainedLayer[];
}
