// Initial weights. `he` and `glorot` are the usual ones (He et al., ICCV 2015; Glorot and Bengio, AISTATS 2010),
// `orthogonal` is that of Saxe, McClelland, Ganguli (ICLR 2014). `preserving` and `balanced` (derived here, docs/theory.md
// section 5) average over the units that a removal model leaves, so the mean signal neither dies nor grows with depth,
// and a failure to train is not one of vanishing signal.

import type { Stream } from '../random/stream';
import type { Architecture } from './architecture';
import type { Machine } from './machine';
import type { Init } from './task';
import type { Factors } from './thinning';

/** Relative spread of averaging weights behind the first layer. */
const SPREAD = 0.1;

/** A matrix of weights, row by row: the row of unit i holds the weights that lead from it. */
type Rows = readonly Float32Array[];

function fillNormal(rows: Rows, variance: number, stream: Stream): void {
  const deviation = Math.sqrt(variance);
  for (const row of rows) {
    for (let j = 0; j < row.length; j++) {
      row[j] = deviation * stream.normal();
    }
  }
}

/** Averages: about `mean` each, so that a unit takes the mean of the units that feed it. */
function fillAveraging(rows: Rows, mean: number, stream: Stream): void {
  for (const row of rows) {
    for (let j = 0; j < row.length; j++) {
      row[j] = mean * (1 + SPREAD * stream.normal());
    }
  }
}

/** Turns the weights that lead to the units for which `isTurned`. */
function turn(rows: Rows, isTurned: (unit: number) => boolean): void {
  const signs = Array.from(rows[0], (_, unit) => (isTurned(unit) ? -1 : 1));
  for (const row of rows) {
    signs.forEach((sign, unit) => {
      row[unit] *= sign;
    });
  }
}

/** One random sign for each unit. */
function turnAtRandom(rows: Rows, stream: Stream): void {
  turn(rows, () => stream.bernoulli(0.5));
}

/**
 * Turns every second unit, in a random order. With a sign of its own for each unit, half of all networks of two outputs
 * start with equal ones, which no signal can tell apart, and train late for a reason that is neither the paths nor the
 * depth (docs/theory.md, section 5).
 */
function turnHalf(rows: Rows, stream: Stream): void {
  const order = Uint32Array.from({ length: rows[0].length }, (_, unit) => unit);
  stream.shuffle(order);
  turn(rows, unit => order[unit] % 2 === 1);
}

/** Rows made orthonormal one after another (modified Gram-Schmidt, twice, which loses nothing). */
function orthonormalise(vectors: readonly Float64Array[]): void {
  vectors.forEach((vector, i) => {
    for (let pass = 0; pass < 2; pass++) {
      for (const other of vectors.slice(0, i)) {
        const share = dot(vector, other);
        vector.forEach((value, j) => {
          vector[j] = value - share * other[j];
        });
      }
    }
    const length = Math.sqrt(dot(vector, vector));
    vector.forEach((value, j) => {
      vector[j] = value / length;
    });
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, j) => sum + value * b[j], 0);
}

/** Orthonormal rows or columns, whichever are fewer, uniformly distributed. */
function fillOrthogonal(rows: Rows, stream: Stream): void {
  const [fanIn, fanOut] = [rows.length, rows[0].length];
  const isWide = fanIn <= fanOut;
  const vectors = Array.from({ length: Math.min(fanIn, fanOut) }, () =>
    Float64Array.from({ length: Math.max(fanIn, fanOut) }, () => stream.normal())
  );
  orthonormalise(vectors);
  rows.forEach((row, i) => {
    for (let j = 0; j < fanOut; j++) {
      row[j] = isWide ? vectors[i][j] : vectors[j][i];
    }
  });
}

/**
 * Draws the weights of a network; its biases stay 0. With fan-in n_in and fan-out n_out of the layer,
 * he: N(0, 2 / n_in); glorot: N(0, 2 / (n_in + n_out)); orthogonal: orthonormal rows or columns; preserving and balanced:
 * N(0, 1 / n_in) in the first layer (also where it is the only one), behind it (1 + 0.1 N(0, 1)) / (n_in * keep), with keep
 * the mean factor that masks and rescaling leave of a sum over the layer before; in the output layer with one random sign
 * for each unit, independent (preserving) or half of them negative (balanced). The draws are the same whatever the
 * removals, which only change a factor.
 *
 * @param machine the network, changed in place
 * @param keeps mean factors that removals and rescaling leave while training
 */
export function initialise(
  machine: Machine,
  { widths }: Architecture,
  init: Init,
  keeps: Factors,
  stream: Stream
): void {
  const last = widths.length - 2;
  for (let l = 0; l <= last; l++) {
    const fanIn = widths[l];
    const rows = Array.from({ length: fanIn }, (_, i) => machine.weightRow(l, i));
    if (init === 'orthogonal') {
      fillOrthogonal(rows, stream);
    } else if (init === 'he' || init === 'glorot') {
      fillNormal(rows, 2 / (init === 'he' ? fanIn : fanIn + widths[l + 1]), stream);
    } else if (l === 0) {
      fillNormal(rows, 1 / fanIn, stream);
    } else {
      const keep = keeps.units[l - 1] * keeps.weights[l];
      fillAveraging(rows, 1 / (fanIn * keep), stream);
      if (l === last) {
        const turnUnits = init === 'preserving' ? turnAtRandom : turnHalf;
        turnUnits(rows, stream);
      }
    }
  }
}
