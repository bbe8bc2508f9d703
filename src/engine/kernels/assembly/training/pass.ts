// A batch forward and back through a network under its masks: the twin is ../../passplain.ts.

import * as at from '../../trainingfields';
import { activate, deactivate } from './activate';
import { count, word } from './fields';
import { pack, packKept, packKeptTurned, packTurned, thin } from './pack';
import { FROM_BIAS, FROM_C, FROM_ZERO, PANEL, product } from './product';
import { addThinnedRow, listKept, rowProduct, rowTurned } from './row';
import { splat } from './singles';
import { density, isSparse, sparseProduct } from './sparse';
import { turn, turnedRow } from './turn';

/** Rows from which on weights are packed: fewer don't repay it. */
const PACKED_ROWS: i32 = 4;

/** The weights as the mask leaves them. */
// @ts-ignore: decorator
@inline
function weightsOf(layer: usize): usize {
  const thinned = word(layer, at.THINNED);
  return thinned !== 0 ? thinned : word(layer, at.WEIGHTS);
}

/** Makes the thinned and packed weights of a layer ready. */
function prepare(layer: usize, isCompact: bool, isPacked: bool, mask: usize): void {
  const row = word(layer, at.ROW);
  const fanIn = count(layer, at.FAN_IN);
  const fanOut = count(layer, at.FAN_OUT);
  const thinned = word(layer, at.THINNED);
  if (thinned !== 0) {
    const first = load<i32>(layer, at.WEIGHT_FLAGS);
    thin(thinned, word(layer, at.WEIGHTS), row, fanIn, fanOut, mask, first, load<f32>(layer, at.FACTOR));
  }
  if (isCompact || !isPacked) listKept(layer, mask);
  if (!isPacked) return;
  const weights = weightsOf(layer);
  const needsTurned = word(layer, at.DX) !== 0;
  if (!isCompact) {
    pack(word(layer, at.PANELS), weights, row, fanIn, fanOut);
    if (needsTurned) packTurned(word(layer, at.TURNED), weights, row, fanIn, fanOut);
    return;
  }
  const rows = word(layer, at.KEPT_IN);
  const columns = word(layer, at.KEPT_OUT);
  const rowCount = count(layer, at.KEPT_IN_COUNT);
  const columnCount = count(layer, at.KEPT_OUT_COUNT);
  packKept(word(layer, at.PANELS), weights, row, rows, rowCount, columns, columnCount);
  if (needsTurned) packKeptTurned(word(layer, at.TURNED), weights, row, rows, rowCount, columns, columnCount);
  const biases = word(layer, at.BIASES);
  if (biases !== 0) {
    const compact = word(layer, at.COMPACT_BIASES);
    for (let j = 0; j < columnCount; j++) {
      const unit = <usize>load<u32>(columns + (<usize>j << 2));
      store<f32>(compact + (<usize>j << 2), load<f32>(biases + (unit << 2)));
    }
    for (let j = columnCount; j & 3; j++) store<f32>(compact + (<usize>j << 2), 0);
  }
}

/**
 * Values of rows from .. to - 1 from their inputs.
 *
 * @param mask mask of the first row; the next row's stands maskRow bytes further on, 0 where rows share one
 */
