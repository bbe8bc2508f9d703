// What stands beside the inputs of rows: classes to be told apart, or targets to be met, and which of the two is meant.

import { DataError, type Dataset, type Examples } from '../dataset';

/** What a network is to learn from the rows. */
export type Task = Dataset['task'];

/** Labels in the forms that they can take; at least one of the two is there. */
export interface Labels {
  /** Class of each row, 0 .. count - 1; null where the labels can't be classes. */
  readonly classes: { readonly y: Int32Array; readonly count: number } | null;
  /** Targets, row by row, as they were given; null where the labels are no numbers. */
  readonly targets: { readonly values: ArrayLike<number>; readonly columns: number } | null;
}

function firstBroken(values: ArrayLike<number>): number | undefined {
  return Array.prototype.find.call(values, (value: number) => !Number.isInteger(value)) as
    number | undefined;
}

function ambiguous(place: string, found: string): DataError {
  return new DataError(
    `${place}: found ${found}: these may be classes or targets; write task: classification or task: regression beside the name of the data`
  );
}

/** The task where the study does not say: only what can mean one thing is not asked for. */
function impliedTask({ classes, targets }: Labels, place: string): Task {
  if (targets === null) {
    return 'classification';
  }
  const broken = firstBroken(targets.values);
  if (classes === null) {
    if (broken !== undefined) {
      return 'regression';
    }
    const columns = targets.columns === 1 ? '1 column' : `${targets.columns} columns`;
    throw new DataError(
      `${place}: found ${columns} of whole numbers; write task: regression beside the name of the data, or give each row one label (one-hot rows: the place of their 1)`
    );
  }
  if (broken !== undefined) {
    throw ambiguous(place, `numbers that are not whole, such as ${broken}`);
  }
  const rows = classes.y.length;
  const distinct = new Set(classes.y).size;
  if (distinct > rows / 2) {
    throw ambiguous(place, `${distinct} different numbers in ${rows} rows`);
  }
  return 'classification';
}

/**
 * The task that labels are for. Without being told, text and whole numbers are classes, and what can't be classes are
 * targets; numbers that can be both, since they are not whole or more than half as many as the rows, are asked about.
 *
 * @param wanted what the study says, or null
 * @param place what the labels are called in messages
 * @throws DataError where the labels can't be what is wanted, or where they can be both
 */
export function taskOf(wanted: Task | null, labels: Labels, place: string): Task {
  if (wanted === 'classification' && labels.classes === null) {
    const found =
      labels.targets!.columns === 1 ? 'numbers' : `${labels.targets!.columns} columns of numbers`;
    throw new DataError(
      `${place}: found ${found}; classification takes one label for each row, a whole number or a name (of one-hot rows the place of their 1); or write task: regression`
    );
  }
  if (wanted === 'regression' && labels.targets === null) {
    throw new DataError(
      `${place}: found labels that are no numbers; regression takes numbers; or write task: classification`
    );
  }
  return wanted ?? impliedTask(labels, place);
}

function checkVary(values: ArrayLike<number>, columns: number, place: string): void {
  for (let k = 0; k < columns; k++) {
    let row = 0;
    while (row < values.length && values[row + k] === values[k]) {
      row += columns;
    }
    if (row >= values.length) {
      const where = columns === 1 ? place : `${place}, target ${k}`;
      throw new DataError(
        `${where}: found the same number in all rows; expected at least two different ones`
      );
    }
  }
}

/**
 * A data set of labelled rows, without a test set.
 *
 * @param name what the study calls the data
 * @param x inputs, row by row
 * @param labels of the rows
 * @param wanted task that the study asks for, or null
 * @param place what the labels are called in messages
 * @throws DataError as taskOf does, and where all rows have the same label
 */
export function labelledDataset(
  name: string,
  x: Float32Array,
  labels: Labels,
  wanted: Task | null,
  place: string
): Dataset {
  const task = taskOf(wanted, labels, place);
  const dataset = (rows: number, outputs: number, train: Examples): Dataset => ({
    name,
    inputs: x.length / rows,
    outputs,
    task,
    train,
    test: null
  });
  if (task === 'classification') {
    const { y, count } = labels.classes!;
    if (count < 2) {
      throw new DataError(
        `${place}: found the same label in all rows; expected at least two different ones`
      );
    }
    return dataset(y.length, count, { x, y, targets: null });
  }
  const { values, columns } = labels.targets!;
  checkVary(values, columns, place);
  const rows = values.length / columns;
  const targets = Float32Array.from(values);
  return dataset(rows, columns, { x, y: new Int32Array(rows), targets });
}
