// Weights on their way to a pass: thinned by flags, and packed into panels of 8 columns (and, transposed, of 8 rows) of
// what is kept, so that products read them in order.

import { keptLanes, loadFlags, nextFlags } from './flags';
import { PANEL } from './product';
import { turnTile } from './turn';

/** Four numbers where their flags are set. */
// @ts-ignore: decorator
@inline
function thinFour(t: usize, w: usize, factors: v128, kept: v128): void {
  v128.store(t, v128.and(f32x4.mul(factors, v128.load(w)), kept));
}

/** T = factor * W where the flag is set, else 0. */
export function thin(
  t: usize, w: usize, row: usize, fanIn: i32, fanOut: i32, mask: usize, first: i32, factor: f32
): void {
  const factors = f32x4.splat(factor);
  const stride = (fanOut + 3) & ~3;
  let bit = first;
  for (; fanIn > 0; fanIn--) {
    let at: usize = 0;
    let j = 0;
    for (; j + 12 < fanOut; j += 16) {
      const flags = loadFlags(mask, first, bit + j);
      thinFour(t + at, w + at, factors, keptLanes(flags));
      thinFour(t + at + 16, w + at + 16, factors, keptLanes(flags, 1));
      thinFour(t + at + 32, w + at + 32, factors, keptLanes(flags, 2));
      thinFour(t + at + 48, w + at + 48, factors, keptLanes(flags, 3));
      at += 64;
    }
    if (j < fanOut) {
      let flags = loadFlags(mask, first, bit + j);
      for (; j < fanOut; j += 4) {
        thinFour(t + at, w + at, factors, keptLanes(flags));
        flags = nextFlags(flags);
        at += 16;
      }
    }
    bit += stride;
    t += row;
    w += row;
  }
}

/** Panels of 8 columns of all of W. */
export function pack(panels: usize, w: usize, row: usize, fanIn: i32, fanOut: i32): void {
  for (; fanOut > 0; fanOut -= 8) {
    let from = w;
    const isWide = fanOut > 4;
    for (let i = 0; i < fanIn; i++) {
      v128.store(panels, v128.load(from));
      if (isWide) v128.store(panels, v128.load(from, 16), 16);
      panels += PANEL;
      from += row;
    }
    w += PANEL;
  }
}

/** Panels of 8 rows of all of W, transposed. Rows are there, as zeros, up to a multiple of 4. */
export function packTurned(panels: usize, w: usize, row: usize, fanIn: i32, fanOut: i32): void {
  const bytes = <usize>fanOut << 5;
  for (let i = 0; i < fanIn; i += 4) {
    let to = panels + (i & 4 ? 16 : 0);
    let from = w;
    for (let left = fanOut; left > 0; left -= 4) {
      turnTile(to, PANEL, from, row, left);
      to += 4 * PANEL;
      from += 16;
    }
    w += row << 2;
    if (i & 4) panels += bytes;
  }
}

/** Panels of 8 kept columns of the kept rows of W; places hold kept units. */
export function packKept(
  panels: usize, w: usize, row: usize, rows: usize, rowCount: i32, columns: usize, columnCount: i32
): void {
  for (let first = 0; first < columnCount; first += 8) {
    const count = min(8, columnCount - first);
    const pad = count > 4 ? 8 : 4;
    const chosen = columns + (<usize>first << 2);
    for (let i = 0; i < rowCount; i++) {
      const from = w + <usize>load<u32>(rows + (<usize>i << 2)) * row;
      for (let j = 0; j < count; j++) {
        const at = <usize>load<u32>(chosen + (<usize>j << 2)) << 2;
        store<f32>(panels + (<usize>j << 2), load<f32>(from + at));
      }
      for (let j = count; j < pad; j++) store<f32>(panels + (<usize>j << 2), 0);
      panels += PANEL;
    }
  }
}

/** The same of W transposed. */
export function packKeptTurned(
  panels: usize, w: usize, row: usize, rows: usize, rowCount: i32, columns: usize, columnCount: i32
): void {
  for (let first = 0; first < rowCount; first += 8) {
    const count = min(8, rowCount - first);
    const pad = count > 4 ? 8 : 4;
    const chosen = rows + (<usize>first << 2);
    for (let i = 0; i < count; i++) {
      const from = w + <usize>load<u32>(chosen + (<usize>i << 2)) * row;
      let to = panels + (<usize>i << 2);
      for (let j = 0; j < columnCount; j++) {
        store<f32>(to, load<f32>(from + (<usize>load<u32>(columns + (<usize>j << 2)) << 2)));
        to += PANEL;
      }
    }
    for (let i = count; i < pad; i++) {
      let to = panels + (<usize>i << 2);
      for (let j = 0; j < columnCount; j++) {
        store<f32>(to, 0);
        to += PANEL;
      }
    }
    panels += <usize>columnCount << 5;
  }
}
