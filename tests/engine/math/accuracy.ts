// How exact the elementary functions are: the largest error that is found on points which fill their ranges evenly, and
// on those where an argument reduction turns over, a branch begins or a result leaves the range.

import { cospi } from '../../../src/engine/math/cospi';
import { exp, expm1 } from '../../../src/engine/math/exp';
import { log, log1p } from '../../../src/engine/math/log';
import { log1mexp } from '../../../src/engine/math/log1mexp';
import { sigmoid, tanh } from '../../../src/engine/math/tanh';
import * as exact from './exact';

/** A function, its yardstick and where it is looked at. */
interface Measured {
  readonly ours: (x: number) => number;
  readonly theirs: (x: number) => exact.Exact;
  /** Intervals that are filled evenly. */
  readonly even: readonly (readonly [number, number])[];
  /** Powers of two between which sizes are filled evenly, with the sign of the arguments. */
  readonly sizes: readonly (readonly [number, number, 1 | -1])[];
  /** Points that are hard, each looked at with its neighbours. */
  readonly hard: readonly number[];
}

const numbers = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** Where exp's argument reduction goes over from one power of two to the next. */
const turns = (from: number, to: number): number[] =>
  numbers(from, to).map(k => (k + 0.5) * Math.LN2);

const MEASURED = {
  exp: {
    ours: exp,
    theirs: exact.exactExp,
    even: [
      [-745, 709.7],
      [-2, 2]
    ],
    sizes: [
      [-60, 0, 1],
      [-60, 0, -1]
    ],
    hard: [...turns(-1074, 1022), 709.782712893384, -745.1332191019411, -708.3964185322641]
  },
  expm1: {
    ours: expm1,
    theirs: exact.exactExpm1,
    even: [
      [-45, 45],
      [-1, 1]
    ],
    sizes: [
      [-300, 5, 1],
      [-300, 5, -1]
    ],
    hard: [...turns(-58, 58), 40, -40, 709]
  },
  log: {
    ours: log,
    theirs: exact.exactLog,
    even: [
      [0.4, 2.5],
      [0.9, 1.1]
    ],
    sizes: [[-1074, 1023.9, 1]],
    hard: [
      ...numbers(-1020, 1020).map(k => Math.SQRT2 * 2 ** k),
      ...numbers(1, 52).flatMap(k => [1 + 2 ** -k, 1 - 2 ** -k]),
      2 ** -1022
    ]
  },
  log1p: {
    ours: log1p,
    theirs: exact.exactLog1p,
    even: [
      [-0.999, 3],
      [-0.35, 0.5]
    ],
    sizes: [
      [-300, 300, 1],
      [-300, -0.001, -1]
    ],
    hard: [
      -0.29,
      0.41,
      1,
      Math.SQRT2 - 1,
      Math.SQRT1_2 - 1,
      ...numbers(1, 50).map(k => 2 ** -k - 1)
    ]
  },
  log1mexp: {
    ours: log1mexp,
    theirs: exact.exactLog1mexp,
    even: [
      [-40, -0.001],
      [-2, -0.001]
    ],
    sizes: [[-200, 9.5, -1]],
    hard: [-Math.LN2, ...turns(-50, -1)]
  },
  tanh: {
    ours: tanh,
    theirs: exact.exactTanh,
    even: [
      [-21, 21],
      [-1, 1]
    ],
    sizes: [[-300, 4, 1]],
    hard: [...turns(0, 57).map(x => x / 2), 20]
  },
  sigmoid: {
    ours: sigmoid,
    theirs: exact.exactSigmoid,
    even: [
      [-700, 40],
      [-5, 5]
    ],
    sizes: [[-60, 0, -1]],
    hard: turns(-1000, 53)
  },
  cospi: {
    ours: cospi,
    theirs: exact.exactCospi,
    even: [[0.0001, 0.9999]],
    sizes: [[-50, -1.001, 1]],
    hard: [0.25, 0.75, 0.4999999, 0.5000001]
  }
} satisfies Record<string, Measured>;

/** Names of the functions. */
export const FUNCTIONS = Object.keys(MEASURED) as (keyof typeof MEASURED)[];

/** Fractions that fill 0 .. 1 the more evenly the more of them there are. */
function* fractions(count: number): Generator<number> {
  for (let i = 1, x = 0; i <= count; i++) {
    x += 0.6180339887498949;
    x -= Math.floor(x);
    yield x;
  }
}

const view = new DataView(new ArrayBuffer(8));

/** The double that stands so many places behind x. */
function neighbour(x: number, places: number): number {
  view.setFloat64(0, x);
  view.setBigInt64(0, view.getBigInt64(0) + BigInt(places));
  return view.getFloat64(0);
}

function* pointsOf({ even, sizes, hard }: Measured, count: number): Generator<number> {
  const each = Math.ceil(count / (even.length + sizes.length));
  for (const [from, to] of even) {
    for (const x of fractions(each)) yield from + (to - from) * x;
  }
  for (const [from, to, sign] of sizes) {
    for (const x of fractions(each)) {
      const power = from + (to - from) * x;
      const whole = Math.floor(power);
      // A size between two powers, not their logarithm's: the mantissa fills its range too.
      yield sign * (1 + (power - whole)) * 2 ** Math.max(whole, -1074);
    }
  }
  for (const x of hard) {
    for (const places of [-2, -1, 0, 1, 2]) yield neighbour(x, places);
  }
}

/**
 * The largest error of a function.
 *
 * @param name one of FUNCTIONS
 * @param count how many points beside the hard ones
 */
export function largestError(
  name: keyof typeof MEASURED,
  count: number
): { readonly x: number; readonly error: number; readonly points: number } {
  const measured: Measured = MEASURED[name];
  let worst = { x: NaN, error: -1 };
  let points = 0;
  for (const x of pointsOf(measured, count)) {
    const found = measured.ours(x);
    if (!Number.isFinite(found)) continue;
    const reference = measured.theirs(x);
    if (reference.value === 0n) continue;
    points += 1;
    const error = exact.ulps(found, reference);
    if (!(error <= worst.error)) worst = { x, error };
  }
  return { ...worst, points };
}
