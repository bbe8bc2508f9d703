// From a seed string to the 64-bit key of the counter-based generator, by seedrandom (ARC4).

import seedrandom from 'seedrandom';

/** The key of a study: two unsigned 32-bit integers. */
export type Key = readonly [number, number];

/**
 * Key of a seed string: the first two 32-bit words of seedrandom's ARC4 stream.
 *
 * @param seed any string, also the empty one
 */
export function keyFromSeed(seed: string): Key {
  const generator = seedrandom(seed);
  return [generator.int32() >>> 0, generator.int32() >>> 0];
}
