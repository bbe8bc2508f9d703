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
 * Series of a dropout result by layer of weights, as columns of equal length: windows of steps as in the traces, or several
 * of those joined where all together would be too many.
 */
export interface Flow {
  readonly row: readonly number[];
  /** Last step of the window, from 1. */
  readonly step: readonly number[];
  /** Layer of weights; 1 enters the first hidden layer. */
  readonly layer: readonly number[];
  /** Root mean square over the window of the Euclidean norm of the gradient of the layer's weights, before clipping. */
  readonly gradient: readonly Value[];
  /** Mean share of the units that the layer leads to which an open path reaches from the input; NaN for the output. */
  readonly reach: readonly Value[];
}

/** How often the weights of each layer were updated: steps in which a weight lay on an open path. Columns of equal length. */
export interface Updates {
  readonly row: readonly number[];
  /** Layer of weights; 1 enters the first hidden layer. */
  readonly layer: readonly number[];
  /** Mean over the layer's weights. */
  readonly mean: readonly Value[];
  /** Its exact expectation; NaN where no exact law is known. */
  readonly expected: readonly Value[];
}

/** Updates of each weight of one layer of one run. */
export interface WeightUpdates {
  readonly row: number;
  /** Layer of weights; 1 enters the first hidden layer. */
  readonly layer: number;
  /** Units that its weights leave, and those that they enter. */
  readonly from: number;
  readonly to: number;
  /** `from` rows of `to` counts. */
  readonly count: readonly number[];
}

/**
 * The verdict on each cell of a dropout result, as columns of equal length. For each arm there are, beside those named
 * here, `ARM_learns` (share of its runs that learn), `ARM_low` and `ARM_high` (95 % interval).
 */
export interface Verdicts {
  /** First row of the cell, from 0. */
  readonly row: readonly number[];
  readonly verdict: readonly string[];
  /** One sentence with the numbers. */
  readonly words: readonly string[];
  /** Score from which a run counts as learned. */
  readonly needed: readonly Value[];
  /** One-sided exact McNemar test of conditioned against dropout; of this cell alone. */
  readonly p_value: readonly Value[];
  /** The same, corrected for the tests of all cells of the study (Holm); results of earlier versions have none. */
  readonly p_holm?: readonly Value[];
  readonly [share: `${string}_learns` | `${string}_low` | `${string}_high`]: readonly Value[];
}

/** What was measured of the runs themselves: not reproducible, and not part of the digest. */
export interface Timing {
  /** Wall time of the run of each row, in seconds; NaN where it is not known. */
  readonly seconds: readonly Value[];
}

/**
 * What a percolation study measured layer by layer, or over a range of values, as columns of equal length.
 * `at` is the layer (reachable, live; 0 is the input), the layer of weights (trainable; 1 enters the first hidden
 * layer), the layer behind the last that an open path reaches (cut; 0 where no input is kept), p (threshold), the number of active
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
  readonly flow?: Flow;
  readonly updates?: Updates;
  readonly weight_updates?: readonly WeightUpdates[];
  readonly verdicts?: Verdicts;
  readonly timing?: Timing;
  /** Whether it was not computed now, but kept by an earlier run; not part of the digest. */
  readonly cached?: true;
  /** What a reader must know before trusting the numbers; plain text. */
  readonly notes?: readonly string[];
  readonly profiles?: Profiles;
  readonly masks?: readonly Mask[];
  /**
   * Only where this is an excerpt: how many rows each table has in the whole result, by the member that it shows, for
   * those of which rows are missing here. `rows` is the number of rows here, the digest that of the whole result.
   */
  readonly excerpt?: { readonly [part in TablePart]?: number };
}

/** Members of a result that are tables. */
export type TablePart = 'columns' | Section | 'weight_updates' | 'masks';

/** Members that are columns of equal length, each entry of which belongs to a row of the result. */
export const SECTIONS = ['profiles', 'verdicts', 'traces', 'flow', 'updates'] as const;

/** Name of such a member. */
export type Section = (typeof SECTIONS)[number];
