// The rows of a percolation study: the cells of its grid, and for quenched networks the fixed graphs of each cell.

import { networkOf, removalOf } from './network';
import type { Point } from './measure/part';
import type { Subject } from '../engine/percolation/task';
import { cellsOf, single, type Cell, type Study } from './study';

/** Trials where neither the study nor a pilot says how many. */
const DEFAULT_TRIALS = 10_000;

function subjectOf(cell: Cell, replicate: number | null): Subject {
  return {
    network: networkOf(cell, replicate),
    removal: removalOf(cell),
    model: cell.get('model') as Subject['model']
  };
}

/**
 * All rows of a percolation study, in the order of its result.
 *
 * @param study a valid percolation study
 * @param trialsOf trials of a row, where a pilot has found them; else those of the study
 */
export function pointsOf(study: Study, trialsOf: (row: number) => number | undefined): Point[] {
  const points: Point[] = [];
  for (const cell of cellsOf(study)) {
    const replicates =
      cell.get('network.quenched') === true ? (single(study, 'replicates') as number) : 0;
    for (let replicate = 0; replicate < Math.max(1, replicates); replicate++) {
      const graph = replicates > 0 ? replicate : null;
      const row = points.length;
      const trials = trialsOf(row) ?? (cell.get('trials') as number | undefined) ?? DEFAULT_TRIALS;
      points.push({ row, cell, replicate: graph, subject: subjectOf(cell, graph), trials });
    }
  }
  return points;
}
