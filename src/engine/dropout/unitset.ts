// Sets of units of one layer as words of 32 flags, unit i at bit i & 31 of word i >> 5, and the flags of masks read in the
// same form. Flags of masks begin at any multiple of 4 bits.

import { ones } from '../kernels/ones';

/** A set of units of one layer. */
export type UnitSet = Uint32Array;

/** Words of a set of a layer of `units` units. */
export function wordsOf(units: number): number {
  return (units + 31) >>> 5;
}

/** The empty set of a layer of `units` units. */
export function emptySet(units: number): UnitSet {
  return new Uint32Array(wordsOf(units));
}

/** Puts all of `units` units in a set. */
export function fillSet(set: UnitSet, units: number): void {
  set.fill(0xffffffff);
  trimSet(set, units);
}

/** Takes out what is no unit: flags at `units` and beyond. */
export function trimSet(set: UnitSet, units: number): void {
  if ((units & 31) !== 0) {
    set[set.length - 1] &= (1 << (units & 31)) - 1;
  }
}

/** The 32 flags of a mask from a bit on; what lies behind the last word reads as 0. */
export function flagsFrom(words: Uint32Array, bit: number): number {
  const at = bit >>> 5;
  const shift = bit & 31;
  return shift === 0 ? words[at] : (words[at] >>> shift) | (words[at + 1] << (32 - shift));
}

/** Number of units in a set. */
export function countSet(set: UnitSet): number {
  let count = 0;
  for (let at = 0; at < set.length; at++) {
    count += ones(set[at]);
  }
  return count;
}

/** Whether no unit is in a set. */
export function isEmptySet(set: UnitSet): boolean {
  let any = 0;
  for (let at = 0; at < set.length; at++) {
    any |= set[at];
  }
  return any === 0;
}

/** Writes the units of a set in their order; returns how many there are. */
export function listSet(set: UnitSet, units: Uint32Array): number {
  let count = 0;
  for (let at = 0; at < set.length; at++) {
    for (let left = set[at]; left !== 0; left &= left - 1) {
      units[count++] = 32 * at + 31 - Math.clz32(left & -left);
    }
  }
  return count;
}
