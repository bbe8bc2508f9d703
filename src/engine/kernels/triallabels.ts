// One trial of maxmin.ts with all of its labels, for looking at: the very trial of that place in the random streams, so
// that its threshold is the one that the sample holds.

import type { RemovalGraph } from '../network/graph';
import { laneStates } from '../random/lanes';
import type { Key } from '../random/seed';
import { Purpose, Stream } from '../random/stream';
import { labelledGraph } from './labels';
import { MAXMIN_BLOCK } from './maxmin';
import { PlainTrials } from './maxminplain';
import { WidestPaths } from './widestpath';

/** A trial. */
export interface TrialLabels {
  /**
   * For each element the greatest p at which it is open: an element is open at p iff its label is at least p. -1 where
   * it is removed at every p, 1 where it is open at every p (elements with a rate of their own).
   */
  readonly labels: Float64Array;
  /** The greatest p at which a path is open; -1 where none is at any p, 1 where one is at every p. */
  readonly threshold: number;
}

/**
 * The labels of one trial. Directed graphs: bits that the sampler leaves undrawn, since no path asks for them, are drawn
 * here from a stream of their own, so labels are uniform and the threshold stays what it is (derived here).
 *
 * @param removal the graph; classes whose rate is NaN are swept, the others are removed at their rate at every p
 * @param key the study's key
 * @param cell index of the cell of the grid
 * @param block block of the trial
 * @param index the trial within its block, integer in 0 .. MAXMIN_BLOCK - 1; those before it are drawn too
 * @throws RangeError for an index outside of the block
 */
export function trialLabels(
  removal: RemovalGraph,
  key: Key,
  cell: number,
  block: number,
  index: number
): TrialLabels {
  if (!Number.isInteger(index) || index < 0 || index >= MAXMIN_BLOCK) {
    throw new RangeError(
      `trialLabels: found index ${index}; allowed: 0 .. ${MAXMIN_BLOCK - 1}; later trials are in the blocks that follow`
    );
  }
  const states = laneStates(key, cell, block, Purpose.labels);
  const values = new Float64Array(index + 1);
  const labelled = labelledGraph(removal);
  if (!removal.graph.directed) {
    const paths = new WidestPaths(labelled);
    paths.block(states, values);
    return { labels: paths.lastLabels(), threshold: values[index] };
  }
  const trials = new PlainTrials(labelled);
  trials.block(states, values);
  const rest = new Stream(key, cell, block * MAXMIN_BLOCK + index, Purpose.restOfLabels);
  return { labels: trials.lastLabels(() => rest.word() >>> 8), threshold: values[index] };
}
