// From z to the values of a layer and the slopes of its activation, and back.

import * as at from '../../trainingfields';
import { isSet, load4Flags } from './flags';
import { bell4, normal4, sigmoid4, splat, tanh4 } from './singles';

const RELU: u32 = 0;
const LEAKY_RELU: u32 = 1;
const TANH: u32 = 2;
const LINEAR: u32 = 3;
const SIGMOID: u32 = 4;

const ROOT_OF_TWO_PI_INVERSE: f32 = 0.398942292;

/** Replaces z by sigma(z) and writes sigma'(z). */
function values(kind: u32, h: usize, slopes: usize, vectors: i32): void {
  const one = splat(1);
  const zero = splat(0);
  if (kind === TANH) {
    for (; vectors > 0; vectors--, h += 16, slopes += 16) {
      const value = tanh4(v128.load(h));
      v128.store(h, value);
      v128.store(slopes, f32x4.sub(one, f32x4.mul(value, value)));
    }
  } else if (kind === RELU) {
    for (; vectors > 0; vectors--, h += 16, slopes += 16) {
      const z = v128.load(h);
      v128.store(h, f32x4.pmax(z, zero));
      v128.store(slopes, v128.and(one, f32x4.gt(z, zero)));
    }
  } else if (kind === LEAKY_RELU) {
    const leak = splat(0.01);
    for (; vectors > 0; vectors--, h += 16, slopes += 16) {
      const z = v128.load(h);
      const slope = v128.bitselect(one, leak, f32x4.gt(z, zero));
      v128.store(h, f32x4.mul(z, slope));
      v128.store(slopes, slope);
    }
  } else if (kind === LINEAR) {
    for (; vectors > 0; vectors--, slopes += 16) v128.store(slopes, one);
  } else if (kind === SIGMOID) {
    for (; vectors > 0; vectors--, h += 16, slopes += 16) {
      const value = sigmoid4(v128.load(h));
      v128.store(h, value);
      v128.store(slopes, f32x4.mul(value, f32x4.sub(one, value)));
    }
  } else {
    for (; vectors > 0; vectors--, h += 16, slopes += 16) {
      const z = v128.load(h);
      const bell = bell4(z);
      const below = normal4(z, bell);
      v128.store(h, f32x4.mul(z, below));
      const density = f32x4.mul(bell, splat(ROOT_OF_TWO_PI_INVERSE));
      v128.store(slopes, f32x4.add(below, f32x4.mul(z, density)));
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
  const gain = load<f32>(layer, at.GAIN);
  let h = <usize>load<u32>(layer, at.H) + <usize>from * row;
  let slopes = <usize>load<u32>(layer, at.SLOPES) + <usize>from * row;
  let skipped = skipFrom + <usize>from * row;
  for (let r = from; r < to; r++) {
    if (isHidden) values(kind, h, slopes, vectors);
    if (kind === SIGMOID) clearPads(h, isCompact ? at.KEPT_OUT_COUNT : at.FAN_OUT, layer);
    if (skipFrom !== 0) {
      scale(h, vectors, blockFactor(layer, mask));
      addSkip(h, skipped, vectors, mask, load<i32>(layer, at.SKIP_FLAGS), load<f32>(layer, at.SKIP_GAIN));
    }
    if (isHidden && (unitFlags !== -1 || gain !== 1)) dropUnits(h, vectors, mask, unitFlags, gain);
    h += row;
    slopes += row;
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
  const skipD = <usize>load<u32>(layer, at.SKIP_D);
  const unitFlags = isCompact ? -1 : load<i32>(layer, at.UNIT_FLAGS);
  const gain = load<f32>(layer, at.GAIN);
  let d = <usize>load<u32>(layer, at.D) + <usize>from * row;
  let slopes = <usize>load<u32>(layer, at.SLOPES) + <usize>from * row;
  let skipped = skipD + <usize>from * row;
  for (let r = from; r < to; r++) {
    if (isHidden && (unitFlags !== -1 || gain !== 1)) dropUnits(d, vectors, mask, unitFlags, gain);
    if (skipFrom !== 0) {
      if (skipD !== 0) {
        addSkip(skipped, d, vectors, mask, load<i32>(layer, at.SKIP_FLAGS), load<f32>(layer, at.SKIP_GAIN));
      }
      scale(d, vectors, blockFactor(layer, mask));
    }
    if (isHidden) {
      for (let j = 0; j < vectors; j++) {
        const place = <usize>j << 4;
        v128.store(d + place, f32x4.mul(v128.load(d + place), v128.load(slopes + place)));
      }
    }
    d += row;
    slopes += row;
    skipped += row;
    mask += maskRow;
  }
}
