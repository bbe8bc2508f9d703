// Stochastic depth: the law of the number of active blocks, a Poisson-binomial law. Sums of non-negative terms only.

import { rateAt, type Rate } from './removal';

/** Law of a number of active blocks. */
export interface ActiveBlocks {
  readonly mean: number;
  /** Standard deviation. */
  readonly spread: number;
  /** P(n blocks are active), n = 0 .. blocks. */
  readonly probabilities: Float64Array;
}

/** Most blocks; the law costs their square. */
export const MOST_BLOCKS = 20_000;

/**
 * Law of the number of active blocks.
 *
 * @param blocks number of blocks, integer in 0 .. MOST_BLOCKS
 * @param rate probability that a block is dropped, the same for all or one for each
 * @throws RangeError above MOST_BLOCKS
 */
export function activeBlocks(blocks: number, rate: Rate): ActiveBlocks {
  if (blocks > MOST_BLOCKS) {
    throw new RangeError(`activeBlocks: ${blocks} blocks; allowed: up to ${MOST_BLOCKS}`);
  }
  const probabilities = new Float64Array(blocks + 1);
  probabilities[0] = 1;
  let mean = 0;
  let variance = 0;
  for (let block = 0; block < blocks; block++) {
    const dropped = rateAt(rate, block);
    const active = 1 - dropped;
    mean += active;
    variance += active * dropped;
    for (let n = block + 1; n >= 1; n--) {
      probabilities[n] = probabilities[n] * dropped + probabilities[n - 1] * active;
    }
    probabilities[0] *= dropped;
  }
  return { mean, spread: Math.sqrt(variance), probabilities };
}
