// The network that is trained: layers of units, each joined to all units of the next, with identity skips where asked for.

/** How hidden activations are computed; sigma(0) = 0 for all but the sigmoid. */
export type Activation = 'relu' | 'leaky_relu' | 'tanh' | 'linear' | 'sigmoid' | 'gelu';

/** The shape of a network. Layer 0 is the input; layer l of weights leads from layer l to layer l + 1. */
export interface Architecture {
  /** Units of every layer, from input to output; at least two. */
  readonly widths: readonly number[];
  /** For each layer of weights, whether the units that it leads to have biases. Biases are never removed. */
  readonly bias: readonly boolean[];
  /** Of hidden units; output units have none. */
  readonly activation: Activation;
  /**
   * For each layer of weights, the layer whose units are added, unit i to unit i, to what it gives: an identity skip that
   * ends there, with layers of equal width; -1 for none. At most one skip begins at a layer.
   */
  readonly skips: readonly number[];
}

/** Slope of leaky_relu for negative z. */
export const LEAK = 0.01;

/** Whether sigma(0) = 0, so that a layer without input stays silent. */
export function isZeroAtZero(activation: Activation): boolean {
  return activation !== 'sigmoid';
}

/** Whether some layer of weights has biases. */
export function hasBias({ bias }: Architecture): boolean {
  return bias.includes(true);
}

/** Whether theory promises that nothing moves on a closed step: no biases, and sigma(0) = 0. */
export function isSilentWhenClosed(architecture: Architecture): boolean {
  return !hasBias(architecture) && isZeroAtZero(architecture.activation);
}
