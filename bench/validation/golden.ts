// The engine beside numbers that come from elsewhere (tests/golden): largest relative error of each quantity.

import elementary from '../../tests/golden/elementary-functions.json';
import paths from '../../tests/golden/path-probability.json';
import random from '../../tests/golden/path-probability-random.json';
import { exp, expm1 } from '../../src/engine/math/exp';
import { log, log1p } from '../../src/engine/math/log';
import { log1mexp } from '../../src/engine/math/log1mexp';
import { tanh } from '../../src/engine/math/tanh';
import type { PercolationKeys } from '../../src/node';
import { ask, numbers } from './asking';
import { table } from './coverage';

/** A quantity beside its references. */
export interface Agreement {
  readonly what: string;
  readonly source: string;
  readonly values: number;
  /** Largest |value - reference| / |reference|; 0 where both are the same, also at infinity. */
  readonly worst: number;
}

interface GoldenValue {
  readonly p_site: number;
  readonly p_bond: number;
  readonly uniform?: { W: number; L: number; W_in: number; W_out: number };
  readonly width?: number;
  readonly depth?: number;
  readonly widths?: number[];
  readonly theta: string;
  readonly one_minus_theta: string;
  readonly ln_theta: string;
  readonly ln_one_minus_theta: string;
}

function relativeError(value: number, reference: string | number): number {
  const expected = reference === '-inf' ? -Infinity : Number(reference);
  return value === expected ? 0 : Math.abs((value - expected) / expected);
}

function keysOf(value: GoldenValue): PercolationKeys {
  const { uniform, widths, width, depth } = value;
  const network = uniform
    ? { width: uniform.W, depth: uniform.L, input: uniform.W_in, output: uniform.W_out }
    : widths
      ? { widths }
      : { width, depth };
  const both = value.p_site > 0 && value.p_bond > 0;
  const rates = both
    ? { model: 'mixed', p_site: value.p_site, p_bond: value.p_bond }
    : value.p_bond > 0
      ? { model: 'bond', p: value.p_bond }
      : { model: 'site', p: value.p_site };
  return { network, ...rates, method: 'exact' };
}

const QUANTITIES = [
  ['theta', 'theta'],
  ['one_minus_theta', 'one_minus_theta'],
  ['log_theta', 'ln_theta'],
  ['log_one_minus_theta', 'ln_one_minus_theta']
] as const;

async function pathProbabilities(
  source: string,
  all: readonly GoldenValue[]
): Promise<Agreement[]> {
  const worst = QUANTITIES.map(() => 0);
  for (const value of all) {
    const { columns } = await ask(keysOf(value));
    QUANTITIES.forEach(([column, reference], i) => {
      worst[i] = Math.max(worst[i], relativeError(Number(columns[column][0]), value[reference]));
    });
  }
  return QUANTITIES.map(([column], i) => ({
    what: `\`${column}\`, layered networks`,
    source,
    values: all.length,
    worst: worst[i]
  }));
}

/** "993141/1000000" as a number. */
function fraction(text: string): number {
  const [above, below = '1'] = text.split('/');
  return Number(above) / Number(below);
}

/** Small graphs: theta at three p, and the reliability polynomial, whose integers must be the same. */
async function graphs(): Promise<Agreement[]> {
  let [worst, values, wrong, integers] = [0, 0, 0, 0];
  for (const dag of paths.dags) {
    const edges = dag.edges;
    const network = { edges, inputs: dag.inputs, outputs: dag.outputs };
    for (const model of ['bond', 'site', 'mixed'] as const) {
      const known = dag[model];
      if (known === undefined) continue;
      const { elements, open_subset_counts: counts, theta } = known;
      for (const [p, reference] of Object.entries(theta)) {
        const rates =
          model === 'mixed' ? { p_site: fraction(p), p_bond: fraction(p) } : { p: fraction(p) };
        const [own] = numbers(
          await ask({ network, model, ...rates, method: 'enumeration' }),
          'theta'
        );
        worst = Math.max(worst, relativeError(own, fraction(reference)));
        values += 1;
      }
      const polynomial = await ask({ network, model, measure: ['polynomial'] });
      const { at, value } = polynomial.profiles!;
      const own = new Map(at.map((k, i) => [Number(k), Number(value[i])]));
      counts.forEach((count, open) => {
        integers += 1;
        wrong += (own.get(elements - open) ?? 0) === count ? 0 : 1;
      });
    }
  }
  const source = 'small graphs, fractions by enumeration in Python';
  return [
    { what: '`theta` by enumeration', source, values, worst },
    { what: '`polynomial`: integers that differ', source, values: integers, worst: wrong }
  ];
}

const FUNCTIONS = { exp, expm1, log, log1p, tanh, log1mexp };

function functions(): Agreement[] {
  return Object.entries(FUNCTIONS).map(([name, f]) => {
    const pairs = elementary[name as keyof typeof FUNCTIONS] as number[][];
    const worst = Math.max(...pairs.map(([x, y]) => relativeError(f(x), y)));
    return { what: `${name}(x)`, source: 'mpmath, 40 digits', values: pairs.length, worst };
  });
}

/** All golden comparisons. */
export async function golden(): Promise<Agreement[]> {
  return [
    ...(await pathProbabilities('chosen, 25 digits', paths.values as unknown as GoldenValue[])),
    ...(await pathProbabilities('random, 25 digits', random.values as unknown as GoldenValue[])),
    ...(await graphs()),
    ...functions()
  ];
}

/** The table of agreements. */
export function agreementTable(all: readonly Agreement[]): string {
  return table(
    ['what', 'references', 'values', 'largest relative error', 'digits that agree'],
    all.map(({ what, source, values, worst }) => [
      what,
      source,
      String(values),
      worst === 0 ? '0' : worst.toExponential(1),
      worst === 0 ? 'all' : (-Math.log10(worst)).toFixed(1)
    ])
  );
}
