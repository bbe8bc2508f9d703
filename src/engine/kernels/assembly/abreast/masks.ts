// The masks of four runs abreast, from the memory of each machine to the lanes of vectors, and what they leave open.

import * as on from '../../abreastfields';
import * as at from '../../trainingfields';
import { count, word } from '../training/fields';
import { gatherRows } from './rows';

/** Rows whose ones bytes can count. */
const MOST_ROWS: i32 = 31;

/** All ones in the lanes whose bit is set. */
// @ts-ignore: decorator
@inline
export function lanesWith(flags: v128, bit: i32): v128 {
  return i32x4.shr_s(i32x4.shl(flags, 31 - bit), 31);
}

/** Flags from a bit on, as many as the word holds from there and as the next one adds up to 32. */
// @ts-ignore: decorator
@inline
function flagsFrom(flags: usize, bit: i32): v128 {
  const from = flags + (<usize>(bit >>> 5) << 4);
  const shift = bit & 31;
  const low = i32x4.shr_u(v128.load(from), shift);
  return shift === 0 ? low : v128.or(low, i32x4.shl(v128.load(from, 16), 32 - shift));
}

// @ts-ignore: decorator
@inline
function sumOfBytes(bytes: v128): v128 {
  return i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(bytes));
}

// @ts-ignore: decorator
@inline
function ones(set: v128): v128 {
  return sumOfBytes(i8x16.popcnt(set));
}

// @ts-ignore: decorator
@inline
function isAny(set: v128): v128 {
  return i32x4.ne(set, i32x4.splat(0));
}

/** All ones in the lanes whose lowest bit is set. */
// @ts-ignore: decorator
@inline
function lanesWithFirst(set: v128): v128 {
  return i32x4.sub(i32x4.splat(0), v128.and(set, i32x4.splat(1)));
}

/** Writes four integers as doubles, divided by a number. */
// @ts-ignore: decorator
@inline
function storeShares(to: usize, integers: v128, whole: f64): void {
  v128.store(to, f64x2.div(f64x2.convert_low_i32x4_u(integers), f64x2.splat(whole)));
  const high = v128.shuffle<i64>(integers, integers, 1, 1);
  v128.store(to, f64x2.div(f64x2.convert_low_i32x4_u(high), f64x2.splat(whole)), 16);
}

/**
 * Lists the flags of a layer; returns which units behind it are reachable from those before it. Of sets of units before a
 * layer, the lowest bit is looked at and the others follow, so that all inputs are -1.
 */
function reachBehind(job: usize, layer: usize, reached: v128): v128 {
  const flags = word(job, on.FLAGS);
  const fanIn = count(layer, at.FAN_IN);
  const fanOut = count(layer, at.FAN_OUT);
  const first = count(layer, at.WEIGHT_FLAGS);
  const units = count(layer, at.UNIT_FLAGS);
  let next = isAny(reached);
  if (first !== -1) {
    const stride = (fanOut + 3) & ~3;
    let to = word(layer, on.ROW_FLAGS);
    let left = reached;
    next = i32x4.splat(0);
    for (let i = 0; i < fanIn; i++) {
      const row = flagsFrom(flags, first + i * stride);
      v128.store(to, row);
      next = v128.or(next, v128.and(row, lanesWithFirst(left)));
      left = i32x4.shr_s(left, 1);
      to += 16;
    }
  }
  if (units !== -1) {
    const kept = flagsFrom(flags, units);
    let to = word(layer, on.KEPT_UNITS);
    for (let j = 0; j < fanOut; j++) {
      v128.store(to, lanesWith(kept, j));
      to += 16;
    }
    next = v128.and(next, kept);
  }
  return v128.and(next, i32x4.splat(0xffffffff >>> (32 - fanOut)));
}

/** Counts the weights of a layer on open paths; returns the units before it that such paths pass through. */
function liveBefore(layer: usize, before: v128, live: v128, isInput: bool): v128 {
  const fanIn = count(layer, at.FAN_IN);
  let next = v128.and(isAny(live), before);
  let open = i32x4.mul(isInput ? i32x4.splat(fanIn) : ones(next), ones(live));
  if (count(layer, at.WEIGHT_FLAGS) !== -1) {
    const none = i32x4.splat(0);
    let row = word(layer, on.ROW_FLAGS);
    let unit = i32x4.splat(1);
    let left = before;
    next = none;
    open = none;
    for (let rows = fanIn; rows > 0; rows -= MOST_ROWS) {
      let bytes = none;
      for (const end = row + (<usize>min(rows, MOST_ROWS) << 4); row < end; row += 16) {
        const leads = v128.and(v128.and(v128.load(row), live), lanesWithFirst(left));
        bytes = i8x16.add(bytes, i8x16.popcnt(leads));
        next = v128.or(next, v128.andnot(unit, i32x4.eq(leads, none)));
        unit = i32x4.shl(unit, 1);
        left = i32x4.shr_s(left, 1);
      }
      open = i32x4.add(open, sumOfBytes(bytes));
    }
  }
  storeShares(layer + on.LIVE, open, 1);
  return next;
}

/**
 * Makes new masks of the runs ready for steps: lists their flags, and finds for each layer of weights the reachable units
 * behind it and how many of its weights lie on open paths, as trainTrace does for one run.
 */
export function abreastMasks(job: usize): void {
  const begin = word(job, at.LAYERS);
  const end = word(job, at.LAYERS_END);
  const all = i32x4.splat(-1);
  gatherRows(word(job, on.FLAGS), job + on.MASKS, count(job, on.MASK_WORDS));
  let reached = all;
  for (let layer = begin; layer < end; layer += on.ABREAST_LAYER_BYTES) {
    reached = reachBehind(job, layer, reached);
    v128.store(layer, reached, on.REACHED_UNITS);
    storeShares(layer + on.REACH, ones(reached), <f64>count(layer, at.FAN_OUT));
  }
  store<u32>(job, i32x4.bitmask(isAny(reached)), on.OPEN);
  let live = reached;
  for (let layer = end; layer > begin;) {
    layer -= on.ABREAST_LAYER_BYTES;
    const isInput = layer === begin;
    const before = isInput ? all : v128.load(layer - on.ABREAST_LAYER_BYTES, on.REACHED_UNITS);
    v128.store(layer, live, on.LIVE_UNITS);
    live = liveBefore(layer, before, live, isInput);
  }
}
