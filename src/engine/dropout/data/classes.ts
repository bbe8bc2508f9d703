// A data set cut down to some of its classes, so that a question of ten answers becomes one of two.

import { DataError, type Dataset, type Examples } from '../dataset';
import { takeRows } from './split';

function keep({ x, y }: Examples, inputs: number, numbers: ReadonlyMap<number, number>): Examples {
  const rows = [...y.keys()].filter(row => numbers.has(y[row]));
  return {
    x: takeRows(x, inputs, rows),
    y: Int32Array.from(rows, row => numbers.get(y[row])!),
    targets: null
  };
}

/**
 * The rows of some classes, numbered anew: class classes[0] becomes 0, and so on. Inputs stay as they are.
 *
 * @param data a data set of classes
 * @param classes at least two different ones, each with rows in the training set and in the test set where there is one
 * @throws DataError naming a class that there is not, or that they are too few
 */
export function keepClasses(data: Dataset, classes: readonly number[]): Dataset {
  if (classes.length < 2) {
    throw new DataError(`classes: found ${classes.length}; allowed: at least two, e.g. [3, 8]`);
  }
  const sets = [data.train, ...(data.test ? [data.test] : [])];
  const missing = classes.find(label => sets.some(({ y }) => !y.includes(label)));
  if (missing !== undefined) {
    throw new DataError(
      `classes: found ${missing}; allowed: those of ${data.name}, 0 to ${data.outputs - 1}`
    );
  }
  const numbers = new Map(classes.map((label, number) => [label, number]));
  return {
    ...data,
    outputs: classes.length,
    train: keep(data.train, data.inputs, numbers),
    test: data.test && keep(data.test, data.inputs, numbers)
  };
}
