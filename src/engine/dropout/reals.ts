// The number type of a network. Training runs in single precision; the same code in double precision lets the
// gradients be checked against finite differences.

/** A vector or a row-major matrix of network numbers. */
export type Reals = Float32Array | Float64Array;

/** Which number type to use: the typed array's own constructor. */
export interface Precision {
  new (length: number): Reals;
}
