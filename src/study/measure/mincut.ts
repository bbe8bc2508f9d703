// The smallest cut: how many elements must be removed at least to close every path. Depends on the network alone.

import { groupPoints, ofKind, WholeTask, type Context, type Parts, type Point } from './part';

/**
 * Parts that find the smallest cut of each network, once for all p.
 *
 * @param points rows of the study
 * @param context the study and the edges of its graph
 */
export function* mincutParts(points: readonly Point[], context: Context): Parts {
  const rates = ['p', 'p_site', 'p_bond', 'p_input', 'method', 'trials', 'theta_star', 'seed'];
  for (const group of groupPoints(context.study, points, rates)) {
    const [{ row, subject }] = group;
    yield {
      pieces: new WholeTask(row, { kind: 'mincut', subject }, context),
      finish: results => {
        const [{ size }] = ofKind(results, 'mincut');
        return new Map(group.map(point => [point.row, { columns: { mincut: size } }]));
      }
    };
  }
}
