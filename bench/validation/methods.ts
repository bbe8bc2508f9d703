// Every method against every other, on networks small enough for all of them: exact ones against enumeration, the
// polynomial and each other to the last digits, sampled ones by their z.

import { studentQuantile } from '../../src/engine/percolation/studentt';
import type { PercolationKeys } from '../../src/node';
import { ask, numbers } from './asking';
import { table } from './coverage';
import { kolmogorov } from './kolmogorov';
import { normalTail } from './normal';

const NETWORKS: readonly (readonly [string, PercolationKeys])[] = [
  ['site, W = 3, L = 3', { width: 3, depth: 3, model: 'site', p: 0.5 }],
  ['site, W = 4, L = 5', { width: 4, depth: 5, model: 'site', p: 0.75 }],
  ['bond, widths 2 3 2', { widths: [2, 3, 2], model: 'bond', p: 0.5 }],
  ['bond, W = 2, L = 3', { width: 2, depth: 3, model: 'bond', p: 0.4 }],
  ['mixed, widths 2 3 2', { widths: [2, 3, 2], model: 'mixed', p_site: 0.2, p_bond: 0.4 }],
  ['site, rates by layer', { width: 3, depth: 3, model: 'site', p: [[0.2, 0.5, 0.8]] }],
  ['bond, rates by layer', { widths: [2, 3, 2], model: 'bond', p: [[0.3, 0.7]] }],
  ['site, input dropout', { width: 3, depth: 3, model: 'site', p: 0.5, p_input: 0.4 }],
  ['bond, density 0.6', { widths: [2, 3, 2], density: 0.6, model: 'bond', p: 0.3 }],
  [
    'bond, density 0.8, fixed graph',
    { widths: [3, 3, 3], density: 0.8, quenched: true, model: 'bond', p: 0.4 }
  ],
  [
    'bond, identity skips',
    { network: { width: 2, depth: 2, skip: { span: 1, removable: true } }, model: 'bond', p: 0.6 }
  ],
  [
    'site, dense skips',
    { network: { width: 3, depth: 4, skip: { kind: 'dense', span: 2 } }, model: 'site', p: 0.7 }
  ],
  [
    'channels',
    { network: { channels: [2, 3, 3, 2], image: [2, 2], kernel: 1 }, model: 'site', p: 0.5 }
  ],
  [
    'elements of images',
    {
      network: { channels: [1, 2, 1], image: [3, 3], kernel: 3, drop: 'elements' },
      model: 'site',
      p: 0.7
    }
  ],
  [
    'DropBlock',
    {
      network: { channels: [1, 1, 1], image: [4, 4], kernel: 3, drop: 'elements', block: 2 },
      model: 'site',
      p: 0.3
    }
  ],
  ['lattice 4 x 4, site', { network: { lattice: 'square', size: [4, 4] }, model: 'site', p: 0.4 }],
  ['lattice 4 x 3, bond', { network: { lattice: 'square', size: [4, 3] }, model: 'bond', p: 0.5 }],
  [
    'lattice 4 x 4, directed, site',
    { network: { lattice: 'square', size: [4, 4], directed: true }, model: 'site', p: 0.4 }
  ],
  [
    'tree, branching 2, depth 2',
    { network: { tree: { branching: 2, depth: 2 } }, model: 'bond', p: 0.5 }
  ],
  [
    'a graph, mixed',
    {
      network: {
        edges: [
          ['a', 'c'],
          ['a', 'd'],
          ['b', 'd'],
          ['c', 'd'],
          ['c', 'e'],
          ['d', 'e'],
          ['b', 'e']
        ],
        inputs: ['a', 'b'],
        outputs: ['e']
      },
      model: 'mixed',
      p_site: 0.3,
      p_bond: 0.5
    }
  ]
];

const SAMPLERS = ['count chain', 'lazy geometric', 'bit-parallel', 'max-min', 'splitting'];

/** What the methods say of one network. */
export interface Comparison {
  readonly network: string;
  readonly theta: number;
  /** The exact method that `auto` takes. */
  readonly algorithm: string;
  /** Largest relative difference of theta and 1 - theta between that, enumeration and the polynomial. */
  readonly exact: number;
  /** z of each sampler; NaN where it does not apply. */
  readonly z: readonly number[];
}

/** The result, or null where the study is refused. */
async function tryAsk(keys: PercolationKeys): Promise<Awaited<ReturnType<typeof ask>> | null> {
  try {
    return await ask(keys);
  } catch (error) {
    if ((error as Error).name === 'StudyError') return null;
    throw error;
  }
}

