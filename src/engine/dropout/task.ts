// What one training run is asked to do and what it reports: plain data that travels to workers.

/** How hidden activations are computed; sigma(0) = 0 for all but the sigmoid. */
export type Activation = 'relu' | 'tanh' | 'linear' | 'sigmoid';

/** Which masks are drawn: the removal model's own, only those with an open path, or none (p = 0). */
export type Arm = 'dropout' | 'conditioned' | 'intact';

/** One training run: everything but the data and the random streams. */
export interface TrainingTask {
  /** Units of every layer, from input to output. */
  readonly widths: readonly number[];
  readonly bias: boolean;
  readonly activation: Activation;
  readonly init: 'he' | 'glorot' | 'preserving';
  readonly loss: 'cross_entropy' | 'mse';
  /** site = Dropout (hidden units), bond = DropConnect (weights). */
  readonly model: 'site' | 'bond';
  /** Removal probability, 0 <= p < 1. */
  readonly p: number;
  /** One mask for the whole batch of a step, or one for each sample. */
  readonly mask: 'step' | 'sample';
  /** Inverted dropout: kept elements are divided by their keep probability 1 - p while training. */
  readonly rescale: boolean;
  readonly arm: Arm;
  readonly steps: number;
  readonly batch: number;
  readonly optimizer: {
    readonly name: 'sgd';
    readonly rate: number;
    readonly momentum: number;
    /** Weight decay (L2): decay * weight is added to the gradient of every weight, not of biases. */
    readonly decay: number;
    /** Largest Euclidean norm of the whole gradient, or null for no clipping. */
    readonly clip: number | null;
  };
  /** Most points kept of each per-step series. */
  readonly traceLength: number;
}

/** Per-step series, decimated to at most `traceLength` windows of equal length (the last may be shorter). */
export interface Trace {
  /** Last step of each window, counted from 1. */
  readonly step: readonly number[];
  /** Mean training loss (under the masks) over the window. */
  readonly loss: readonly number[];
  /** Fraction of the window's masks that had an open path. */
  readonly open: readonly number[];
}

/** What one training run found. */
export interface TrainingOutcome {
  /** Fraction of all masks drawn that had an open path from input to output. */
  readonly openFraction: number;
  /** First step, counted from 1, with an open mask; Infinity when there was none. */
  readonly firstOpenStep: number;
  /** Accuracy on the test set, masks off. */
  readonly testAccuracy: number;
  /** Mean loss on the test set, masks off. */
  readonly testLoss: number;
  /** Mean loss on the training set after the last step, masks off. */
  readonly trainLoss: number;
  /**
   * Largest |gradient| of any weight over all closed steps (no mask open); 0 when there was no closed step.
   * NaN where theory does not promise 0: with biases, or with sigma(0) != 0.
   */
  readonly closedGradientMax: number;
  readonly trace: Trace;
}
