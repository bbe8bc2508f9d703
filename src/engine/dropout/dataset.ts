// Labelled examples in flat typed arrays, and the one error of everything that reads them.

/** Examples of a classification task. */
export interface Examples {
  /** Inputs, row by row: `rows * inputs` numbers. */
  readonly x: Float32Array;
  /** Class of each row, 0 .. classes - 1. */
  readonly y: Int32Array;
}

/** A data set. Where the source has no test set of its own (`test` null), each replicate holds out a fifth. */
export interface Dataset {
  readonly name: string;
  readonly inputs: number;
  readonly classes: number;
  readonly train: Examples;
  readonly test: Examples | null;
}

/** A data file or array that can't be used; the message names the place, what was found and what was expected. */
export class DataError extends Error {
  override readonly name = 'DataError';
}
