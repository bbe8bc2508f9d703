// The reliability polynomial of a network with few removable elements: how many sets of removed elements leave a path
// open, by their size k. theta = sum of N_k p^k q^(n - k), q = 1 - p, where every element is removed with the same
// probability p, which need not be the study's p (averaged sparse layers, squares of DropBlock).

import { MOST_ENUMERATED } from '../../engine/percolation/enumeration';
import type { PolynomialTask } from '../../engine/percolation/task';
import { taskSeconds } from '../cost';
import { refuse } from '../refuse';
import { elementsOf, isFew } from './method';
import {
  groupPoints,
  ofKind,
  type Context,
  type Part,
  type Point,
  type ProfileEntry
} from './part';

/** Keys that the number of open sets does not depend on. */
const WITHOUT = ['p', 'p_site', 'p_bond', 'method', 'trials', 'theta_star', 'seed'];

function power(base: string, exponent: number): string {
  return exponent === 0 ? '' : exponent === 1 ? base : `${base}^${exponent}`;
}

/** The polynomial in p and q = 1 - p as text, e.g. `q^4 + 4 p q^3 + 2 p^2 q^2`. */
function inWords(open: readonly number[]): string {
  const terms = open.map((count, k) => {
    const factors = [power('p', k), power('q', open.length - 1 - k)].filter(text => text !== '');
    const coefficient = count === 1 && factors.length > 0 ? [] : [String(count)];
    return count === 0 ? '' : [...coefficient, ...factors].join(' ');
  });
  return terms.filter(text => text !== '').join(' + ') || '0';
}

function entries(open: readonly number[]): ProfileEntry[] {
  return open.map((count, at) => ({
    measure: 'polynomial',
    at,
    value: count,
    low: count,
    high: count
  }));
}

/**
 * Parts that find the reliability polynomial of each network, once for all p; its integers are kept at the first of
 * these rows.
 *
 * @param points rows of the study
 * @param context the study and the edges of its graph
 * @throws StudyError where the elements are too many for all sets of them
 */
export function polynomialParts(points: readonly Point[], context: Context): Part[] {
  const { study, edges } = context;
  return groupPoints(study, points, WITHOUT).map(group => {
    const [{ row, subject }] = group;
    if (!isFew(context, group[0])) {
      const message = `polynomial counts all sets of removable elements, and this network has ${elementsOf(context, group[0])}; allowed: up to ${MOST_ENUMERATED}; remove it`;
      refuse(study, 'measure', message);
    }
    const task: PolynomialTask = { kind: 'polynomial', subject };
    return {
      pieces: [{ row, block: 0, task, seconds: taskSeconds(task, edges) }],
      finish: results => {
        const [{ open }] = ofKind(results, 'polynomial');
        const columns = { polynomial: inWords(open) };
        return new Map(
          group.map((point, i) => [
            point.row,
            i === 0 ? { columns, profile: entries(open) } : { columns }
          ])
        );
      }
    };
  });
}
