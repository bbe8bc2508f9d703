// Matrix products that pass over zeros: behind a relu or under masks of their own, half or more of the values of a wide
// layer are 0. Sums run in ascending order as in product.ts, and for finite numbers give the same bits.

import { begin, PANEL } from './product';
import { multiplyAdd, splat } from './singles';

/** Columns and terms from which on lists of what is not 0 repay the making. */
const WIDE: i32 = 32;
/** Largest share of terms that are not 0. */
const MOST: f64 = 0.6;
/** Rows whose lists are held at a time: they share what they read of B. */
const ROWS: i32 = 4;
/** Bytes of a term: the number, and where its row of B begins. */
const TERM: usize = 8;

/** Share of the numbers of some rows that are not 0; 1 where a sparse product would be too small to pay. */
export function density(a: usize, row: usize, rows: i32, numbers: i32, columns: i32): f64 {
  if (numbers < WIDE || columns < WIDE) return 1;
  let counts = i32x4.splat(0);
  for (let r = 0; r < rows; r++) {
    for (let i = 0; i + 4 <= numbers; i += 4) {
      counts = i32x4.sub(counts, f32x4.ne(v128.load(a + (<usize>i << 2)), splat(0)));
    }
    a += row;
  }
  const low = i32x4.extract_lane(counts, 0) + i32x4.extract_lane(counts, 1);
  const high = i32x4.extract_lane(counts, 2) + i32x4.extract_lane(counts, 3);
  return <f64>(low + high) / (<f64>rows * <f64>(numbers & ~3));
}

/** Whether a product passes over zeros. */
// @ts-ignore: decorator
@inline
export function isSparse(share: f64): bool {
  return share < MOST;
}

/** Lists the terms of a row that are not 0; returns the end of the list. */
function listTerms(list: usize, a: usize, aStep: usize, bStep: usize, k: i32): usize {
  let b: usize = 0;
  for (; k > 0; k--) {
    const x = load<f32>(a);
    store<f32>(list, x);
    store<u32>(list, <u32>b, 4);
    list += x !== 0 ? TERM : 0;
    a += aStep;
    b += bStep;
  }
  return list;
}

/** 32 columns of a row of C. */
function rowTile(c: usize, list: usize, end: usize, b0: usize, bPanel: usize, start: i32, bias: usize): void {
  const b1 = b0 + bPanel;
  const b2 = b1 + bPanel;
  const b3 = b2 + bPanel;
  let s0 = begin(start, c, bias);
  let s1 = begin(start, c + 16, bias + 16);
  let s2 = begin(start, c + 32, bias + 32);
  let s3 = begin(start, c + 48, bias + 48);
  let s4 = begin(start, c + 64, bias + 64);
  let s5 = begin(start, c + 80, bias + 80);
  let s6 = begin(start, c + 96, bias + 96);
  let s7 = begin(start, c + 112, bias + 112);
  for (; list < end; list += TERM) {
    const x = v128.load32_splat(list);
    const from = <usize>load<u32>(list, 4);
    s0 = multiplyAdd(s0, x, v128.load(b0 + from));
    s1 = multiplyAdd(s1, x, v128.load(b0 + from, 16));
    s2 = multiplyAdd(s2, x, v128.load(b1 + from));
    s3 = multiplyAdd(s3, x, v128.load(b1 + from, 16));
    s4 = multiplyAdd(s4, x, v128.load(b2 + from));
    s5 = multiplyAdd(s5, x, v128.load(b2 + from, 16));
    s6 = multiplyAdd(s6, x, v128.load(b3 + from));
    s7 = multiplyAdd(s7, x, v128.load(b3 + from, 16));
  }
  v128.store(c, s0);
  v128.store(c, s1, 16);
  v128.store(c, s2, 32);
  v128.store(c, s3, 48);
  v128.store(c, s4, 64);
  v128.store(c, s5, 80);
  v128.store(c, s6, 96);
  v128.store(c, s7, 112);
}

/** 4 columns of a row of C. */
function rowVector(c: usize, list: usize, end: usize, b: usize, start: i32, bias: usize): void {
  let sum = begin(start, c, bias);
  for (; list < end; list += TERM) {
    sum = multiplyAdd(sum, v128.load32_splat(list), v128.load(b + <usize>load<u32>(list, 4)));
  }
  v128.store(c, sum);
}

/** The product of product.ts, where many numbers of A are 0. `lists`: room for 4 rows of k terms of 8 bytes. */
export function sparseProduct(
  c: usize, cRow: usize, a: usize, aRow: usize, aStep: usize, b: usize, bStep: usize, bPanel: usize,
  m: i32, n: i32, k: i32, start: i32, bias: usize, lists: usize
): void {
  const room = <usize>k * TERM;
  for (let row = 0; row < m; row += ROWS) {
    const rows = min(ROWS, m - row);
    const ends = memory.data(32, 16);
    for (let r = 0; r < rows; r++) {
      const end = listTerms(lists + <usize>r * room, a + <usize>(row + r) * aRow, aStep, bStep, k);
      store<usize>(ends + (<usize>r << 3), end);
    }
    const to = c + <usize>row * cRow;
    let j = 0;
    for (; j + 32 <= n; j += 32) {
      const from = b + <usize>(j >> 3) * bPanel;
      const at = <usize>j << 2;
      for (let r = 0; r < rows; r++) {
        const list = lists + <usize>r * room;
        rowTile(to + <usize>r * cRow + at, list, load<usize>(ends + (<usize>r << 3)), from, bPanel, start, bias + at);
      }
    }
    for (; j < n; j += 4) {
      const from = b + <usize>(j >> 3) * bPanel + (j & 4 ? 16 : 0);
      const at = <usize>j << 2;
      for (let r = 0; r < rows; r++) {
        const list = lists + <usize>r * room;
        rowVector(to + <usize>r * cRow + at, list, load<usize>(ends + (<usize>r << 3)), from, start, bias + at);
      }
    }
  }
}
