// Examples in flat typed arrays, and the one error of everything that reads them.

/** Examples to learn from: inputs, and classes or targets. */
export interface Examples {
  /** Inputs, row by row: `rows * inputs` numbers. */
  readonly x: Float32Array;
  /** Class of each row, 0 .. classes - 1; for regression all 0. Its length is the number of rows. */
  readonly y: Int32Array;
  /** Regression: targets, row by row, `rows * outputs` numbers; null for classification. */
  readonly targets: Float32Array | null;
}

/** Bytes of some examples. */
export function bytesOf({ x, y, targets }: Examples): number {
  return x.byteLength + y.byteLength + (targets?.byteLength ?? 0);
}

/** A data set. Where the source has no test set of its own (`test` null), each replicate holds out a fifth. */
export interface Dataset {
  readonly name: string;
  readonly inputs: number;
  /** Output units that it needs: classes, or numbers of a target. */
  readonly outputs: number;
  readonly task: 'classification' | 'regression';
  readonly train: Examples;
  readonly test: Examples | null;
}

/** A data file or array that can't be used; the message names the place, what was found and what was expected. */
export class DataError extends Error {
  override readonly name = 'DataError';
}
