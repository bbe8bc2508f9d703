// The random streams of a run: each is made once, for one purpose, so that nothing in a run is drawn with the numbers
// of anything else.

import type { Arm } from '../../../src/engine/dropout/task';
import { train } from '../../../src/engine/dropout/train';
import { philox4x32 } from '../../../src/engine/random/philox';
import { Purpose } from '../../../src/engine/random/stream';
import { taskWith } from './task';

// Every stream begins with a block of Philox, whose counter says which stream it is; masks are drawn by four lanes.
jest.mock('../../../src/engine/random/philox', () => {
  const actual: typeof import('../../../src/engine/random/philox') = jest.requireActual(
    '../../../src/engine/random/philox'
  );
  return { philox4x32: jest.fn(actual.philox4x32) };
});

const { data, split, weights, batches, masks, conditionedMasks, openMasks, steps } = Purpose;
const ALWAYS: [number, Purpose][] = [
  [0, data],
  [0, split],
  [0, weights],
  [0, batches],
  ...lanes(masks),
  [0, steps]
];
const OPEN: [number, Purpose][] = [...ALWAYS, ...lanes(conditionedMasks), [0, openMasks]];

function lanes(purpose: Purpose): [number, Purpose][] {
  return [0, 1, 2, 3].map(lane => [lane, purpose]);
}

/** Another for each test: arms of one cell and replicate share the data that the first of them drew. */
let cell = 5;

test.each<[Arm, [number, Purpose][]]>([
  ['dropout', ALWAYS],
  ['conditioned', OPEN],
  ['intact', ALWAYS],
  ['thinned', ALWAYS],
  ['time_changed', OPEN]
])('%s: one stream for each purpose, of its own cell and replicate', (arm, made) => {
  cell += 1;
  jest.mocked(philox4x32).mockClear();
  train(taskWith({ arm, steps: 2, passes: 2 }), null, [12, 34], cell, 7);
  const calls = jest.mocked(philox4x32).mock.calls.map(call => JSON.stringify(call));
  const expected = made.map(([lane, purpose]) =>
    JSON.stringify([
      [lane, purpose, 7, cell],
      [12, 34]
    ])
  );
  expect(calls.sort()).toEqual(expected.sort());
});
