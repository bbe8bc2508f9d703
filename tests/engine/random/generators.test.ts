import seedrandom from 'seedrandom';
import { keyFromSeed } from '../../../src/engine/random/seed';
import { philox4x32 } from '../../../src/engine/random/philox';
import { Xoshiro128 } from '../../../src/engine/random/xoshiro';

// Known-answer tests of the Random123 distribution (kat_vectors, philox4x32, 10 rounds).
test.each([
  [[0, 0, 0, 0], [0, 0], '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
  [
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    [0xffffffff, 0xffffffff],
    '408f276d 41c83b0e a20bc7c6 6d5451fd'
  ],
  [
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    [0xa4093822, 0x299f31d0],
    'd16cfe09 94fdcceb 5001e420 24126ea1'
  ]
] as const)('philox4x32-10 meets its published vectors', (counter, key, expected) => {
  const words = philox4x32([...counter], [...key]);
  expect(words.map(word => word.toString(16).padStart(8, '0')).join(' ')).toBe(expected);
});

// First outputs: the vector of the Rust crate rand_xoshiro, made with the authors' C code.
// Output 102,401: the vector of php-src, ext/random/tests/02_engine/user_xoshiro128plusplus.phpt.
test('xoshiro128++ meets its published vectors', () => {
  const generator = new Xoshiro128([1, 2, 3, 4]);
  const first = Array.from({ length: 10 }, () => generator.next());
  expect(first).toEqual([
    641, 1573767, 3222811527, 3517856514, 836907274, 4247214768, 3867114732, 1355841295, 495546011,
    621204420
  ]);
  for (let i = 10; i < 102400; i++) {
    generator.next();
  }
  expect(generator.next()).toBe(0x2c873cfa);
});

test('an all-zero state is refused', () => {
  expect(() => new Xoshiro128([0, 0, 0, 0])).toThrow(/all zero/);
});

// seedrandom's README: seedrandom('hello.')() is 0.9282578795792454, then 0.3752569768646784.
test('the seed key is the head of seedrandom’s published stream', () => {
  const published = seedrandom('hello.');
  expect(published()).toBe(0.9282578795792454);
  expect(published()).toBe(0.3752569768646784);
  const words = seedrandom('5:68 69');
  expect(keyFromSeed('hi')).toEqual([words.int32() >>> 0, words.int32() >>> 0]);
});

test('seeds that seedrandom itself takes for one another have keys of their own', () => {
  const seeds = [
    '',
    '1',
    '11',
    '111',
    'a',
    'aa',
    '\u0161',
    'ab',
    'abab',
    '\u00e1',
    '\u01e1',
    '1:1',
    '\0'
  ];
  const keys = seeds.map(seed => keyFromSeed(seed).join());
  expect(new Set(keys).size).toBe(seeds.length);
  const numbered = Array.from({ length: 20_000 }, (_, i) => keyFromSeed(String(i)).join());
  expect(new Set(numbered).size).toBe(20_000);
});
