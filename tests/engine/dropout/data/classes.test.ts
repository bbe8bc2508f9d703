// Data sets cut down to some of their classes.

import { keepClasses } from '../../../../src/engine/dropout/data/classes';
import type { Dataset, Examples } from '../../../../src/engine/dropout/dataset';

function examples(y: readonly number[]): Examples {
  return {
    x: Float32Array.from(y.flatMap(label => [label, -label])),
    y: Int32Array.from(y),
    targets: null
  };
}

const DATA: Dataset = {
  name: 'numbers',
  inputs: 2,
  outputs: 4,
  task: 'classification',
  train: examples([0, 1, 2, 3, 2, 1]),
  test: examples([2, 1, 0, 2, 3])
};

test('rows of the kept classes stay in their order and are numbered anew', () => {
  const { outputs, train, test: tested, inputs } = keepClasses(DATA, [2, 1]);
  expect({ outputs, inputs }).toEqual({ outputs: 2, inputs: 2 });
  expect([...train.x]).toEqual([1, -1, 2, -2, 2, -2, 1, -1]);
  expect([...train.y]).toEqual([1, 0, 0, 1]);
  expect([...tested!.y]).toEqual([0, 1, 0]);
});

test('a data set without a test set still has none', () => {
  expect(keepClasses({ ...DATA, test: null }, [0, 3]).test).toBeNull();
});

test.each([
  [[2, 7], 'classes: found 7; allowed: those of numbers, 0 to 3'],
  [[2], 'classes: found 1; allowed: at least two, e.g. [3, 8]']
])('%j is refused', (classes, message) => {
  expect(() => keepClasses(DATA, classes)).toThrow(message);
});
