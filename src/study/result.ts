// The result of a study: columns of equal length, the resolved study and a digest, as JSON can carry them.

import type { Drawing } from '../engine/percolation/drawing';

export type { MaskState } from '../engine/percolation/drawing';

/** MIME type of a result. */
export const RESULT_MIME = 'application/vnd.percolab.result+json';

/** A cell of a column. Numbers outside JSON's range are the strings "Infinity", "-Infinity" and "NaN". */
export type Value = number | string;

/** Per-step series of a dropout result as columns of equal length, an entry for each window of steps of each run. */
export interface Traces {
  /** Row of the result that the run has, from 0. */
  readonly row: readonly number[];
  /** Last step of the window, from 1. */
  readonly step: readonly number[];
  /** Mean training loss over the window, masks on. */
  readonly loss: readonly Value[];
  /** Share of the window's masks that had an open path. */
  readonly open: readonly Value[];
}

/**
 * What a percolation study measured layer by layer, or over a range of values, as columns of equal length.
 * `at` is the layer (reachable, live; 0 is the input), the layer of weights (trainable; 1 enters the first hidden
 * layer), the first layer that no open path reaches (cut; 0 where no input is kept), p (threshold), the number of active
 * blocks (blocks) or of removed elements (polynomial).
 */
export interface Profiles {
  /** Row of the result, from 0. */
  readonly row: readonly number[];
  readonly measure: readonly string[];
  readonly at: readonly Value[];
  /**
   * A fraction or probability; for `threshold` the distribution function P(T <= p) of a trial's threshold, for
   * `polynomial` the number of sets of `at` removed elements that leave a path open, an exact integer.
   */
  readonly value: readonly Value[];
  /** 95 % interval; both ends are the value where it is exact. */
  readonly low: readonly Value[];
  readonly high: readonly Value[];
}

/** One trial, for drawing. */
export interface Mask extends Drawing {
  /** Row of the result, from 0. */
  readonly row: number;
}

/** Result of a study (public contract). */
export interface Result {
  /** Version of percolab that made it. */
  readonly percolab: string;
  /** The resolved study: defaults filled in, ranges as lists. */
  readonly study: { readonly study: 'percolation' | 'dropout'; readonly [key: string]: unknown };
  /** `sha256:` and the hash of the columns. */
  readonly digest: string;
  readonly rows: number;
  readonly columns: { readonly [name: string]: readonly Value[] };
  readonly traces?: Traces;
  readonly profiles?: Profiles;
  readonly masks?: readonly Mask[];
}