export function trainForward(job: usize, from: i32, to: i32, mask: usize, maskRow: usize): void {
  store<u32>(job, <u32>mask, at.MASK);
  const end = word(job, at.LAYERS_END);
  const kind = load<u32>(job, at.ACTIVATION);
  const m = to - from;
  const isPacked = m >= PACKED_ROWS;
  const isCompact = isPacked && load<u32>(job, at.COMPACT) !== 0;
  for (let layer = word(job, at.LAYERS); layer < end; layer += at.LAYER_BYTES) {
    prepare(layer, isCompact, isPacked, mask);
    const xRow = word(layer, at.X_ROW);
    const hRow = word(layer, at.H_ROW);
    const x = word(layer, at.X) + <usize>from * xRow;
    const h = word(layer, at.H) + <usize>from * hRow;
    const k = count(layer, isCompact ? at.KEPT_IN_COUNT : at.FAN_IN);
    const n = count(layer, isCompact ? at.KEPT_OUT_COUNT : at.FAN_OUT);
    const biases = word(layer, isCompact && word(layer, at.BIASES) !== 0 ? at.COMPACT_BIASES : at.BIASES);
    const start = biases !== 0 ? FROM_BIAS : FROM_ZERO;
    if (isPacked) {
      const panels = word(layer, at.PANELS);
      if (isSparse(density(x, xRow, m, k, n))) {
        sparseProduct(h, hRow, x, xRow, 4, panels, PANEL, <usize>k << 5, m, n, k, start, biases, word(job, at.TERMS));
      } else {
        product(h, hRow, x, xRow, 4, panels, PANEL, <usize>k << 5, m, n, k, start, biases);
      }
    } else if (m === 1) {
      rowProduct(h, x, weightsOf(layer), word(layer, at.ROW), word(layer, at.KEPT_IN), count(layer, at.KEPT_IN_COUNT), n, start, biases);
    } else {
      for (let r: usize = 0; r < <usize>m; r++) {
        product(h + r * hRow, hRow, x + r * xRow, 0, 4, weightsOf(layer), word(layer, at.ROW), PANEL, 1, n, k, start, biases);
      }
    }
    activate(layer, kind, isCompact, from, to, mask, maskRow);
  }
}

/** Adds up d over rows: the gradient of biases. */
function addBiasGradient(to: usize, d: usize, dRow: usize, m: i32, n: i32, start: i32): void {
  for (; n > 0; n -= 4) {
    let sum = start === FROM_C ? v128.load(to) : splat(0);
    let at = d;
    for (let r = 0; r < m; r++) {
      sum = f32x4.add(sum, v128.load(at));
      at += dRow;
    }
    v128.store(to, sum);
    to += 16;
    d += 16;
  }
}

/** Puts the gradient of kept weights where the weights stand; the others' is 0. */
function scatter(layer: usize): void {
  const row = word(layer, at.ROW);
  const g = word(layer, at.WEIGHT_GRADIENT);
  const columns = word(layer, at.KEPT_OUT);
  const columnCount = count(layer, at.KEPT_OUT_COUNT);
  const rowCount = count(layer, at.KEPT_IN_COUNT);
  memory.fill(g, 0, row * word(layer, at.FAN_IN));
  let from = word(layer, at.COMPACT_GRADIENT);
  for (let i = 0; i < rowCount; i++) {
    const to = g + <usize>load<u32>(word(layer, at.KEPT_IN) + (<usize>i << 2)) * row;
    for (let j = 0; j < columnCount; j++) {
      const unit = <usize>load<u32>(columns + (<usize>j << 2));
      store<f32>(to + (unit << 2), load<f32>(from + (<usize>j << 2)));
    }
    from += row;
  }
  const gradient = word(layer, at.BIAS_GRADIENT);
  if (gradient === 0) return;
  const compact = word(layer, at.COMPACT_BIAS_GRADIENT);
  memory.fill(gradient, 0, row);
  for (let j = 0; j < columnCount; j++) {
    const unit = <usize>load<u32>(columns + (<usize>j << 2));
    store<f32>(gradient + (unit << 2), load<f32>(compact + (<usize>j << 2)));
  }
}

/**
 * Gradient of rows from .. to - 1, after trainForward and trainLoss with the same mask.
 *
 * @param isFirst whether the gradient begins with these rows; else they are added to it
 */
