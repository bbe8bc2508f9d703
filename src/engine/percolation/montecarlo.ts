// Monte Carlo for complete layered networks: masks drawn unit by unit, and revealed only as far as the question
// needs. Of the weights that enter a unit only one thing matters, whether all that come from reachable units are
// removed, so that is what is drawn. Uses no result of the exact methods, so that the two check each other.

import type { LayeredNetwork } from '../network/layered';
import type { Key } from '../random/seed';
import { Purpose, Stream } from '../random/stream';
import type { Removal } from './removal';

/** Trials of one block: each block has its own stream, so blocks can run anywhere. Results depend on it. */
export const TRIALS_PER_BLOCK = 4096;

/** P(a unit is not reached | k units before it are), for k = 0 .. most: it is removed, or all k weights are. */
function missedTable({ site, bond }: Removal, most: number): Float64Array {
  const missed = new Float64Array(most + 1);
  for (let k = 0, closed = 1; k <= most; k++, closed *= bond) {
    missed[k] = site + (1 - site) * closed;
  }
  return missed;
}

/** Number of units among `width` that are reached, each missed with the same probability. */
function countReached(width: number, missed: number, stream: Stream): number {
  let reached = 0;
  for (let unit = 0; unit < width; unit++) {
    reached += stream.bernoulli(missed) ? 0 : 1;
  }
  return reached;
}

/** One trial where weights can be removed: follows the number of reachable units from layer to layer. */
function hasOpenPath(
  network: LayeredNetwork,
  hiddenMissed: Float64Array,
  outputMissed: Float64Array,
  stream: Stream
): boolean {
  let reachable = network.input;
  for (const { width, count } of network.hidden) {
    for (let layer = 0; layer < count; layer++) {
      reachable = countReached(width, hiddenMissed[reachable], stream);
      if (reachable === 0) {
        return false;
      }
    }
  }
  return countReached(network.output, outputMissed[reachable], stream) > 0;
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
  const widest = network.hidden.reduce((most, { width }) => Math.max(most, width), network.input);
  const hiddenMissed = missedTable(removal, widest);
  const outputMissed = missedTable({ site: 0, bond: removal.bond }, widest);
  let open = 0;
  for (let done = 0, at = block; done < trials; at++) {
    const stream = new Stream(key, cell, at, Purpose.trials);
    const end = Math.min(done + TRIALS_PER_BLOCK, trials);
    for (; done < end; done++) {
      const isOpen =
        removal.bond === 0
          ? everyLayerKeepsAUnit(network, removal.site, stream)
          : hasOpenPath(network, hiddenMissed, outputMissed, stream);
      open += isOpen ? 1 : 0;
    }
  }
  return open;
}
