// Walker's alias method: a law drawn from one word. Its leading bits choose an entry, the others choose between the
// entry's two outcomes. Vose, IEEE Transactions on Software Engineering 17 (1991) 972.

const TWO_POW_32 = 2 ** 32;

/** A number of 0 .. 2^32 as a word and the 32 bits behind it. */
export function splitWord(scaled: number): [number, number] {
  const whole = Math.floor(scaled);
  return [whole, Math.floor((scaled - whole) * TWO_POW_32)];
}

/**
 * The alias table of a law.
 *
 * @param law probabilities of 2^bits entries, bits in 1 .. 16, whose sum is 1
 * @param outcome what an entry stands for, below 2^16
 * @returns for each entry a threshold, which begins with the entry's own index, and an outcome + 2^16 times another: the
 *   first is drawn by words below the threshold, the other by those above it; then for each entry the 32 bits behind
 *   the threshold, with which a second word is compared where the first is the threshold
 */
export function aliasTable(law: Float64Array, outcome: (entry: number) => number): Uint32Array {
  const size = law.length;
  const share = law.map(probability => probability * size);
  const small: number[] = [];
  const large: number[] = [];
  share.forEach((value, j) => (value < 1 ? small : large).push(j));
  const words = new Uint32Array(3 * size);
  const fill = (j: number, own: number, alias: number): void => {
    const [threshold, low] = splitWord(own * (TWO_POW_32 / size));
    words[2 * j] = j * (TWO_POW_32 / size) + threshold;
    words[2 * j + 1] = outcome(j) + outcome(alias) * 0x10000;
    words[2 * size + j] = low;
  };
  while (small.length > 0 && large.length > 0) {
    const j = small.pop()!;
    const alias = large[large.length - 1];
    fill(j, share[j], alias);
    share[alias] -= 1 - share[j];
    if (share[alias] < 1) {
      small.push(large.pop()!);
    }
  }
  // Rounding alone decides which of these are left: each has a share of 1.
  for (const j of [...small, ...large]) {
    fill(j, 0, j);
  }
  return words;
}
