// The result of a study: columns of equal length, the resolved study and a digest, as JSON can carry them.

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
}
