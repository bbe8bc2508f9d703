// From z to the values of a layer and the slopes of its activation, and back.

import * as at from '../../trainingfields';
import { isSet, load4Flags } from './flags';
import { bell4, normal4, sigmoid4, splat } from './singles';
import { tanhRows } from './tanh';

const RELU: u32 = 0;
const LEAKY_RELU: u32 = 1;
const TANH: u32 = 2;
const LINEAR: u32 = 3;
const SIGMOID: u32 = 4;

const ROOT_OF_TWO_PI_INVERSE: f32 = 0.398942292;

/** Replaces four z by gains * sigma(z) and writes sigma'(z), where sigma is no tanh. */
// @ts-ignore: decorator
@inline
function apply(kind: u32, h: usize, slopes: usize, gains: v128): void {
  const one = splat(1);
  const z = v128.load(h);
  let value = z;
  let slope = one;
  if (kind === RELU) {
    value = f32x4.pmax(z, splat(0));
    slope = v128.and(one, f32x4.gt(z, splat(0)));
  } else if (kind === LEAKY_RELU) {
    slope = v128.bitselect(one, splat(0.01), f32x4.gt(z, splat(0)));
    value = f32x4.mul(z, slope);
  } else if (kind === SIGMOID) {
    value = sigmoid4(z);
    slope = f32x4.mul(value, f32x4.sub(one, value));
  } else if (kind !== LINEAR) {
    const bell = bell4(z);
    const below = normal4(z, bell);
    value = f32x4.mul(z, below);
    slope = f32x4.add(below, f32x4.mul(z, f32x4.mul(bell, splat(ROOT_OF_TWO_PI_INVERSE))));
  }
  v128.store(h, f32x4.mul(gains, value));
  v128.store(slopes, slope);
}

/** The same of rows of vectors at distance `row`. */
export function applyAll(kind: u32, h: usize, slopes: usize, row: usize, vectors: i32, rows: i32, gain: f32): void {
  const gains = splat(gain);
  if (kind === TANH) {
    tanhRows(h, slopes, row, vectors, rows, gains);
    return;
  }
  for (; rows > 0; rows--, h += row, slopes += row) {
    for (let place: usize = 0; place < <usize>vectors << 4; place += 16) apply(kind, h + place, slopes + place, gains);
  }
}

/** d = d * sigma'(z). */
function passAll(d: usize, slopes: usize, row: usize, vectors: i32, rows: i32): void {
  const bytes = <usize>vectors << 4;
  for (; rows > 0; rows--, d += row, slopes += row) {
    for (let place: usize = 0; place < bytes; place += 16) {
      v128.store(d + place, f32x4.mul(v128.load(d + place), v128.load(slopes + place)));
    }
  }
}

/** d = gain * d * sigma'(z) where the unit is kept, else 0. */
function passUnits(
  d: usize, slopes: usize, row: usize, vectors: i32, rows: i32, mask: usize, maskRow: usize, first: i32, gain: f32
): void {
  if (first === -1 && gain === 1) {
    passAll(d, slopes, row, vectors, rows);
    return;
  }
  const gains = splat(gain);
  for (; rows > 0; rows--, d += row, slopes += row, mask += maskRow) {
    for (let j = 0; j < vectors; j++) {
      const place = <usize>j << 4;
      let x = f32x4.mul(gains, v128.load(d + place));
      if (first !== -1) x = v128.and(x, load4Flags(mask, first + (j << 2)));
      v128.store(d + place, f32x4.mul(x, v128.load(slopes + place)));
    }
  }
}

/** h = gain * h where the unit is kept, else 0. */
function dropUnits(h: usize, vectors: i32, mask: usize, first: i32, gain: f32): void {
  const gains = splat(gain);
  for (let j = 0; j < vectors; j++, h += 16) {
    const kept = first === -1 ? i32x4.splat(-1) : load4Flags(mask, first + (j << 2));
    v128.store(h, v128.and(f32x4.mul(gains, v128.load(h)), kept));
  }
}

/** to = to + gain * from where the skip is kept. */
function addSkip(to: usize, from: usize, vectors: i32, mask: usize, first: i32, gain: f32): void {
  const gains = splat(gain);
  for (let j = 0; j < vectors; j++, to += 16, from += 16) {
    const kept = first === -1 ? i32x4.splat(-1) : load4Flags(mask, first + (j << 2));
    v128.store(to, f32x4.add(v128.load(to), v128.and(f32x4.mul(gains, v128.load(from)), kept)));
  }
}

/** h = factor * h. */
function scale(h: usize, vectors: i32, factor: f32): void {
  const factors = splat(factor);
  for (; vectors > 0; vectors--, h += 16) v128.store(h, f32x4.mul(factors, v128.load(h)));
}

