// The rows of a percolation study: the cells of its grid, and for quenched networks the fixed graphs of each cell.

import type { Subject } from '../engine/percolation/task';
import { byNetwork } from './bynetwork';
import { networkOf, removalOf } from './network';
import type { Point } from './measure/part';
import { cellsOf, single, type Study } from './study';

/** Trials where neither the study nor a pilot says how many. */
const DEFAULT_TRIALS = 10_000;

/**
 * All rows of a percolation study, in the order of its result, made one after the other as they are asked for.
 *
 * @param study a valid percolation study
 * @param trialsOf trials of a row, where a pilot has found them; else those of the study
 */
export function* pointsOf(
  study: Study,
  trialsOf: (row: number) => number | undefined
): Iterable<Point> {
  const networkAt = byNetwork(study, networkOf);
  let row = 0;
  for (const cell of cellsOf(study)) {
    const replicates =
      cell.get('network.quenched') === true ? (single(study, 'replicates') as number) : 0;
    for (let graph = 0; graph < Math.max(1, replicates); graph++) {
      const replicate = replicates > 0 ? graph : null;
      const subject: Subject = {
        network: networkAt(cell, replicate),
        removal: removalOf(cell),
        model: cell.get('model') as Subject['model']
      };
      const trials = trialsOf(row) ?? (cell.get('trials') as number | undefined) ?? DEFAULT_TRIALS;
      yield { row, cell, replicate, subject, trials };
      row++;
    }
  }
}
