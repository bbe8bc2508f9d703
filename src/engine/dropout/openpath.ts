// What a mask leaves: whether there is an open path from some input to some output, and which units and how many weights
// lie on open paths. Sets of units are words, so that a row of weights is followed in one step.

import { ones } from '../kernels/ones';
import type { Architecture } from './architecture';
import { isKept, type MaskLayout } from './mask';
import { passagesOf, type Passage } from './passage';
import {
  countSet,
  emptySet,
  fillSet,
  flagsFrom,
  isEmptySet,
  listSet,
  trimSet,
  type UnitSet
} from './unitset';

/** Answers for masks of one network; holds what it needs, so that asking allocates nothing. */
export class OpenPath {
  /** Units of each layer that an open path from an input reaches, by the last mask asked about; inputs always. */
  readonly reachable: readonly UnitSet[];
  /** Units of each layer on an open path from an input to an output, by the last mask asked about with `trace`. */
  readonly live: readonly UnitSet[];
  private readonly passages: readonly Passage[];
  private readonly hasSkips: boolean;
  private readonly list: Uint32Array;

  /** @param layout layout of the network's masks */
  constructor(
    private readonly architecture: Architecture,
    layout: MaskLayout
  ) {
    const { widths, skips } = architecture;
    this.passages = passagesOf(architecture, layout);
    this.hasSkips = skips.some(source => source >= 0);
    this.reachable = widths.map(emptySet);
    this.live = widths.map(emptySet);
    this.list = new Uint32Array(Math.max(...widths));
    fillSet(this.reachable[0], widths[0]);
  }

  /**
   * Whether a mask leaves an open path; finds the reachable units.
   *
   * @param words masks
   * @param offset first word of the mask
   */
  exists(words: Uint32Array, offset: number): boolean {
    const { passages, reachable } = this;
    for (let l = 0; l < passages.length; l++) {
      this.advance(l, words, 32 * offset);
      if (!this.hasSkips && isEmptySet(reachable[l + 1])) {
        for (let after = l + 2; after < reachable.length; after++) {
          reachable[after].fill(0);
        }
        return false;
      }
    }
    return !isEmptySet(reachable[passages.length]);
  }

  /**
   * Whether a mask leaves an open path; finds the reachable and the live units.
   *
   * @param words masks
   * @param offset first word of the mask
   */
  trace(words: Uint32Array, offset: number): boolean {
    const { passages, reachable, live } = this;
    const isOpen = this.exists(words, offset);
    live.forEach(set => set.fill(0));
    live[passages.length].set(reachable[passages.length]);
    for (let l = passages.length - 1; isOpen && l >= 0; l--) {
      this.retreat(l, words, 32 * offset);
    }
    return isOpen;
  }

  /** Share of the units of each layer that are reachable, from the input to the output, written to `shares`. */
  reach(shares: Float64Array): void {
    const { widths } = this.architecture;
    for (let l = 0; l < widths.length; l++) {
      shares[l] = countSet(this.reachable[l]) / widths[l];
    }
  }

  /**
   * Number of weights of each layer on open paths, after `trace` of the same mask.
   *
   * @param words masks
   * @param offset first word of the mask
   * @param counts receives a number for each layer of weights
   */
  liveWeights(words: Uint32Array, offset: number, counts: Float64Array): void {
    const { passages, reachable, live, list } = this;
    for (let l = 0; l < passages.length; l++) {
      const { weights, block } = passages[l];
      const bit = 32 * offset;
      counts[l] = 0;
      if (block !== null && !isKept(words, bit + block.first)) {
        continue;
      }
      const ends = live[l + 1];
      const count = listSet(reachable[l], list);
      if (weights === null) {
        counts[l] = count * countSet(ends);
        continue;
      }
      for (let i = 0; i < count; i++) {
        const row = bit + weights.first + list[i] * weights.stride;
        for (let at = 0; at < ends.length; at++) {
          counts[l] += ones(flagsFrom(words, row + 32 * at) & ends[at]);
        }
      }
    }
  }

  /** Finds the reachable units of layer l + 1. */
  private advance(l: number, words: Uint32Array, bit: number): void {
    const { passages, reachable, list } = this;
    const { weights, source, skip, block, units, fanOut } = passages[l];
    const next = reachable[l + 1];
    next.fill(0);
    const isOff = block !== null && !isKept(words, bit + block.first);
    if (weights !== null) {
      const count = listSet(reachable[l], list);
      for (let i = 0; i < count; i++) {
        const row = bit + weights.first + list[i] * weights.stride;
        for (let at = 0; at < next.length; at++) {
          next[at] |= flagsFrom(words, row + 32 * at);
        }
      }
    } else if (!isOff && !isEmptySet(reachable[l])) {
      next.fill(0xffffffff);
    }
    for (let at = 0; at < next.length; at++) {
      if (source >= 0) {
        const kept = skip === null ? -1 : flagsFrom(words, bit + skip.first + 32 * at);
        next[at] |= reachable[source][at] & kept;
      }
      if (units !== null) {
        next[at] &= flagsFrom(words, bit + units.first + 32 * at);
      }
    }
    trimSet(next, fanOut);
  }

  /** Adds the units of layer l, and of the layer where a skip begins, from which layer l + 1's live ones are reached. */
  private retreat(l: number, words: Uint32Array, bit: number): void {
    const { passages, reachable, live, list } = this;
    const { weights, source, skip, block } = passages[l];
    const [before, after] = [live[l], live[l + 1]];
    const isOff = block !== null && !isKept(words, bit + block.first);
    if (weights !== null) {
      const count = listSet(reachable[l], list);
      for (let i = 0; i < count; i++) {
        const row = bit + weights.first + list[i] * weights.stride;
        let meets = 0;
        for (let at = 0; at < after.length; at++) {
          meets |= flagsFrom(words, row + 32 * at) & after[at];
        }
        before[list[i] >>> 5] |= meets === 0 ? 0 : 1 << (list[i] & 31);
      }
    } else if (!isOff && !isEmptySet(after)) {
      before.set(reachable[l]);
    }
    for (let at = 0; source >= 0 && at < after.length; at++) {
      const kept = skip === null ? -1 : flagsFrom(words, bit + skip.first + 32 * at);
      live[source][at] |= reachable[source][at] & after[at] & kept;
    }
  }
}
