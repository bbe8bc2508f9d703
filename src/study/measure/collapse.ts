// The scaling variable u in which the curves of all widths and depths fall on one.

import { collapseVariable } from '../../engine/percolation/collapse';
import type { Part, Point } from './part';

/**
 * A part that needs no work: u of every point.
 *
 * @param points rows of a study of complete layers, site or bond
 */
export function collapseParts(points: readonly Point[]): Part[] {
  const answers = new Map(
    points.map(({ row, cell, subject }) => {
      const width = cell.get('network.width') as number;
      const depth = cell.get('network.depth') as number;
      const u = collapseVariable(width, depth, cell.get('p') as number, subject.model);
      return [row, { columns: { collapse: u } }];
    })
  );
  return [{ pieces: [], finish: () => answers }];
}
