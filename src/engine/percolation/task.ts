// What can be asked of a network under removal, as plain data that travel to workers; the answers are in run.ts.

import type { Network } from '../network/network';
import type { Rate, Removal } from './removal';

/** A network and what is removed from it. Edges of a given graph travel beside, once for each worker. */
export interface Subject {
  readonly network: Network;
  readonly removal: Removal;
  readonly model: 'site' | 'bond' | 'mixed';
}

/** theta by an exact method: a closed form, a chain, a recursion or enumeration. */
export interface ExactTask {
  readonly kind: 'exact';
  readonly subject: Subject;
  /** Over all masks, also where there is a formula. */
  readonly enumerate: boolean;
}

/** Trials in which only one thing is looked at: whether a path is open. */
export interface TrialsTask {
  readonly kind: 'trials';
  readonly subject: Subject;
  readonly sampler: 'count chain' | 'lazy geometric' | 'bit-parallel';
  readonly trials: number;
}

/** Trials whose thresholds are counted at many p at once; p of the subject is ignored. */
export interface CurveTask {
  readonly kind: 'curve';
  readonly subject: Subject;
  readonly ps: readonly number[];
  readonly trials: number;
}

/** Independent runs of multilevel splitting. */
export interface SplittingTask {
  readonly kind: 'splitting';
  readonly subject: Subject;
  /** Number of runs. */
  readonly trials: number;
}

/** Exact law of the threshold; p of the subject is ignored. */
export interface ThresholdTask {
  readonly kind: 'threshold';
  readonly subject: Subject;
  /** Over all masks, also where there is a formula. */
  readonly enumerate: boolean;
  /** Probabilities of an open path whose p is wanted. */
  readonly thetas: readonly number[];
}

/** Trials whose thresholds are all kept; p of the subject is ignored. */
export interface ThresholdsTask {
  readonly kind: 'thresholds';
  readonly subject: Subject;
  readonly trials: number;
}

/** Exact profile of layers: reachable, live, trainable, cut. */
export interface ProfileTask {
  readonly kind: 'profile';
  readonly subject: Subject;
  /** Over all masks, also where there is a formula. */
  readonly enumerate: boolean;
}

/** Sign percolation of ReLU layers: whether the signal of one fixed input reaches the output. */
export interface SignTask {
  readonly kind: 'sign';
  readonly subject: Subject;
}

/** Integers of the reliability polynomial: open masks by the number of elements that they remove. */
export interface PolynomialTask {
  readonly kind: 'polynomial';
  readonly subject: Subject;
}

/** Trials whose whole mask is looked at: reachable, live, trainable, cut, number of open paths. */
export interface MasksTask {
  readonly kind: 'masks';
  readonly subject: Subject;
  readonly trials: number;
}

/** Size of the smallest cut. */
export interface MincutTask {
  readonly kind: 'mincut';
  readonly subject: Subject;
}

/** Trials whose clusters on a lattice are measured. */
export interface ClustersTask {
  readonly kind: 'clusters';
  readonly subject: Subject;
  readonly trials: number;
}

/** Exact means of the clusters on a lattice, over all masks. */
export interface ClusterMeansTask {
  readonly kind: 'cluster means';
  readonly subject: Subject;
}

/** Law of the number of active blocks. */
export interface BlocksTask {
  readonly kind: 'blocks';
  readonly blocks: number;
  readonly rate: Rate;
}

/** One trial, for drawing. */
export interface DrawingTask {
  readonly kind: 'drawing';
  readonly subject: Subject;
}

export type PercolationTask =
  | ExactTask
  | TrialsTask
  | CurveTask
  | SplittingTask
  | ThresholdTask
  | ThresholdsTask
  | ProfileTask
  | SignTask
  | PolynomialTask
  | MasksTask
  | MincutTask
  | ClustersTask
  | ClusterMeansTask
  | BlocksTask
  | DrawingTask;
