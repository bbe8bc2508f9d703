// All masks of a graph with few removable elements, 32 at a time: bit b of a word stands for one mask, the low five
// elements differ inside a word and the others between words. A word of reachable masks travels along each edge; in
// undirected graphs until nothing changes.

import type { TwoTerminals } from '../network/terminals';
import { ones } from './ones';

/** Elements that differ inside a word. */
const INSIDE = 5;

/** Bit b is set where bit e of b is not: the masks of a word that keep element e. */
const KEEPS = Int32Array.of(0x55555555, 0x33333333, 0x0f0f0f0f, 0x00ff00ff, 0x0000ffff);

/** Sums of the strides of the elements that each mask removes. */
function places(strides: Int32Array): Int32Array {
  const sums = new Int32Array(2 ** strides.length);
  for (let mask = 1; mask < sums.length; mask++) {
    sums[mask] = sums[mask & (mask - 1)] + strides[31 - Math.clz32(mask & -mask)];
  }
  return sums;
}

/** Masks inside a word by their place: a word for each place. */
function groupsOf(strides: Int32Array): { place: number; word: number }[] {
  const words = new Map<number, number>();
  places(strides).forEach((place, bit) => {
    words.set(place, (words.get(place) ?? 0) | (1 << bit));
  });
  return Array.from(words, ([place, word]) => ({ place, word }));
}

/** Runs words of masks through one graph. */
class Words {
  private readonly reached: Int32Array;
  private readonly edgeElement: Int32Array;

  /** @param kept masks that keep each element, and at the end a word of all masks, for what is never removed */
  constructor(
    private readonly terminals: TwoTerminals,
    private readonly kept: Int32Array
  ) {
    this.reached = new Int32Array(terminals.units);
    const always = kept.length - 1;
    this.edgeElement = terminals.edgeElement.map(element => (element < 0 ? always : element));
  }

  /** Masks with an open path. */
  open(): number {
    const { terminals, kept, reached, edgeElement } = this;
    const { edgeFirst, edgeTarget, unitFirst, unitElement } = terminals;
    const sink = terminals.units - 1;
    reached.fill(0);
    reached[0] = kept[kept.length - 1];
    for (let isSettled = false; !isSettled;) {
      isSettled = true;
      for (let unit = 0; unit < sink; unit++) {
        let word = reached[unit];
        for (let at = unitFirst[unit]; at < unitFirst[unit + 1]; at++) {
          word &= kept[unitElement[at]];
        }
        if (word === 0) {
          continue;
        }
        for (let edge = edgeFirst[unit]; edge < edgeFirst[unit + 1]; edge++) {
          const target = edgeTarget[edge];
          const before = reached[target];
          const after = before | (word & kept[edgeElement[edge]]);
          reached[target] = after;
          isSettled &&= target > unit || after === before;
        }
      }
    }
    return reached[sink];
  }
}

/**
 * Counts the masks that have an open path, by place: the sum of the strides of the elements that a mask removes.
 *
 * @param terminals the reduced graph
 * @param strides what each element adds to the place; at most 26 elements
 * @param size number of places
 * @returns masks with an open path, for each place; exact
 */
export function openMasks(
  terminals: TwoTerminals,
  strides: Int32Array,
  size: number
): Uint32Array<ArrayBuffer> {
  const elements = strides.length;
  const inside = Math.min(elements, INSIDE);
  const counts = new Uint32Array(size);
  const groups = groupsOf(strides.slice(0, inside));
  const outside = places(strides.slice(inside));
  const all = inside === INSIDE ? -1 : 2 ** (2 ** inside) - 1;
  const kept = new Int32Array(elements + 1).fill(all);
  for (let element = 0; element < inside; element++) {
    kept[element] = KEEPS[element] & all;
  }
  const words = new Words(terminals, kept);
  outside.forEach((place, mask) => {
    for (let element = inside; element < elements; element++) {
      kept[element] = (mask >>> (element - inside)) & 1 ? 0 : all;
    }
    const open = words.open();
    if (open !== 0) {
      for (const group of groups) {
        counts[place + group.place] += ones(open & group.word);
      }
    }
  });
  return counts;
}
