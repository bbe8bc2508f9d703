// Exact path probability of any graph with few removable elements, over all masks. Masks are counted, not added up:
// N[k] = masks with k_i elements of class i removed that have an open path, an exact integer. Then
// theta = sum of N[k] prod p_i^k_i (1 - p_i)^(n_i - k_i), the reliability polynomial, and 1 - theta the same sum over
// the other masks: both are sums of non-negative terms, and the smaller loses no digit.

import { openMasks } from '../kernels/everymask';
import { scaleByPowerOfTwo } from '../math/exp';
import { log, log1p } from '../math/log';
import { Sum } from '../math/sum';
import type { Graph, RemovalGraph } from '../network/graph';
import { twoTerminals } from '../network/terminals';
import { fromLogTheta, type PathProbability } from './probability';

/** Most removable elements: 2^22 masks take a fraction of a second. */
export const MOST_ENUMERATED = 22;

/** Products are kept between 2^-256 and 1, with a count of how often they were multiplied by 2^256. */
const STEP = 256;
const LARGE = 2 ** STEP;
const SMALL = 2 ** -STEP;

/** values[i] * 2^(-STEP steps[i]): products of probabilities that may lie below any double. */
interface Products {
  readonly values: Float64Array;
  readonly steps: Int32Array;
}

function products(size: number): Products {
  return { values: new Float64Array(size), steps: new Int32Array(size) };
}

/** Writes a * b to place i. */
function setProduct(
  { values, steps }: Products,
  i: number,
  a: number,
  b: number,
  by: number
): void {
  let value = a * b;
  let step = by;
  while (value < SMALL && value > 0) {
    value *= LARGE;
    step += 1;
  }
  values[i] = value;
  steps[i] = step;
}

/** x^0 .. x^n. */
function powers(x: number, n: number): Products {
  const table = products(n + 1);
  const base = products(1);
  setProduct(base, 0, x, 1, 0);
  table.values[0] = 1;
  for (let k = 1; k <= n; k++) {
    setProduct(table, k, table.values[k - 1], base.values[0], table.steps[k - 1] + base.steps[0]);
  }
  return table;
}

/** All products of an entry of the first and an entry of the second table, the first varying faster. */
function outer(first: Products, second: Products): Products {
  const size = first.values.length;
  const table = products(size * second.values.length);
  for (let i = 0; i < table.values.length; i++) {
    const j = Math.floor(i / size);
    const steps = first.steps[i - j * size] + second.steps[j];
    setProduct(table, i, first.values[i - j * size], second.values[j], steps);
  }
  return table;
}

/** p^k (1 - p)^(n - k), k = 0 .. n. */
function classWeights(p: number, n: number): Products {
  const removed = powers(p, n);
  const kept = powers(1 - p, n);
  const table = products(n + 1);
  for (let k = 0; k <= n; k++) {
    const steps = removed.steps[k] + kept.steps[n - k];
    setProduct(table, k, removed.values[k], kept.values[n - k], steps);
  }
  return table;
}

/** Masks with k of n elements removed, k = 0 .. n. */
function masksByRemoved(n: number): Uint32Array<ArrayBuffer> {
  const row = new Uint32Array(n + 1);
  row[0] = 1;
  for (let k = 1; k <= n; k++) {
    row[k] = (row[k - 1] * (n - k + 1)) / k;
  }
  return row;
}

/** All products of an entry of the first and an entry of the second list, the first varying faster. */
function outerCounts(
  first: Uint32Array<ArrayBuffer>,
  second: Uint32Array<ArrayBuffer>
): Uint32Array<ArrayBuffer> {
  const table = new Uint32Array(first.length * second.length);
  second.forEach((count, j) => {
    table.set(
      first.map(other => other * count),
      j * first.length
    );
  });
  return table;
}

/** A sum of probabilities and its logarithm. */
export interface Mass {
  readonly probability: number;
  readonly logarithm: number;
}

/** Sum of counts[i] times product i; terms more than two steps below the largest can't change it. */
function massOf({ values, steps }: Products, counts: Uint32Array): Mass {
  let least = Infinity;
  for (let i = 0; i < values.length; i++) {
    if (steps[i] < least && values[i] > 0 && counts[i] > 0) {
      least = steps[i];
    }
  }
  if (least === Infinity) {
    return { probability: 0, logarithm: -Infinity };
  }
  const sum = new Sum();
  const scales = [1, SMALL, SMALL * SMALL];
  for (let i = 0; i < values.length; i++) {
    const below = steps[i] - least;
    if (counts[i] > 0 && below >= 0 && below < scales.length) {
      sum.add(counts[i] * (values[i] * scales[below]));
    }
  }
  return {
    probability: scaleByPowerOfTwo(sum.value, -STEP * least),
    logarithm: log(sum.value) - STEP * least * Math.LN2
  };
}

function check(graph: Graph, name: string): void {
  if (graph.elements > MOST_ENUMERATED) {
    throw new RangeError(
      `${name}: found ${graph.elements} removable elements; allowed: up to ${MOST_ENUMERATED}; sample the graph`
    );
  }
}

