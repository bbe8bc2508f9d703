import { dkwHalfWidth } from '../../../src/engine/percolation/dkw';
import { keyFromSeed } from '../../../src/engine/random/seed';
import { Purpose, Stream } from '../../../src/engine/random/stream';

test('half-width at some sizes', () => {
  // mpmath: sqrt(log(40) / (2 n))
  expect(dkwHalfWidth(1)).toBeCloseTo(1.3581015157406195, 14);
  expect(dkwHalfWidth(100)).toBeCloseTo(0.13581015157406195, 15);
  expect(dkwHalfWidth(1e8)).toBeCloseTo(1.3581015157406195e-4, 17);
});

test('the band covers the whole distribution function about 95 % of the time', () => {
  const stream = new Stream(keyFromSeed('dkw'), 0, 0, Purpose.trials);
  const trials = 200;
  const samples = 4000;
  let missed = 0;
  for (let sample = 0; sample < samples; sample++) {
    const sorted = Float64Array.from({ length: trials }, () => stream.uniform()).sort();
    const farthest = sorted.reduce(
      (most, u, i) => Math.max(most, u - i / trials, (i + 1) / trials - u),
      0
    );
    missed += farthest > dkwHalfWidth(trials) ? 1 : 0;
  }
  // Near 5 % from below: the bound is almost sharp at this size.
  expect(missed / samples).toBeGreaterThan(0.03);
  expect(missed / samples).toBeLessThan(0.055);
});
