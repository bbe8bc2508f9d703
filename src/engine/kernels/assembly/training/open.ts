// What a mask leaves open in a network of narrow layers without skips: sets of units are single words. The twin is
// ../../openplain.ts; ../../../dropout/openpath.ts is for all networks.

import * as at from '../../trainingfields';
import { count, word } from './fields';
import { flagsFrom } from './flags';

// Which byte of a set says of a unit whether it is in it, and which bit of that byte. They stand in memory as LANES in
// flags.ts does.
const BYTES: usize = memory.data<u8>(
  [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3],
  16
);
const BITS: usize = memory.data<u8>([1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128], 16);

/** Bits from a row of the flags of a layer's weights to the next. */
// @ts-ignore: decorator
@inline
function strideOf(layer: usize): i32 {
  return (count(layer, at.FAN_OUT) + 3) & ~3;
}

/** Bytes of a row of counts. */
// @ts-ignore: decorator
@inline
export function rowOfCounts(fanOut: i32): usize {
  return fanOut > 16 ? 32 : 16;
}

/** All ones in the bytes of the units of a set, of the first sixteen (half 0) or of the others. */
// @ts-ignore: decorator
@inline
function bytesOf(set: u32, half: usize): v128 {
  const bits = v128.load(BITS);
  const bytes = i8x16.swizzle(i32x4.splat(set), v128.load(BYTES + 16 * half));
  return i8x16.eq(v128.and(bytes, bits), bits);
}

// @ts-ignore: decorator
@inline
function addOnes(counts: usize, bytes: v128): void {
  v128.store(counts, i8x16.sub(v128.load(counts), bytes));
}

/** Counts the weights from a unit to a set of units. */
// @ts-ignore: decorator
@inline
export function countOpen(counts: usize, set: u32, fanOut: i32): void {
  addOnes(counts, bytesOf(set, 0));
  if (fanOut > 16) addOnes(counts + 16, bytesOf(set, 1));
}

/** Flags of the weights from a unit, in the lowest bits, where the lowest bit of a set of units is set; else none. */
// @ts-ignore: decorator
@inline
function flagsOf(flags: usize, shift: i32, set: i32): u32 {
  return <u32>(load<u64>(flags) >>> shift) & (0 - (set & 1));
}

/** Counts the weights from each unit of a set before a layer, all inputs where it is -1, to each of a set behind it. */
export function countAllOpen(counts: usize, before: i32, live: u32, fanIn: i32, fanOut: i32): void {
  const row = rowOfCounts(fanOut);
  const low = bytesOf(live, 0);
  const high = bytesOf(live, 1);
  for (; fanIn > 0; fanIn--) {
    const own = i8x16.splat(<i8>(0 - (before & 1)));
    addOnes(counts, v128.and(own, low));
    if (row > 16) addOnes(counts + 16, v128.and(own, high));
    before >>= 1;
    counts += row;
  }
}

/** Units behind a layer to which one of a set of units before it leads; flags behind the last unit are any. */
function leadsTo(layer: usize, mask: usize, before: i32): u32 {
  const first = count(layer, at.WEIGHT_FLAGS);
  const stride = strideOf(layer);
  // Of two rows a byte's first half or its second one is the beginning, and of the next two the same.
  const evenShift = first & 4;
  const oddShift = (first + stride) & 4;
  let even = mask + <usize>(first >>> 3);
  let odd = mask + <usize>((first + stride) >>> 3);
  const step = <usize>(stride >>> 2);
  let next: u32 = 0;
  let left = count(layer, at.FAN_IN);
  for (; left > 1; left -= 2) {
    next |= flagsOf(even, evenShift, before) | flagsOf(odd, oddShift, before >> 1);
    before >>= 2;
    even += step;
    odd += step;
  }
  return left > 0 ? next | flagsOf(even, evenShift, before) : next;
}

/** Counts the weights from a unit to a set of units, or marks them where several masks of a trace count once. */
// @ts-ignore: decorator
@inline
function enterOpen(counts: usize, marks: usize, set: u32, fanOut: i32): void {
  if (marks !== 0) store<u32>(marks, load<u32>(marks) | set);
  else countOpen(counts, set, fanOut);
}

