// Independent removals given that at least one of n elements is kept. Element by element: while none is kept
// and r elements are left, the next is kept with probability q / (1 - p^r); after the first kept one the rest
// are free. Exact, and one draw an element however near 1 p is.

import { expm1 } from '../math/exp';
import { log } from '../math/log';
import type { Stream } from '../random/stream';

/**
 * P(an element is kept | at least one of n is) = q / (1 - p^n), q = 1 - p.
 *
 * @param p removal probability, 0 <= p < 1
 * @param n number of elements, integer >= 1
 */
export function keepGivenOne(p: number, n: number): number {
  return n === 1 ? 1 : (1 - p) / -expm1(n * log(p));
}

/** Draws flags given that at least one is kept. */
export class AtLeastOne {
  /** keep[r]: probability that the next element is kept when none is yet and r are left. */
  private readonly keep: Float64Array;

  /**
   * @param p removal probability, 0 <= p < 1
   * @param most largest number of elements that will be asked for
   */
  constructor(
    private readonly p: number,
    most: number,
    private readonly stream: Stream
  ) {
    this.keep = Float64Array.from({ length: most + 1 }, (_, r) => (r > 0 ? keepGivenOne(p, r) : 0));
  }

  /**
   * Flags of the elements at the given places of `flags`; other places stay as they are.
   *
   * @param places indices, the first `count` of which count
   * @param stride,offset element i is flags[places[i] * stride + offset]
   */
  draw(
    flags: Uint8Array,
    places: Uint32Array,
    count: number,
    stride: number,
    offset: number
  ): void {
    let isFree = false;
    for (let i = 0; i < count; i++) {
      const kept: boolean = isFree
        ? !this.stream.bernoulli(this.p)
        : this.stream.bernoulli(this.keep[count - i]);
      isFree ||= kept;
      flags[places[i] * stride + offset] = kept ? 1 : 0;
    }
  }
}