/** Open masks by place; null where every mask is open. */
function openByPlace(graph: Graph, strides: Int32Array, size: number): Uint32Array | null {
  const terminals = twoTerminals(graph);
  return terminals === null ? null : openMasks(terminals, strides, size);
}

/** Masks by what they remove: k of the swept elements, and some of those with rates. */
interface Places {
  /** What each element adds to the place of a mask that removes it. */
  readonly strides: Int32Array;
  /** Number of swept elements; place k + (swept + 1) j removes k of them. */
  readonly swept: number;
  /** Probability of the removed elements with rates, for each j. */
  readonly weights: Products;
  /** Masks of each place, open or not. */
  readonly masks: Uint32Array<ArrayBuffer>;
}

function placesOf({ graph, rates }: RemovalGraph): Places {
  const sizes = new Int32Array(graph.classes);
  graph.elementClass.forEach(at => (sizes[at] += 1));
  const swept = sizes.reduce((sum, size, at) => sum + (Number.isNaN(rates[at]) ? size : 0), 0);
  const strideOfClass = new Int32Array(graph.classes).fill(1);
  let weights = powers(1, 0);
  let masks = masksByRemoved(swept);
  sizes.forEach((size, at) => {
    if (!Number.isNaN(rates[at])) {
      strideOfClass[at] = masks.length;
      weights = outer(weights, classWeights(rates[at], size));
      masks = outerCounts(masks, masksByRemoved(size));
    }
  });
  return { strides: graph.elementClass.map(at => strideOfClass[at]), swept, weights, masks };
}

/** Probability that the elements with rates make an open path, and that they make none, where k swept ones are removed. */
export interface RemovedLaw {
  /** Sum over the sets of k swept elements, k = 0 .. number of swept elements. */
  readonly open: readonly Mass[];
  readonly closed: readonly Mass[];
}

/**
 * What all masks say of a graph, by the number of swept elements that they remove: where all elements are swept, the
 * integers of the reliability polynomial; where none is, the path probability.
 *
 * @param removal at most MOST_ENUMERATED elements, shared or not; classes whose rate is NaN are swept, other rates are in
 *   0 .. 1
 * @throws RangeError for more elements, or for another rate
 */
export function enumeratedLaw(removal: RemovalGraph): RemovedLaw {
  const { graph, rates } = removal;
  check(graph, 'enumeratedLaw');
  rates.forEach((rate, at) => {
    if (rate < 0 || rate > 1) {
      throw new RangeError(
        `enumeratedLaw: found removal probability ${rate} of class ${at}; allowed: 0 .. 1, or NaN where it is swept`
      );
    }
  });
  const { strides, swept, weights, masks } = placesOf(removal);
  const open = openByPlace(graph, strides, masks.length) ?? masks;
  const closed = masks.map((count, i) => count - open[i]);
  const bySwept = (counts: Uint32Array): Mass[] =>
    Array.from({ length: swept + 1 }, (_, k) =>
      massOf(
        weights,
        counts.filter((__, place) => place % (swept + 1) === k)
      )
    );
  return { open: bySwept(open), closed: bySwept(closed) };
}

/**
 * Exact path probability by counting all masks.
 *
 * @param removal at most MOST_ENUMERATED elements, shared or not; edges with or without direction; rates in 0 .. 1
 * @returns theta and companions, relative error below 1e-12 on each, also where p is far below or near 1
 * @throws RangeError for more elements, or for a rate that is not in 0 .. 1 (a swept graph has none)
 */
export function enumeratedTheta(removal: RemovalGraph): PathProbability {
  const swept = removal.rates.findIndex(rate => Number.isNaN(rate));
  if (swept >= 0) {
    throw new RangeError(
      `enumeratedTheta: found removal probability NaN of class ${swept}; allowed: 0 .. 1`
    );
  }
  const {
    open: [path],
    closed: [none]
  } = enumeratedLaw(removal);
  if (none.logarithm === -Infinity) {
    return fromLogTheta(0);
  }
  return path.probability < none.probability
    ? {
        theta: path.probability,
        oneMinusTheta: 1 - path.probability,
        logTheta: path.logarithm,
        logOneMinusTheta: 0 + log1p(-path.probability)
      }
    : {
        theta: 1 - none.probability,
        oneMinusTheta: none.probability,
        logTheta: 0 + log1p(-none.probability),
        logOneMinusTheta: none.logarithm
      };
}

/**
 * Coefficients of the reliability polynomial: theta = sum of open[k] p^k (1 - p)^(elements - k) where all elements are
 * removed with the same p.
 *
 * @param graph at most MOST_ENUMERATED elements; their classes are not looked at
 * @returns open[k] = masks with exactly k elements removed that have an open path, k = 0 .. elements; exact
 * @throws RangeError for more elements
 */
export function reliabilityPolynomial({ graph }: RemovalGraph): { open: number[] } {
  check(graph, 'reliabilityPolynomial');
  const { elements } = graph;
  const open = openByPlace(graph, new Int32Array(elements).fill(1), elements + 1);
  return { open: Array.from(open ?? masksByRemoved(elements)) };
}
