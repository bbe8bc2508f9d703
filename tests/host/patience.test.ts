// How long a worker may be silent: never less than an honest shard on a slow machine takes.

import { Patience } from '../../src/host/patience';
import { exactShards } from './shards';

/** Shards of so many estimated seconds each. */
const lasting = (...seconds: number[]) =>
  exactShards(seconds.length).map((shard, i) => ({ ...shard, seconds: seconds[i] }));

test('ten minutes at the least, a hundred times the estimate for longer shards', () => {
  const patience = new Patience();
  expect(patience.of([])).toBe(600);
  expect(patience.of(lasting(1e-6))).toBe(600);
  expect(patience.of(lasting(60))).toBe(6000);
  expect(patience.of(lasting(60, 30))).toBe(9000);
});

test('as much longer as the machine has shown to be slower, and never shorter', () => {
  const slow = new Patience();
  slow.observe(lasting(1, 2), [20, 10]);
  expect(slow.of(lasting(60))).toBe(60_000);
  const fast = new Patience();
  fast.observe(lasting(1, 2), [0.1, 0.2]);
  expect(fast.of(lasting(60))).toBe(6000);
});
