// What one training run is asked to do and what it reports: plain data that travels to workers.

import type { Architecture } from './architecture';
import type { Teacher } from './data/teacher';
import type { Removal } from './removal';

/** How initial weights are drawn (initialise.ts). */
export type Init = 'he' | 'glorot' | 'orthogonal' | 'preserving' | 'balanced';

/** Softmax cross-entropy in nats, or the mean over outputs and rows of the squared error from the targets. */
export type Loss = 'cross_entropy' | 'mse';

/**
 * Which masks are drawn and which steps are taken.
 * dropout: the removal model itself, every step. conditioned: only masks with an open path, same p. intact: no
 * removals. thinned: no removals, each step skipped with probability 1 - theta. time_changed: conditioned masks, and as
 * many steps as dropout has open ones: N ~ Binomial(T, theta).
 */
export type Arm = 'dropout' | 'conditioned' | 'intact' | 'thinned' | 'time_changed';

/** How a step follows from the gradient (optimizer.ts). */
export interface OptimizerSettings {
  readonly name: 'sgd' | 'nesterov' | 'adam' | 'adamw';
  readonly rate: number;
  /** constant; step: rate times `factor` after every `every` steps; cosine: falls to 0 at the last step. */
  readonly schedule: {
    readonly name: 'constant' | 'step' | 'cosine';
    readonly every: number;
    readonly factor: number;
  };
  /** sgd, nesterov: momentum, 0 for none. */
  readonly momentum: number;
  /** adam, adamw: decay rates of the two moments, and what keeps the quotient finite. */
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Weight decay, on weights and not on biases: added to the gradient, or (adamw) taken off the weights themselves. */
  readonly decay: number;
  /** Largest Euclidean norm of the whole gradient, before decay; null for no clipping. */
  readonly clip: number | null;
}

/** One training run: everything but the data and the random streams. */
export interface TrainingTask {
  readonly architecture: Architecture;
  readonly init: Init;
  readonly loss: Loss;
  readonly removal: Removal;
  /** One mask for all rows of a step, one for each row, or one for each pass over the training set. */
  readonly mask: 'step' | 'sample' | 'epoch';
  /** Inverted dropout: kept elements are divided by their keep probability while training. */
  readonly rescale: boolean;
  readonly arm: Arm;
  readonly steps: number;
  readonly batch: number;
  readonly optimizer: OptimizerSettings;
  /** Most points kept of each per-step series. */
  readonly traceLength: number;
  /** Masks over which the predictions of Monte Carlo dropout are averaged; 0 for none. */
  readonly passes: number;
  /** Whether steps that change a weight are counted for each weight; of runs with one mask a step, for replicate 0. */
  readonly countsWeights: boolean;
  /** What draws the data of each replicate; null where the study has a data set. */
  readonly teacher: Teacher | null;
}

/** Per-step series, decimated to at most `traceLength` windows of equal length (the last may be shorter). */
export interface Trace {
  /** Last step of each window, counted from 1. */
  readonly step: readonly number[];
  /** Steps of the window that were taken, over which all that follows is a mean; NaN where there was none. */
  readonly taken: readonly number[];
  /** Mean training loss (under the masks) over the window. */
  readonly loss: readonly number[];
  /** Fraction of the window's masks that had an open path. */
  readonly open: readonly number[];
  /** For each layer of weights, root mean square over the window of the norm of its gradient, before clipping. */
  readonly gradient: readonly (readonly number[])[];
  /** For each hidden layer, mean fraction of units that an open path from the input reaches. */
  readonly reach: readonly (readonly number[])[];
}

/** How a network does on some examples. */
export interface Evaluation {
  /** Mean loss. */
  readonly loss: number;
  /** Fraction of rows whose largest output is that of their class; for regression R^2 = 1 - mse / variance. */
  readonly accuracy: number;
}

/** Predictions of Monte Carlo dropout: averaged over masks. */
export interface MonteCarloEvaluation extends Evaluation {
  /** Standard deviation over masks of the accuracy of single masks. */
  readonly spread: number;
}

/** Steps that changed a weight, by layer of weights. */
export interface Updates {
  /** Steps taken under masks, thinned and time-changed arms included. */
  readonly steps: number;
  /**
   * For each layer of weights, mean over its weights of the steps in which the weight lay on an open path of some mask;
   * NaN where steps have several masks and weights are not counted one by one.
   */
  readonly mean: readonly number[];
  /** Its exact expectation: sum over steps of P(weight on an open path). NaN where no exact law is known. */
  readonly expected: readonly number[];
  /** Counts of single weights, rows of fan-out numbers; null where they were not asked for. */
  readonly counts: readonly (readonly number[])[] | null;
}

/** What one training run found. */
export interface TrainingOutcome {
  /** Steps really taken: `steps`, but for the thinned and time_changed arms. */
  readonly stepsTaken: number;
  /** Fraction of all masks drawn that had an open path from input to output. */
  readonly openFraction: number;
  /** First step, counted from 1, with an open mask; Infinity when there was none. */
  readonly firstOpenStep: number;
  /** Steps with at least one open mask. */
  readonly usefulSteps: number;
  /** Test set, masks off. */
  readonly test: Evaluation;
  /** Test set, masks on; null for passes = 0 and where nothing is removed. */
  readonly monteCarlo: MonteCarloEvaluation | null;
  /** Expected calibration error on the test set, 15 equal bins of confidence; NaN for regression. */
  readonly calibrationError: number;
  /** Mean loss on the training set after the last step, masks off. */
  readonly trainLoss: number;
  /**
   * Loss and accuracy of the best predictor that does not see the inputs, which knows the training targets: entropy of
   * the labels and share of the commonest class on the test set (cross_entropy), mean squared error of the mean target
   * and 0 (regression).
   */
  readonly blind: Evaluation;
  /**
   * Largest |gradient| of any weight over all closed steps (no mask open); 0 when there was no closed step.
   * NaN where theory does not promise 0: with biases, or with sigma(0) != 0.
   */
  readonly closedGradientMax: number;
  /**
   * Largest |gradient| of a weight that leaves an input unit over all closed steps, biases or not: 0 by theory, and where
   * there was no closed step.
   */
  readonly closedFirstLayerMax: number;
  /** Largest spread over the rows of a batch of any output unit on closed steps with one mask (0 by theory). */
  readonly closedOutputSpread: number;
  readonly updates: Updates;
  readonly trace: Trace;
}
