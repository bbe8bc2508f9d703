// The smallest cut: how many elements must be removed at least to close every path. Depends on the network alone.

import type { PercolationTask } from '../../engine/percolation/task';
import { taskSeconds } from '../cost';
import { groupPoints, ofKind, type Context, type Part, type Point } from './part';

/**
 * Parts that find the smallest cut of each network, once for all p.
 *
 * @param points rows of the study
 * @param context the study and the edges of its graph
 */
export function mincutParts(points: readonly Point[], context: Context): Part[] {
  const rates = ['p', 'p_site', 'p_bond', 'p_input', 'method', 'trials', 'theta_star', 'seed'];
  return groupPoints(context.study, points, rates).map(group => {
    const [{ row, subject }] = group;
    const task: PercolationTask = { kind: 'mincut', subject };
    return {
      pieces: [{ row, block: 0, task, seconds: taskSeconds(task, context.edges) }],
      finish: results => {
        const [{ size }] = ofKind(results, 'mincut');
        return new Map(group.map(point => [point.row, { columns: { mincut: size } }]));
      }
    };
  });
}
