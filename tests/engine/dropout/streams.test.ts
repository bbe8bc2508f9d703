// The random streams of a run: each is made once, for one purpose, so that nothing in a run is drawn with the numbers
// of anything else.

import type { Arm } from '../../../src/engine/dropout/task';
import { train } from '../../../src/engine/dropout/train';
import { philox4x32 } from '../../../src/engine/random/philox';
import { Purpose } from '../../../src/engine/random/stream';
import { taskWith } from './task';

// Every stream begins with a block of Philox, whose counter says which stream it is.
jest.mock('../../../src/engine/random/philox', () => {
  const actual: typeof import('../../../src/engine/random/philox') = jest.requireActual(
    '../../../src/engine/random/philox'
  );
  return { philox4x32: jest.fn(actual.philox4x32) };
});

const { data, split, weights, batches, masks, conditionedMasks } = Purpose;

test.each<[Arm, Purpose[]]>([
  ['dropout', [data, split, weights, batches, masks]],
  ['conditioned', [data, split, weights, batches, conditionedMasks]],
  ['intact', [data, split, weights, batches]]
])('%s: one stream for each purpose, of its own cell and replicate', (arm, purposes) => {
  jest.mocked(philox4x32).mockClear();
  train(taskWith({ arm, steps: 2 }), null, [12, 34], 5, 7);
  const made = jest.mocked(philox4x32).mock.calls.sort(([a], [b]) => a[1] - b[1]);
  expect(made).toEqual(
    purposes.map(purpose => [
      [0, purpose, 7, 5],
      [12, 34]
    ])
  );
});
