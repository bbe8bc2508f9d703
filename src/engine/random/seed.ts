// From a seed string to the 64-bit key of the counter-based generator, by seedrandom (ARC4).

import seedrandom from 'seedrandom';

/** The key of a study: two unsigned 32-bit integers. */
export type Key = readonly [number, number];

/**
 * The seed in a form that seedrandom tells apart. ARC4 repeats a short key ('1' and '11' would be one seed), and
 * seedrandom drops the high bits of a character; behind a length nothing repeats, and hex has no high bits.
 */
function distinct(seed: string): string {
  const codes = [...seed].map(character => character.codePointAt(0)!.toString(16)).join(' ');
  return `${codes.length}:${codes}`;
}

/**
 * Key of a seed string: the first two 32-bit words of seedrandom's ARC4 stream, which is keyed by the length and
 * the code points of the string.
 *
 * @param seed any string, also the empty one
 */
export function keyFromSeed(seed: string): Key {
  const generator = seedrandom(distinct(seed));
  return [generator.int32() >>> 0, generator.int32() >>> 0];
}
