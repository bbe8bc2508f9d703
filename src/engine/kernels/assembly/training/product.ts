// Matrix products in tiles that stay in registers. Every sum runs in ascending order, one rounding an operation, so
// tiles and packing change the speed and no bit.

import { multiplyAdd } from './singles';

/** Where sums begin. */
export const FROM_ZERO: i32 = 0;
export const FROM_C: i32 = 1;
export const FROM_BIAS: i32 = 2;

const VECTOR: usize = 16;
/** Bytes of a panel's row: two vectors. */
export const PANEL: usize = 32;

// @ts-ignore: decorator
@inline
export function begin(start: i32, c: usize, bias: usize): v128 {
  return start === FROM_ZERO ? f32x4.splat(0) : v128.load(start === FROM_C ? c : bias);
}

/** Fours of rows of 8 columns; returns how many rows there were. */
function tiles4x2(
  c: usize, cRow: usize, a: usize, aRow: usize, aStep: usize, b: usize, bStep: usize, m: i32, k: i32, start: i32, bias: usize
): i32 {
  let row = 0;
  for (; row + 4 <= m; row += 4) {
    tile4x2(c, cRow, a, aRow, aStep, b, bStep, k, start, bias);
    c += cRow << 2;
    a += aRow << 2;
  }
  return row;
}

// @ts-ignore: decorator
@inline
function tile4x2(
  c: usize, cRow: usize, a: usize, aRow: usize, aStep: usize, b: usize, bStep: usize, k: i32, start: i32, bias: usize
): void {
  const c1 = c + cRow;
  const c2 = c1 + cRow;
  const c3 = c2 + cRow;
  let s00 = begin(start, c, bias);
  let s01 = begin(start, c + VECTOR, bias + VECTOR);
  let s10 = begin(start, c1, bias);
  let s11 = begin(start, c1 + VECTOR, bias + VECTOR);
  let s20 = begin(start, c2, bias);
  let s21 = begin(start, c2 + VECTOR, bias + VECTOR);
  let s30 = begin(start, c3, bias);
  let s31 = begin(start, c3 + VECTOR, bias + VECTOR);
  let a1 = a + aRow;
  let a2 = a1 + aRow;
  let a3 = a2 + aRow;
  for (; k > 0; k--) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, VECTOR);
    const x0 = v128.load32_splat(a);
    s00 = multiplyAdd(s00, x0, b0);
    s01 = multiplyAdd(s01, x0, b1);
    const x1 = v128.load32_splat(a1);
    s10 = multiplyAdd(s10, x1, b0);
    s11 = multiplyAdd(s11, x1, b1);
    const x2 = v128.load32_splat(a2);
    s20 = multiplyAdd(s20, x2, b0);
    s21 = multiplyAdd(s21, x2, b1);
    const x3 = v128.load32_splat(a3);
    s30 = multiplyAdd(s30, x3, b0);
    s31 = multiplyAdd(s31, x3, b1);
    a += aStep;
    a1 += aStep;
    a2 += aStep;
    a3 += aStep;
    b += bStep;
  }
  v128.store(c, s00);
  v128.store(c, s01, VECTOR);
  v128.store(c1, s10);
  v128.store(c1, s11, VECTOR);
  v128.store(c2, s20);
  v128.store(c2, s21, VECTOR);
  v128.store(c3, s30);
  v128.store(c3, s31, VECTOR);
}

function tile4x1(
  c: usize, cRow: usize, a: usize, aRow: usize, aStep: usize, b: usize, bStep: usize, k: i32, start: i32, bias: usize
): void {
  const c1 = c + cRow;
  const c2 = c1 + cRow;
  const c3 = c2 + cRow;
  let s0 = begin(start, c, bias);
  let s1 = begin(start, c1, bias);
  let s2 = begin(start, c2, bias);
  let s3 = begin(start, c3, bias);
  let a1 = a + aRow;
  let a2 = a1 + aRow;
  let a3 = a2 + aRow;
  for (; k > 0; k--) {
    const b0 = v128.load(b);
    s0 = multiplyAdd(s0, v128.load32_splat(a), b0);
    s1 = multiplyAdd(s1, v128.load32_splat(a1), b0);
    s2 = multiplyAdd(s2, v128.load32_splat(a2), b0);
    s3 = multiplyAdd(s3, v128.load32_splat(a3), b0);
    a += aStep;
    a1 += aStep;
    a2 += aStep;
    a3 += aStep;
    b += bStep;
  }
  v128.store(c, s0);
  v128.store(c1, s1);
  v128.store(c2, s2);
  v128.store(c3, s3);
}

