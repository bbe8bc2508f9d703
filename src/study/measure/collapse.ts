// The scaling variable u in which the curves of all widths and depths fall on one.

import { collapseVariable } from '../../engine/percolation/collapse';
import { NOTHING, type Parts, type Point } from './part';

/**
 * Parts that need no work: u of every point.
 *
 * @param points rows of a study of complete layers, site or bond
 */
export function* collapseParts(points: readonly Point[]): Parts {
  for (const { row, cell, subject } of points) {
    const width = cell.get('network.width') as number;
    const depth = cell.get('network.depth') as number;
    const u = collapseVariable(width, depth, cell.get('p') as number, subject.model);
    yield { pieces: NOTHING, finish: () => new Map([[row, { columns: { collapse: u } }]]) };
  }
}
