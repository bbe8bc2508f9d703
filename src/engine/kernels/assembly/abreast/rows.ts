// Words that stand in rows of four machines, and the vectors in which they stand side by side, a machine in each lane.

import { word } from '../training/fields';
import { turnRows } from '../training/turn';

/** Writes words of four rows as vectors; rows: their addresses. */
export function gatherRows(to: usize, rows: usize, words: i32): void {
  let r0 = word(rows, 0);
  let r1 = word(rows, 4);
  let r2 = word(rows, 8);
  let r3 = word(rows, 12);
  for (; words > 0; words -= 4) {
    turnRows(to, 16, v128.load(r0), v128.load(r1), v128.load(r2), v128.load(r3), words);
    r0 += 16;
    r1 += 16;
    r2 += 16;
    r3 += 16;
    to += 64;
  }
}

/** Writes vectors as words of four rows. */
export function scatterRows(rows: usize, from: usize, words: i32): void {
  const end = from + (<usize>words << 4);
  for (let place: usize = 0; from < end; place += 4) {
    const x = v128.load(from);
    v128.store32_lane(word(rows, 0) + place, x, 0);
    v128.store32_lane(word(rows, 4) + place, x, 1);
    v128.store32_lane(word(rows, 8) + place, x, 2);
    v128.store32_lane(word(rows, 12) + place, x, 3);
    from += 16;
  }
}
