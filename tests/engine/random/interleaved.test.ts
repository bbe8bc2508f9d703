// Neighbouring streams laid side by side: word i of streams 0, 1, 2, ..., then word i + 1 of each. What they had in common
// would show between words that follow each other. docs/randomness.md has the long run, in dieharder.

import { Lanes, laneStates } from '../../../src/engine/random/lanes';
import { keyFromSeed } from '../../../src/engine/random/seed';
import { Purpose, Stream } from '../../../src/engine/random/stream';

const KEY = keyFromSeed('interleaved');
const STREAMS = 256;
const LENGTH = 1024;
/** Standard deviations that chance exceeds about once in a million. */
const FAR = 4.9;

const purposes = Object.values(Purpose);

const neighbours: Record<string, (n: number) => Stream> = {
  blocks: n => new Stream(KEY, 0, n, Purpose.trials),
  cells: n => new Stream(KEY, n, 0, Purpose.trials),
  seeds: n => new Stream(keyFromSeed(`a${n + 1}`), 0, 0, Purpose.trials),
  'purposes of one block after the other': n =>
    new Stream(KEY, 0, Math.floor(n / purposes.length), purposes[n % purposes.length])
};

function interleaved(streamOf: (n: number) => Stream): Uint32Array {
  const streams = Array.from({ length: STREAMS }, (_, n) => streamOf(n));
  return Uint32Array.from({ length: STREAMS * LENGTH }, (_, at) => streams[at % STREAMS].word());
}

function lanesOfBlocks(): Uint32Array {
  const words = new Uint32Array(STREAMS * LENGTH);
  const part = words.length / 64;
  for (let block = 0; block < 64; block++) {
    new Lanes(laneStates(KEY, 0, block, Purpose.bits)).fill(
      words.subarray(block * part, (block + 1) * part),
      part / 4
    );
  }
  return words;
}

const sequences = [
  ...Object.entries(neighbours).map(([name, of]) => [name, () => interleaved(of)] as const),
  ['lanes', lanesOfBlocks] as const
];

/** Chi-square of counts as a normal deviation (Wilson, Hilferty, PNAS 17 (1931) 684). */
function deviation(counts: ArrayLike<number>, expected: (i: number) => number): number {
  const freedom = counts.length - 1;
  const square = Array.from(counts).reduce(
    (sum, count, i) => sum + (count - expected(i)) ** 2 / expected(i),
    0
  );
  const scale = 2 / (9 * freedom);
  return (Math.cbrt(square / freedom) - (1 - scale)) / Math.sqrt(scale);
}

function even(counts: Uint32Array): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return deviation(counts, () => total / counts.length);
}

const tests: Record<string, (words: Uint32Array) => number[]> = {
  'every byte of a word is uniform': words =>
    [0, 8, 16, 24].map(shift => {
      const counts = new Uint32Array(256);
      words.forEach(word => (counts[(word >>> shift) & 255] += 1));
      return even(counts);
    }),
  'every bit is on in half of the words': words =>
    Array.from({ length: 32 }, (_, bit) => {
      const on = words.reduce((sum, word) => sum + ((word >>> bit) & 1), 0);
      return (on - words.length / 2) / Math.sqrt(words.length / 4);
    }),
  'pairs of words, one to eight apart, fill all squares alike': words =>
    [0, 28].flatMap(shift =>
      [1, 2, 3, 4, 8].map(apart => {
        const counts = new Uint32Array(256);
        // Pairs that share no word.
        for (let i = 0; i + apart < words.length; i++) {
          if (Math.floor(i / apart) % 2 === 0) {
            counts[((words[i] >>> shift) & 15) * 16 + ((words[i + apart] >>> shift) & 15)] += 1;
          }
        }
        return even(counts);
      })
    ),
  'neighbours agree in half of their bits': words =>
    [1, STREAMS - 1, STREAMS].map(apart => {
      let same = 0;
      const pairs = words.length - apart;
      for (let i = 0; i < pairs; i++) {
        for (let left = ~(words[i] ^ words[i + apart]); left !== 0; left &= left - 1) same += 1;
      }
      return (same - 16 * pairs) / Math.sqrt(8 * pairs);
    }),
  'neighbours are uncorrelated': words =>
    [1, 2, 4, STREAMS].map(apart => {
      const pairs = words.length - apart;
      let sum = 0;
      for (let i = 0; i < pairs; i++) {
        sum += (words[i] / 2 ** 32 - 0.5) * (words[i + apart] / 2 ** 32 - 0.5);
      }
      return sum / (Math.sqrt(pairs) / 12);
    }),
  // Knuth, The Art of Computer Programming, volume 2, 3.3.2 D.
  'gaps between words in the lowest tenth are geometric': words => {
    const p = 0.1;
    const longest = 40;
    const gaps = new Uint32Array(longest + 1);
    let gap = 0;
    let total = 0;
    words.forEach(word => {
      if (word < p * 2 ** 32) {
        gaps[Math.min(gap, longest)] += 1;
        total += 1;
        gap = 0;
      } else {
        gap += 1;
      }
    });
    return [deviation(gaps, i => total * (i < longest ? p * 0.9 ** i : 0.9 ** longest))];
  },
  // The same, 3.3.2 B: orders of four words in a row.
  'all orders of four words are equally frequent': words => {
    const counts = new Map<string, number>();
    for (let i = 0; i + 4 <= words.length; i += 4) {
      const order = [0, 1, 2, 3].sort((a, b) => words[i + a] - words[i + b]).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    return [even(Uint32Array.from(counts.values()))];
  }
};

describe.each(sequences)('%s', (_, make) => {
  const words = make();
  test.each(Object.keys(tests))('%s', name => {
    const deviations = tests[name](words);
    expect(Math.max(...deviations.map(Math.abs))).toBeLessThan(FAR);
  });
});

test('streams that are shifted against each other, or share a part, are found', () => {
  const one = (n: number): Stream => {
    const stream = new Stream(KEY, 0, 0, Purpose.trials);
    for (let i = 0; i < n; i++) stream.word();
    return stream;
  };
  const found = Object.values(tests).flatMap(run => run(interleaved(one)));
  expect(Math.max(...found.map(Math.abs))).toBeGreaterThan(100);
});
