import { BIT_BLOCK, bitOpen } from '../../../src/engine/kernels/bitparallel';
import { rateWords } from '../../../src/engine/kernels/bitplain';
import { testSearch } from './searches';

testSearch(bitOpen, BIT_BLOCK);

test('a rate is its first 64 binary digits', () => {
  for (const rate of [0.5, 0.9653, 1 / 3, 1 - 2 ** -53, 2 ** -40, 3e-9]) {
    const [high, low] = rateWords(rate);
    expect(high * 2 ** -32 + low * 2 ** -64).toBe(Math.floor(rate * 2 ** 64) / 2 ** 64);
  }
  expect(rateWords(0.5)).toEqual([2 ** 31, 0]);
});

test('batches fill blocks', () => {
  expect(BIT_BLOCK % 128).toBe(0);
});
