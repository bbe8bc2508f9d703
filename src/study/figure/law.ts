// Where theta is 1/2 in wide and deep layers of equal width: L ~ ln 2 p^(-W) hidden layers if units are removed, and
// L ~ ln 2 (2 p^W)^(-W) if weights are (derived here, see docs/theory.md). Solved for the quantity along x.

import type { Result } from '../result';
import type { Axis } from './axis';
import { finite } from './columns';

/** The law of a study, read off at one y. */
export interface Law {
  /** Its formula. */
  readonly text: string;
  /** x at which theta is 1/2 for a value along y. */
  at(y: number): number;
}

interface Point {
  readonly width: number;
  readonly depth: number;
  readonly p: number;
}

/** p of the law. */
const P = {
  site: ({ width, depth }: Point) => (Math.LN2 / depth) ** (1 / width),
  bond: ({ width, depth }: Point) => ((Math.LN2 / depth) ** (1 / width) / 2) ** (1 / width)
};

/** Depth of the law. */
const DEPTH = {
  site: ({ width, p }: Point) => Math.LN2 * p ** -width,
  bond: ({ width, p }: Point) => Math.LN2 * (2 * p ** width) ** -width
};

const TEXTS = {
  site: 'L = ln 2 · p^(−W)',
  bond: 'L = ln 2 · (2 p^W)^(−W)'
};

/** Keys that make of layers something that the law does not hold for. */
const OTHER_NETWORKS = [
  'skip',
  'density',
  'degree',
  'drop',
  'widths',
  'tree',
  'channels',
  'lattice'
];

function isComplete({ network }: Result['study']): boolean {
  return (
    typeof network === 'object' &&
    network !== null &&
    !OTHER_NETWORKS.some(key => Object.hasOwn(network, key))
  );
}

/**
 * The law over a plane of two axes.
 *
 * @param axes all inputs of the result; the one that is neither x nor y is fixed
 * @returns null where there is none: it holds for complete layers of equal width, site or bond, and gives p or depth
 */
export function lawOf(result: Result, axes: readonly Axis[], x: Axis, y: Axis): Law | null {
  const { model } = result.study;
  if ((model !== 'site' && model !== 'bond') || !isComplete(result.study)) {
    return null;
  }
  const fixed = Object.fromEntries(axes.map(axis => [axis.name, finite(axis.values[0])]));
  const known = ['width', 'depth', 'p'].every(name => typeof fixed[name] === 'number');
  const solve = { p: P, depth: DEPTH }[x.name]?.[model];
  return known && solve && ['width', 'depth', 'p'].includes(y.name)
    ? {
        text: TEXTS[model],
        at: value => solve({ ...(fixed as unknown as Point), [y.name]: value })
      }
    : null;
}
