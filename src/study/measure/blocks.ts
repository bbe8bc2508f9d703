// Stochastic depth: the law of the number of active blocks, since its identity path is always open.

import type { BlocksTask } from '../../engine/percolation/task';
import type { Rate } from '../../engine/percolation/removal';
import {
  ofKind,
  singlePart,
  type Context,
  type Parts,
  type Point,
  type ProfileEntry
} from './part';

/** Entries of the law that a result keeps, around its mean. */
const MOST_ENTRIES = 1000;

function lawAround(probabilities: Float64Array, mean: number): ProfileEntry[] {
  const first = Math.max(
    0,
    Math.min(probabilities.length - MOST_ENTRIES, Math.round(mean) - MOST_ENTRIES / 2)
  );
  return Array.from(probabilities.slice(first, first + MOST_ENTRIES), (value, i) => ({
    measure: 'blocks',
    at: first + i,
    value,
    low: value,
    high: value
  }));
}

/**
 * Parts that find the number of active blocks.
 *
 * @param points rows of a study of stochastic depth
 * @param context the study
 */
export function* blocksParts(points: readonly Point[], context: Context): Parts {
  for (const { row, cell, subject } of points) {
    const { network } = subject;
    if (network.is !== 'blocks') {
      continue;
    }
    const task: BlocksTask = {
      kind: 'blocks',
      blocks: network.blocks,
      rate: cell.get('p') as Rate
    };
    yield singlePart(row, task, context, result => {
      const [{ mean, spread, probabilities }] = ofKind([result], 'blocks');
      return {
        columns: { blocks: mean, blocks_spread: spread },
        profile: lawAround(probabilities, mean)
      };
    });
  }
}
