// Thresholds of infinite lattices from finite ones. Site and bond percolation on the square lattice, crossing from the first
// row to the last with free sides; and their directed kin, on cylinders. A crossing's critical p is its median threshold.

import type { PercolationKeys } from '../../src/node';
import { ask, numbers } from './asking';
import { table } from './coverage';

/** A critical p of a finite lattice with its interval. */
export interface Finite {
  readonly size: readonly [number, number];
  readonly q: number;
  readonly low: number;
  readonly high: number;
}

/** A threshold of an infinite lattice: the least probability of being kept at which it conducts. */
export interface LatticeThreshold {
  readonly what: string;
  readonly known: number;
  readonly source: string;
  readonly finite: readonly Finite[];
  /** How the threshold is read off the finite ones. */
  readonly how: string;
  readonly estimate: number;
  /** Half-width of its 95 % interval, that of the sample alone. */
  readonly reach: number;
}

async function finiteOf(
  keys: PercolationKeys,
  size: readonly [number, number],
  trials: number
): Promise<Finite> {
  const result = await ask({
    ...keys,
    size: [...size],
    measure: ['threshold'],
    method: 'max-min',
    trials,
    seed: `lattice ${size.join(' x ')}`,
    force: true
  });
  const [p, low, high] = ['threshold', 'threshold_low', 'threshold_high'].map(
    name => numbers(result, name)[0]
  );
  return { size, q: 1 - p, low: 1 - high, high: 1 - low };
}

/** Weighted least squares of q = q_c + c x. */
function intercept(
  finite: readonly Finite[],
  xs: readonly number[]
): { at: number; reach: number } {
  const weights = finite.map(({ low, high }) => (3.92 / (high - low)) ** 2);
  const sum = (of: (i: number) => number): number =>
    weights.reduce((total, weight, i) => total + weight * of(i), 0);
  const [s, x, xx, y, xy] = [
    sum(() => 1),
    sum(i => xs[i]),
    sum(i => xs[i] ** 2),
    sum(i => finite[i].q),
    sum(i => xs[i] * finite[i].q)
  ];
  const determinant = s * xx - x * x;
  return { at: (xx * y - x * xy) / determinant, reach: 1.96 * Math.sqrt(xx / determinant) };
}

/** Trials of a lattice, so that every size takes about as long. */
function trialsOf([height, width]: readonly [number, number], work: number): number {
  return Math.max(1000, Math.round(work / (height * width)));
}

async function extrapolated(
  of: Pick<LatticeThreshold, 'what' | 'known' | 'source' | 'how'>,
  keys: PercolationKeys,
  sizes: readonly (readonly [number, number])[],
  exponent: number,
  work: number
): Promise<LatticeThreshold> {
  const finite: Finite[] = [];
  for (const size of sizes) finite.push(await finiteOf(keys, size, trialsOf(size, work)));
  const { at, reach } = intercept(
    finite,
    sizes.map(([height]) => height ** -exponent)
  );
  return { ...of, finite, estimate: at, reach };
}

/** Bond removal on n + 1 rows of n units is its own dual: its critical p is 1/2 at every size. */
async function selfDual(work: number): Promise<LatticeThreshold> {
  const sizes = [8, 16, 32, 64].map(n => [n + 1, n] as const);
  const finite: Finite[] = [];
  for (const size of sizes) {
    finite.push(await finiteOf({ lattice: 'square', model: 'bond' }, size, trialsOf(size, work)));
  }
  const weights = finite.map(({ low, high }) => (3.92 / (high - low)) ** 2);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return {
    what: 'square lattice, bond',
    known: 0.5,
    source: 'exact (Kesten, Communications in Mathematical Physics 74 (1980) 41)',
    how: 'rows n + 1, columns n: self-dual, 1/2 at every size; weighted mean',
    finite,
    estimate: finite.reduce((sum, { q }, i) => sum + (weights[i] * q) / total, 0),
    reach: 1.96 / Math.sqrt(total)
  };
}

/**
 * All thresholds.
 *
 * @param work units of all trials of one size together
 */
export async function lattices(work: number): Promise<LatticeThreshold[]> {
  const squares = [16, 32, 64, 128].map(n => [n, n] as const);
  // Height over width^z is nearly constant, z = 1.580745.
  const cylinders = [8, 16, 32, 64].map(width => [Math.round(width ** 1.580745), width] as const);
  const jensen = 'Jensen, Journal of Physics A 32 (1999) 5233';
  const directed = 'q + c t^(-1/1.733847) in the height t, widths of t^(1/1.580745)';
  return [
    await selfDual(work),
    await extrapolated(
      {
        what: 'square lattice, site',
        known: 0.5927460507921,
        source: 'Jacobsen, Journal of Physics A 48 (2015) 454003',
        how: 'n x n, q + c n^(-1.75) (Ziff, Physical Review Letters 69 (1992) 2670)'
      },
      { lattice: 'square', model: 'site' },
      squares,
      1.75,
      work
    ),
    await extrapolated(
      { what: 'directed square lattice, bond', known: 0.644700185, source: jensen, how: directed },
      { lattice: 'square', directed: true, model: 'bond' },
      cylinders,
      1 / 1.733847,
      work
    ),
    await extrapolated(
      { what: 'directed square lattice, site', known: 0.70548515, source: jensen, how: directed },
      { lattice: 'square', directed: true, model: 'site' },
      cylinders,
      1 / 1.733847,
      work
    )
  ];
}

/** Tables of thresholds. */
export function latticeText(all: readonly LatticeThreshold[]): string {
  const rows = all.map(({ what, known, source, how, estimate, reach }) => [
    what,
    String(known),
    source,
    how,
    `${estimate.toFixed(5)} +- ${reach.toFixed(5)}`,
    (estimate - known).toExponential(1)
  ]);
  const finite = all.flatMap(({ what, finite: own }) =>
    own.map(({ size, q, low, high }) => [
      what,
      size.join(' x '),
      q.toFixed(5),
      `${low.toFixed(5)} to ${high.toFixed(5)}`
    ])
  );
  const first = table(['lattice', 'known q_c', 'source', 'read off', 'found', 'difference'], rows);
  const second = table(['lattice', 'rows x columns', 'median q', '95 % interval'], finite);
  return `${first}\n\n${second}`;
}
