// What a mask leaves open in a network of narrow layers without skips: sets of units are single words. The twin is
// ../../openplain.ts; ../../../dropout/openpath.ts is for all networks.

import * as at from '../../trainingfields';
import { count } from './fields';
import { flagsFrom, keptLanes, nextFlags } from './flags';

/** All ones if unit i is in a set; every input is. */
// @ts-ignore: decorator
@inline
function isIn(set: u32, i: i32, isInput: bool): u32 {
  return isInput ? 0xffffffff : 0 - ((set >>> i) & 1);
}

/** Counts the weights of a row whose flag is set. */
// @ts-ignore: decorator
@inline
function countOpen(counts: usize, open: u32, fanOut: i32): void {
  let flags = i32x4.splat(open);
  for (let j = 0; j < fanOut; j += 4) {
    v128.store(counts, i32x4.sub(v128.load(counts), keptLanes(flags)));
    flags = nextFlags(flags);
    counts += 16;
  }
}

/**
 * Finds, for each layer of weights, the reachable units behind it and the number of its weights on open paths, and counts
 * those weights one by one where there is room for it.
 *
 * @returns whether there is an open path from an input to an output
 */
export function trainTrace(job: usize, mask: usize): bool {
  const begin = <usize>load<u32>(job, at.LAYERS);
  const end = <usize>load<u32>(job, at.LAYERS_END);
  let reached: u32 = 0xffffffff;
  for (let layer = begin; layer < end; layer += at.LAYER_BYTES) {
    const fanIn = count(layer, at.FAN_IN);
    const fanOut = count(layer, at.FAN_OUT);
    const first = count(layer, at.WEIGHT_FLAGS);
    const stride = (fanOut + 3) & ~3;
    let next: u32 = first === -1 && reached !== 0 ? 0xffffffff : 0;
    for (let i = 0; i < fanIn && first !== -1; i++) {
      next |= flagsFrom(mask, first + i * stride) & isIn(reached, i, layer === begin);
    }
    const units = count(layer, at.UNIT_FLAGS);
    if (units !== -1) next &= flagsFrom(mask, units);
    reached = next & (0xffffffff >>> (32 - fanOut));
    store<u32>(layer, reached, at.REACHED);
  }
  const isOpen = reached !== 0;
  let live = reached;
  for (let layer = end; layer > begin;) {
    layer -= at.LAYER_BYTES;
    const isInput = layer === begin;
    const fanIn = count(layer, at.FAN_IN);
    const first = count(layer, at.WEIGHT_FLAGS);
    const fanOut = count(layer, at.FAN_OUT);
    const stride = (fanOut + 3) & ~3;
    const counts = <usize>load<u32>(layer, at.UPDATES);
    const before: u32 = isInput ? 0xffffffff : load<u32>(layer - at.LAYER_BYTES, at.REACHED);
    const row = <usize>load<u32>(layer, at.ROW);
    let open = 0;
    let next: u32 = 0;
    if (first === -1) {
      // Every reachable unit leads to every live one.
      next = live !== 0 ? before : 0;
      open = (isInput ? fanIn : popcnt<i32>(next)) * popcnt<i32>(live);
      if (counts !== 0 && isInput) {
        for (let i = 0; i < fanIn; i++) countOpen(counts + <usize>i * row, live, fanOut);
      } else if (counts !== 0) {
        for (let left = next; left !== 0; left &= left - 1) {
          countOpen(counts + <usize>ctz<u32>(left) * row, live, fanOut);
        }
      }
    } else {
      for (let i = 0; i < fanIn; i++) {
        const leads = flagsFrom(mask, first + i * stride) & live & isIn(before, i, isInput);
        open += popcnt<i32>(leads);
        next |= <u32>(leads !== 0) << i;
        if (counts !== 0) countOpen(counts + <usize>i * row, leads, fanOut);
      }
    }
    store<u32>(layer, open, at.LIVE_WEIGHTS);
    live = next;
  }
  return isOpen;
}