function difference(a: number, b: number): number {
  return a === b ? 0 : Math.abs(a / b - 1);
}

/**
 * theta by the integers of the polynomial, where all elements share one p. In sparse layers that are averaged over, and for
 * squares of DropBlock, its p is that of an element, which is not the study's.
 */
async function byPolynomial(keys: PercolationKeys): Promise<number | null> {
  const result = await tryAsk({ ...keys, measure: ['polynomial'] });
  const network = (keys.network ?? keys) as Readonly<Record<string, unknown>>;
  const isItsOwn =
    network.block !== undefined || (network.density !== undefined && !network.quenched);
  if (!result?.profiles || typeof keys.p !== 'number' || keys.p_input !== undefined || isItsOwn) {
    return null;
  }
  const { at, value, measure } = result.profiles;
  const elements = Math.max(...at.map(Number));
  const p = keys.p;
  return at.reduce<number>((sum, k, i) => {
    const removed = Number(k);
    const count = measure[i] === 'polynomial' ? Number(value[i]) : 0;
    return sum + count * p ** removed * (1 - p) ** (elements - removed);
  }, 0);
}

async function compare(
  network: string,
  keys: PercolationKeys,
  trials: number,
  runs: number
): Promise<Comparison> {
  // One seed for all, since a fixed graph is drawn by it; samplers draw from streams of their own.
  const seed = `methods ${network}`;
  const enumerated = await ask({ ...keys, seed, method: 'enumeration' });
  const auto = await ask({ ...keys, seed });
  const [theta] = numbers(enumerated, 'theta');
  const differences = ['theta', 'one_minus_theta'].map(name =>
    difference(numbers(auto, name)[0], numbers(enumerated, name)[0])
  );
  const polynomial = await byPolynomial({ ...keys, seed });
  if (polynomial !== null) differences.push(difference(polynomial, theta));
  const z: number[] = [];
  for (const method of SAMPLERS) {
    const own = method === 'splitting' ? runs : trials;
    const sampled = await tryAsk({ ...keys, method, trials: own, seed });
    if (sampled === null) {
      z.push(NaN);
    } else if (method === 'splitting') {
      // The interval on the side without logarithm is mean -+ t s / sqrt(n).
      const [low] = numbers(sampled, 'theta_low');
      const [high] = numbers(sampled, 'theta_high');
      const [mean] = numbers(sampled, 'theta');
      const isOpen = high - mean >= mean - low;
      const reach = isOpen ? mean - low : high - mean;
      z.push(((mean - theta) / reach) * studentQuantile(runs - 1));
    } else {
      const error = Math.sqrt((theta * (1 - theta)) / trials);
      z.push((numbers(sampled, 'theta')[0] - theta) / error);
    }
  }
  const algorithm = String(auto.columns.algorithm[0]);
  return { network, theta, algorithm, exact: Math.max(...differences), z };
}

/**
 * All comparisons.
 *
 * @param trials trials of each sampler
 * @param runs runs of splitting
 */
export async function methods(trials: number, runs: number): Promise<Comparison[]> {
  const all: Comparison[] = [];
  for (const [network, keys] of NETWORKS) all.push(await compare(network, keys, trials, runs));
  return all;
}

/** Tables of comparisons, and what all z say together. */
export function methodsText(all: readonly Comparison[]): string {
  const zs = all.flatMap(({ z }) => z).filter(z => !Number.isNaN(z));
  const pValues = zs.map(z => 2 * normalTail(Math.abs(z)));
  const { statistic, p } = kolmogorov(pValues);
  const rows = all.map(({ network, theta, algorithm, exact, z }) => [
    network,
    theta.toPrecision(6),
    algorithm,
    exact === 0 ? '0' : exact.toExponential(1),
    ...z.map(each => (Number.isNaN(each) ? '' : each.toFixed(2)))
  ]);
  const squares = zs.reduce((sum, z) => sum + z * z, 0) / zs.length;
  return `${table(
    [
      'network',
      'theta',
      '`auto`',
      'largest relative difference',
      ...SAMPLERS.map(name => `z, ${name}`)
    ],
    rows
  )}

${zs.length} values of z: the farthest is ${Math.max(...zs.map(Math.abs)).toFixed(2)}, their mean square ${squares.toFixed(2)} (1 is
expected). Kolmogorov and Smirnov: the p-values are uniform up to ${statistic.toFixed(3)}, p = ${p.toFixed(2)}.`;
}
