// What a replicate trains on and what it holds out.

import { splitDataset, trainingRows } from '../../../../src/engine/dropout/data/split';
import type { Dataset } from '../../../../src/engine/dropout/dataset';
import { keyFromSeed } from '../../../../src/engine/random/seed';
import { Purpose, Stream } from '../../../../src/engine/random/stream';

/** Row r has inputs (r, r + 0.5), class r and targets (-r, -r - 0.5). */
function dataOf(rows: number): Dataset {
  const x = Float32Array.from({ length: 2 * rows }, (_, i) => i / 2);
  const y = Int32Array.from({ length: rows }, (_, row) => row);
  const train = { x, y, targets: x.map(value => -value) };
  return { name: 'rows', inputs: 2, outputs: 2, task: 'regression', train, test: null };
}

function splitOf(data: Dataset, replicate: number) {
  return splitDataset(data, new Stream(keyFromSeed('split'), 0, replicate, Purpose.split));
}

test.each([
  [5, 4],
  [6, 4],
  [50, 40]
])('of %d rows without a test set %d are for training, each row on one side', (rows, training) => {
  const data = dataOf(rows);
  const { train, test: held } = splitOf(data, 0);
  expect([trainingRows(data), train.y.length]).toEqual([training, training]);
  expect([...train.y, ...held.y].sort((a, b) => a - b)).toEqual([...data.train.y]);
  for (const { x, y, targets } of [train, held]) {
    expect([...x]).toEqual([...y].flatMap(row => [row, row + 0.5]));
    expect([...targets!]).toEqual([...x].map(value => -value));
  }
});

test('replicates hold out different rows', () => {
  const data = dataOf(50);
  expect(splitOf(data, 1).test.y).not.toEqual(splitOf(data, 0).test.y);
  expect(splitOf(data, 0)).toEqual(splitOf(data, 0));
});

test('a data set with a test set is left as it is', () => {
  const data = { ...dataOf(5), test: dataOf(3).train };
  expect(splitOf(data, 0)).toEqual({ train: data.train, test: data.test });
  expect(trainingRows(data)).toBe(5);
});

test('classes have no targets, before and after', () => {
  const { train, ...data } = dataOf(10);
  const split = splitOf({ ...data, train: { ...train, targets: null } }, 0);
  expect([split.train.targets, split.test.targets]).toEqual([null, null]);
});
