// Monte Carlo for complete layered networks: masks drawn element by element, and revealed only as far as the
// question needs (an element that can't change the answer is never drawn). Uses no result of the exact
// methods, so that the two check each other.

import type { LayeredNetwork } from '../network/layered';
import type { Key } from '../random/seed';
import { Purpose, Stream } from '../random/stream';
import type { Removal } from './removal';

/** Trials of one block: each block has its own stream, so blocks can run anywhere. Results depend on it. */
export const TRIALS_PER_BLOCK = 4096;

/** Number of units among `width` that are kept and have an open weight from one of `reachable` units. */
function reachNext(reachable: number, width: number, removal: Removal, stream: Stream): number {
  let reached = 0;
  for (let unit = 0; unit < width; unit++) {
    if (removal.site > 0 && stream.bernoulli(removal.site)) {
      continue;
    }
    for (let weight = 0; weight < reachable; weight++) {
      if (!stream.bernoulli(removal.bond)) {
        reached += 1;
        break;
      }
    }
  }
  return reached;
}

/** One trial where weights can be removed: follows the number of reachable units from layer to layer. */
function hasOpenPath(network: LayeredNetwork, removal: Removal, stream: Stream): boolean {
  let reachable = network.input;
  for (const { width, count } of network.hidden) {
    for (let layer = 0; layer < count; layer++) {
      reachable = reachNext(reachable, width, removal, stream);
      if (reachable === 0) {
        return false;
      }
    }
  }
  return reachNext(reachable, network.output, { site: 0, bond: removal.bond }, stream) > 0;
}

/** One trial of the site model: every hidden layer must keep a unit. */
function everyLayerKeepsAUnit(network: LayeredNetwork, p: number, stream: Stream): boolean {
  for (const { width, count } of network.hidden) {
    for (let layer = 0; layer < count; layer++) {
      let unit = 0;
      while (unit < width && stream.bernoulli(p)) {
        unit += 1;
      }
      if (unit === width) {
        return false;
      }
    }
  }
  return true;
}

/**
 * Counts the trials in which some input is joined to some output by an open path.
 *
 * @param network complete layered network
 * @param removal removal probabilities, each in 0 .. 1
 * @param key the study's key
 * @param cell index of the cell of the grid
 * @param block first block; the trials fill it and, beyond TRIALS_PER_BLOCK, the blocks that follow
 * @param trials number of trials, integer >= 0
 * @returns the number of trials with an open path
 */
export function countOpenTrials(
  network: LayeredNetwork,
  removal: Removal,
  key: Key,
  cell: number,
  block: number,
  trials: number
): number {
  let open = 0;
  for (let done = 0, at = block; done < trials; at++) {
    const stream = new Stream(key, cell, at, Purpose.trials);
    const end = Math.min(done + TRIALS_PER_BLOCK, trials);
    for (; done < end; done++) {
      const isOpen =
        removal.bond === 0
          ? everyLayerKeepsAUnit(network, removal.site, stream)
          : hasOpenPath(network, removal, stream);
      open += isOpen ? 1 : 0;
    }
  }
  return open;
}