export function trainBackward(job: usize, from: i32, to: i32, mask: usize, maskRow: usize, isFirst: bool): void {
  const begin = word(job, at.LAYERS);
  const m = to - from;
  const isPacked = m >= PACKED_ROWS;
  const isCompact = isPacked && load<u32>(job, at.COMPACT) !== 0;
  const isRankOne = count(job, at.RANK_ONE) !== 0;
  // Skips leave their share of a gradient before the layer itself does.
  for (let layer = begin; layer < word(job, at.LAYERS_END); layer += at.LAYER_BYTES) {
    if (count(layer, at.DX_STARTS) !== 0) {
      const row = word(layer, at.X_ROW);
      memory.fill(word(layer, at.DX) + <usize>from * row, 0, <usize>m * row);
    }
  }
  for (let layer = word(job, at.LAYERS_END); layer > begin;) {
    layer -= at.LAYER_BYTES;
    deactivate(layer, isCompact, from, to, mask, maskRow);
    const xRow = word(layer, at.X_ROW);
    const dRow = word(layer, at.H_ROW);
    const x = word(layer, at.X) + <usize>from * xRow;
    const d = word(layer, at.D) + <usize>from * dRow;
    const row = word(layer, at.ROW);
    const k = count(layer, isCompact ? at.KEPT_IN_COUNT : at.FAN_IN);
    const n = count(layer, isCompact ? at.KEPT_OUT_COUNT : at.FAN_OUT);
    const isThinned = word(layer, at.THINNED) !== 0;
    const first = load<i32>(layer, at.WEIGHT_FLAGS);
    const factor = load<f32>(layer, at.FACTOR);
    const start = isFirst ? FROM_ZERO : FROM_C;
    const g = word(layer, isCompact ? at.COMPACT_GRADIENT : at.WEIGHT_GRADIENT);
    const terms = word(job, at.TERMS);
    const ofD = isPacked ? density(d, dRow, m, n, k) : 1;
    if (isRankOne) {
      // Squares and update work it out from x and dz.
    } else if (isPacked || !isThinned) {
      const ofX = isPacked ? density(x, xRow, m, k, n) : 1;
      if (isSparse(ofX) && ofX <= ofD) {
        sparseProduct(g, row, x, 4, xRow, d, dRow, PANEL, k, n, m, start, 0, terms);
      } else if (isSparse(ofD) && isFirst) {
        // Transposed, where the forward pass had its panels.
        const turned = word(layer, at.PANELS);
        const turnedRow = <usize>((k + 3) & ~3) << 2;
        sparseProduct(turned, turnedRow, d, 4, dRow, x, xRow, PANEL, n, k, m, FROM_ZERO, 0, terms);
        // Numbers behind the last of a row of G are 0.
        memory.fill(turned + <usize>n * turnedRow, 0, <usize>(-n & 3) * turnedRow);
        turn(g, row, turned, turnedRow, k, n);
      } else {
        product(g, row, x, 4, xRow, d, dRow, PANEL, k, n, m, start, 0);
      }
      if (isThinned) thin(g, g, row, k, n, mask, first, factor);
    } else {
      for (let r: usize = 0; r < <usize>m; r++) {
        addThinnedRow(g, row, x + r * xRow, d + r * dRow, k, n, mask, first, factor, r === 0 ? start : FROM_C);
      }
    }
    const biasGradient = word(layer, isCompact ? at.COMPACT_BIAS_GRADIENT : at.BIAS_GRADIENT);
    if (word(layer, at.BIASES) !== 0) addBiasGradient(biasGradient, d, dRow, m, n, start);
    const dx = word(layer, at.DX);
    if (dx !== 0) {
      const onto = count(layer, at.DX_STARTS) !== 0 ? FROM_C : FROM_ZERO;
      const to = dx + <usize>from * xRow;
      if (isPacked && isSparse(ofD)) {
        sparseProduct(to, xRow, d, dRow, 4, word(layer, at.TURNED), PANEL, <usize>n << 5, m, k, n, onto, 0, terms);
      } else if (isPacked) {
        product(to, xRow, d, dRow, 4, word(layer, at.TURNED), PANEL, <usize>n << 5, m, k, n, onto, 0);
      } else if (m === 1) {
        rowTurned(to, d, weightsOf(layer), row, word(layer, at.KEPT_IN), count(layer, at.KEPT_IN_COUNT), n, onto);
      } else {
        for (let r: usize = 0; r < <usize>m; r++) {
          turnedRow(to + r * xRow, d + r * dRow, weightsOf(layer), row, k, n, onto);
        }
      }
    }
    if (isCompact) scatter(layer);
  }
}