/** Enters the weights between two sets of units; returns those of the first that lead to one of the second. */
function enterBetween(layer: usize, mask: usize, before: i32, live: u32): u32 {
  const fanIn = count(layer, at.FAN_IN);
  const fanOut = count(layer, at.FAN_OUT);
  const first = count(layer, at.WEIGHT_FLAGS);
  const stride = strideOf(layer);
  const evenShift = first & 4;
  const oddShift = (first + stride) & 4;
  let even = mask + <usize>(first >>> 3);
  let odd = mask + <usize>((first + stride) >>> 3);
  const step = <usize>(stride >>> 2);
  const row = rowOfCounts(fanOut);
  let counts = word(layer, at.UPDATES);
  const isCounted = counts !== 0;
  let marks = word(layer, at.MARKS);
  const mark: usize = marks !== 0 ? 4 : 0;
  let open = 0;
  let next: u32 = 0;
  let i = 0;
  for (; i + 1 < fanIn; i += 2) {
    const ofEven = flagsOf(even, evenShift, before) & live;
    const ofOdd = flagsOf(odd, oddShift, before >> 1) & live;
    open += popcnt<i32>(ofEven);
    open += popcnt<i32>(ofOdd);
    next |= <u32>(ofEven !== 0) << i;
    next |= <u32>(ofOdd !== 0) << (i + 1);
    if (isCounted) {
      enterOpen(counts, marks, ofEven, fanOut);
      enterOpen(counts + row, marks + mark, ofOdd, fanOut);
      counts += row << 1;
      marks += mark << 1;
    }
    before >>= 2;
    even += step;
    odd += step;
  }
  if (i < fanIn) {
    const leads = flagsOf(even, evenShift, before) & live;
    open += popcnt<i32>(leads);
    next |= <u32>(leads !== 0) << i;
    if (isCounted) enterOpen(counts, marks, leads, fanOut);
  }
  store<u32>(layer, open, at.LIVE_WEIGHTS);
  return next;
}

/** The same where all weights are kept: every unit of the first leads to every one of the second. */
function enterAllBetween(layer: usize, before: i32, live: u32, isInput: bool): u32 {
  const fanIn = count(layer, at.FAN_IN);
  const next: u32 = live !== 0 ? before : 0;
  const counts = word(layer, at.UPDATES);
  const marks = word(layer, at.MARKS);
  if (marks !== 0) {
    for (let i = 0, left = before; i < fanIn; i++, left >>= 1) {
      const place = marks + (<usize>i << 2);
      store<u32>(place, load<u32>(place) | (live & (0 - (left & 1))));
    }
  } else if (counts !== 0 && live !== 0) {
    countAllOpen(counts, before, live, fanIn, count(layer, at.FAN_OUT));
  }
  store<u32>(layer, (isInput ? fanIn : popcnt<i32>(next)) * popcnt<i32>(live), at.LIVE_WEIGHTS);
  return next;
}

/**
 * Traces a mask. Of sets of units before a layer, the lowest bit is looked at and the others follow, so that all inputs are
 * -1.
 *
 * @param masks how many share in the means
 * @returns whether there is an open path from an input to an output
 */
function traceMask(job: usize, mask: usize, masks: f64): bool {
  const begin = word(job, at.LAYERS);
  const end = word(job, at.LAYERS_END);
  let reached: u32 = 0xffffffff;
  for (let layer = begin; layer < end; layer += at.LAYER_BYTES) {
    const isWhole = count(layer, at.WEIGHT_FLAGS) === -1;
    const units = count(layer, at.UNIT_FLAGS);
    const fanOut = count(layer, at.FAN_OUT);
    let next: u32 = isWhole ? 0 - <u32>(reached !== 0) : leadsTo(layer, mask, reached);
    if (units !== -1) next &= flagsFrom(mask, units);
    reached = next & (0xffffffff >>> (32 - fanOut));
    store<u32>(layer, reached, at.REACHED);
    const share = <f64>popcnt<i32>(reached) / <f64>fanOut / masks;
    store<f64>(layer, load<f64>(layer, at.REACH) + share, at.REACH);
  }
  const isOpen = reached !== 0;
  let live = reached;
  for (let layer = end; layer > begin;) {
    layer -= at.LAYER_BYTES;
    const isInput = layer === begin;
    const before = isInput ? -1 : load<i32>(layer - at.LAYER_BYTES, at.REACHED);
    live =
      count(layer, at.WEIGHT_FLAGS) === -1
        ? enterAllBetween(layer, before, live, isInput)
        : enterBetween(layer, mask, before, live);
  }
  return isOpen;
}

/** Counts the weights that were marked, and takes the marks away. */
function countMarked(layer: usize): void {
  const fanOut = count(layer, at.FAN_OUT);
  const row = rowOfCounts(fanOut);
  let counts = word(layer, at.UPDATES);
  let marks = word(layer, at.MARKS);
  for (let left = count(layer, at.FAN_IN); left > 0; left--) {
    countOpen(counts, load<u32>(marks), fanOut);
    store<u32>(marks, 0);
    counts += row;
    marks += 4;
  }
}

/**
 * Finds, for each layer of weights, how many units behind it masks leave reachable and how many of its weights on open
 * paths, and counts those weights one by one where there is room for it, each once however many of the masks have it. Counts
 * are bytes: they must be taken away after MOST_TRACES traces.
 *
 * @param mask the first mask; the next one stands maskBytes further on
 * @returns how many masks have an open path from an input to an output
 */
export function trainTrace(job: usize, mask: usize, maskBytes: usize, masks: i32): i32 {
  const begin = word(job, at.LAYERS);
  const end = word(job, at.LAYERS_END);
  for (let layer = begin; layer < end; layer += at.LAYER_BYTES) store<f64>(layer, 0, at.REACH);
  let open = 0;
  for (let left = masks; left > 0; left--) {
    open += <i32>traceMask(job, mask, masks);
    mask += maskBytes;
  }
  for (let layer = begin; layer < end; layer += at.LAYER_BYTES) {
    if (word(layer, at.MARKS) !== 0) countMarked(layer);
  }
  return open;
}