function tile1x2(c: usize, a: usize, aStep: usize, b: usize, bStep: usize, k: i32, start: i32, bias: usize): void {
  let s0 = begin(start, c, bias);
  let s1 = begin(start, c + VECTOR, bias + VECTOR);
  for (; k > 0; k--) {
    const x = v128.load32_splat(a);
    s0 = multiplyAdd(s0, x, v128.load(b));
    s1 = multiplyAdd(s1, x, v128.load(b, VECTOR));
    a += aStep;
    b += bStep;
  }
  v128.store(c, s0);
  v128.store(c, s1, VECTOR);
}

function tile1x4(c: usize, a: usize, aStep: usize, b: usize, bStep: usize, k: i32, start: i32, bias: usize): void {
  let s0 = begin(start, c, bias);
  let s1 = begin(start, c + 16, bias + 16);
  let s2 = begin(start, c + 32, bias + 32);
  let s3 = begin(start, c + 48, bias + 48);
  for (; k > 0; k--) {
    const x = v128.load32_splat(a);
    s0 = multiplyAdd(s0, x, v128.load(b));
    s1 = multiplyAdd(s1, x, v128.load(b, 16));
    s2 = multiplyAdd(s2, x, v128.load(b, 32));
    s3 = multiplyAdd(s3, x, v128.load(b, 48));
    a += aStep;
    b += bStep;
  }
  v128.store(c, s0);
  v128.store(c, s1, 16);
  v128.store(c, s2, 32);
  v128.store(c, s3, 48);
}

function tile1x1(c: usize, a: usize, aStep: usize, b: usize, bStep: usize, k: i32, start: i32, bias: usize): void {
  let s = begin(start, c, bias);
  for (; k > 0; k--) {
    s = multiplyAdd(s, v128.load32_splat(a), v128.load(b));
    a += aStep;
    b += bStep;
  }
  v128.store(c, s);
}

/**
 * C = A B, or C + A B, or biases + A B. A has m rows, element (row, step) at a + row aRow + step aStep. B has k rows and n
 * columns, of which 8 at a time stand beside each other, row after row at distance bStep, and the next 8 at bPanel.
 */
export function product(
  c: usize, cRow: usize, a: usize, aRow: usize, aStep: usize, b: usize, bStep: usize, bPanel: usize,
  m: i32, n: i32, k: i32, start: i32, bias: usize
): void {
  if (m === 1 && bPanel === PANEL) {
    // Panels side by side: whole rows of B pass at once.
    for (; n > 8; n -= 16) {
      if (n > 12) tile1x4(c, a, aStep, b, bStep, k, start, bias);
      else {
        tile1x2(c, a, aStep, b, bStep, k, start, bias);
        tile1x1(c + 32, a, aStep, b + 32, bStep, k, start, bias + 32);
      }
      c += 64;
      b += 64;
      bias += 64;
    }
  }
  for (; n > 4; n -= 8) {
    let row = tiles4x2(c, cRow, a, aRow, aStep, b, bStep, m, k, start, bias);
    let cAt = c + cRow * <usize>row;
    let aAt = a + aRow * <usize>row;
    for (; row < m; row++) {
      tile1x2(cAt, aAt, aStep, b, bStep, k, start, bias);
      cAt += cRow;
      aAt += aRow;
    }
    c += PANEL;
    b += bPanel;
    bias += PANEL;
  }
  if (n > 0) {
    let row = 0;
    for (; row + 4 <= m; row += 4) {
      tile4x1(c, cRow, a, aRow, aStep, b, bStep, k, start, bias);
      c += cRow << 2;
      a += aRow << 2;
    }
    for (; row < m; row++) {
      tile1x1(c, a, aStep, b, bStep, k, start, bias);
      c += cRow;
      a += aRow;
    }
  }
}