/** Factor of what a skip passes over: 0 where the block is removed. */
// @ts-ignore: decorator
@inline
function blockFactor(layer: usize, mask: usize): f32 {
  const bit = load<i32>(layer, at.BLOCK_FLAG);
  const gain = load<f32>(layer, at.BLOCK_GAIN);
  return bit === -1 || isSet(mask, bit) ? gain : 0;
}

/** Vectors of a row of the units that a layer of weights leads to. */
// @ts-ignore: decorator
@inline
function vectorsOf(layer: usize, isCompact: bool): i32 {
  const units = isCompact ? load<i32>(layer, at.KEPT_OUT_COUNT) : load<i32>(layer, at.FAN_OUT);
  return (units + 3) >> 2;
}

/** Makes numbers behind the last unit of a row 0 again: sigma(0) is not. */
function clearPads(h: usize, field: usize, layer: usize): void {
  for (let j = load<u32>(layer + field); j & 3; j++) store<f32>(h + (<usize>j << 2), 0);
}

/** From z in h to h and slopes, rows from .. to - 1; the mask of the next row stands `maskRow` bytes further on. */
export function activate(
  layer: usize, kind: u32, isCompact: bool, from: i32, to: i32, mask: usize, maskRow: usize
): void {
  const vectors = vectorsOf(layer, isCompact);
  const row = <usize>load<u32>(layer, at.H_ROW);
  const isHidden = load<u32>(layer, at.IS_HIDDEN) !== 0;
  const skipFrom = <usize>load<u32>(layer, at.SKIP_FROM);
  const unitFlags = isCompact ? -1 : load<i32>(layer, at.UNIT_FLAGS);
  // What a skip adds is multiplied too.
  const gain = load<f32>(layer, at.GAIN);
  const before: f32 = skipFrom !== 0 ? 1 : gain;
  const behind: f32 = skipFrom !== 0 ? gain : 1;
  let h = <usize>load<u32>(layer, at.H) + <usize>from * row;
  const slopes = <usize>load<u32>(layer, at.SLOPES) + <usize>from * row;
  let skipped = skipFrom + <usize>from * row;
  if (isHidden) applyAll(kind, h, slopes, row, vectors, to - from, before);
  const drops = isHidden && (unitFlags !== -1 || behind !== 1);
  if (kind !== SIGMOID && skipFrom === 0 && !drops) return;
  for (let r = from; r < to; r++) {
    if (kind === SIGMOID) clearPads(h, isCompact ? at.KEPT_OUT_COUNT : at.FAN_OUT, layer);
    if (skipFrom !== 0) {
      scale(h, vectors, blockFactor(layer, mask));
      addSkip(h, skipped, vectors, mask, load<i32>(layer, at.SKIP_FLAGS), load<f32>(layer, at.SKIP_GAIN));
    }
    if (drops) dropUnits(h, vectors, mask, unitFlags, behind);
    h += row;
    skipped += row;
    mask += maskRow;
  }
}

/** From the gradient with respect to h in d to that with respect to z, the skip's share passed on. */
export function deactivate(
  layer: usize, isCompact: bool, from: i32, to: i32, mask: usize, maskRow: usize
): void {
  const vectors = vectorsOf(layer, isCompact);
  const row = <usize>load<u32>(layer, at.H_ROW);
  const isHidden = load<u32>(layer, at.IS_HIDDEN) !== 0;
  const skipFrom = <usize>load<u32>(layer, at.SKIP_FROM);
  const unitFlags = isCompact ? -1 : load<i32>(layer, at.UNIT_FLAGS);
  const gain = load<f32>(layer, at.GAIN);
  const begin = <usize>load<u32>(layer, at.D) + <usize>from * row;
  const slopes = <usize>load<u32>(layer, at.SLOPES) + <usize>from * row;
  if (skipFrom === 0) {
    if (isHidden) passUnits(begin, slopes, row, vectors, to - from, mask, maskRow, unitFlags, gain);
    return;
  }
  const skipD = <usize>load<u32>(layer, at.SKIP_D);
  let d = begin;
  let skipped = skipD + <usize>from * row;
  let own = mask;
  for (let r = from; r < to; r++) {
    if (isHidden) dropUnits(d, vectors, own, unitFlags, gain);
    if (skipD !== 0) {
      addSkip(skipped, d, vectors, own, load<i32>(layer, at.SKIP_FLAGS), load<f32>(layer, at.SKIP_GAIN));
    }
    scale(d, vectors, blockFactor(layer, own));
    d += row;
    skipped += row;
    own += maskRow;
  }
  if (isHidden) passUnits(begin, slopes, row, vectors, to - from, mask, maskRow, -1, 1);
}
