// Matrices transposed in tiles of 4 x 4, and products with a matrix that is transposed on the way.

import { begin } from './product';
import { multiplyAdd } from './singles';

/** Writes the first `count` columns, at most 4, of four vectors as vectors at distance toRow. */
// @ts-ignore: decorator
@inline
export function turnRows(to: usize, toRow: usize, r0: v128, r1: v128, r2: v128, r3: v128, count: i32): void {
  const low01 = v128.shuffle<i32>(r0, r1, 0, 4, 1, 5);
  const low23 = v128.shuffle<i32>(r2, r3, 0, 4, 1, 5);
  const high01 = v128.shuffle<i32>(r0, r1, 2, 6, 3, 7);
  const high23 = v128.shuffle<i32>(r2, r3, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<i64>(low01, low23, 0, 2));
  if (count > 1) v128.store(to + toRow, v128.shuffle<i64>(low01, low23, 1, 3));
  if (count > 2) v128.store(to + 2 * toRow, v128.shuffle<i64>(high01, high23, 0, 2));
  if (count > 3) v128.store(to + 3 * toRow, v128.shuffle<i64>(high01, high23, 1, 3));
}

/** The same of four rows at distance fromRow. */
// @ts-ignore: decorator
@inline
export function turnTile(to: usize, toRow: usize, from: usize, fromRow: usize, count: i32): void {
  const r1 = from + fromRow;
  const r2 = r1 + fromRow;
  turnRows(to, toRow, v128.load(from), v128.load(r1), v128.load(r2), v128.load(r2 + fromRow), count);
}

/** G = H transposed: H has n rows of k numbers at distance hRow, with room up to a multiple of 4 for both. */
export function turn(g: usize, gRow: usize, h: usize, hRow: usize, k: i32, n: i32): void {
  for (let i = 0; i < k; i += 4) {
    let from = h + (<usize>i << 2);
    let to = g + <usize>i * gRow;
    for (let j = 0; j < n; j += 4) {
      turnTile(to, gRow, from, hRow, k - i);
      from += hRow << 2;
      to += 16;
    }
  }
}

/** To each of four sums, that over j < n of dz_j w_j with a row of weights of its own. */
// @ts-ignore: decorator
@inline
export function addTurned(sum: v128, dz: usize, w0: usize, w1: usize, w2: usize, w3: usize, n: i32): v128 {
  for (let left = n; left > 0; left -= 4) {
    const r0 = v128.load(w0);
    const r1 = v128.load(w1);
    const r2 = v128.load(w2);
    const r3 = v128.load(w3);
    const low01 = v128.shuffle<i32>(r0, r1, 0, 4, 1, 5);
    const low23 = v128.shuffle<i32>(r2, r3, 0, 4, 1, 5);
    sum = multiplyAdd(sum, v128.load32_splat(dz), v128.shuffle<i64>(low01, low23, 0, 2));
    if (left > 1) sum = multiplyAdd(sum, v128.load32_splat(dz, 4), v128.shuffle<i64>(low01, low23, 1, 3));
    if (left > 2) {
      const high01 = v128.shuffle<i32>(r0, r1, 2, 6, 3, 7);
      const high23 = v128.shuffle<i32>(r2, r3, 2, 6, 3, 7);
      sum = multiplyAdd(sum, v128.load32_splat(dz, 8), v128.shuffle<i64>(high01, high23, 0, 2));
      if (left > 3) sum = multiplyAdd(sum, v128.load32_splat(dz, 12), v128.shuffle<i64>(high01, high23, 1, 3));
    }
    w0 += 16;
    w1 += 16;
    w2 += 16;
    w3 += 16;
    dz += 16;
  }
  return sum;
}

/**
 * One row of dx = dz W^T, W not packed: rows of weights at distance wRow, `fanIn` of them and zeros up to a multiple of 4.
 */
export function turnedRow(dx: usize, dz: usize, w: usize, wRow: usize, fanIn: i32, fanOut: i32, start: i32): void {
  for (; fanIn > 0; fanIn -= 4) {
    v128.store(dx, addTurned(begin(start, dx, 0), dz, w, w + wRow, w + 2 * wRow, w + 3 * wRow, fanOut));
    dx += 16;
    w += wRow << 2;
  }
}
