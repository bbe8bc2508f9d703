// Arrays that another process hands over in a file: rows x inputs Float32 numbers, then the class of each row as Int32
// where the labels can be classes, then rows x targets Float32 numbers where they can be targets; all little-endian.

import { labelledDataset, type Task } from '../../engine/dropout/data/labels';
import { DataError, type Dataset } from '../../engine/dropout/dataset';
import { readDataFile } from './file';

/** The file and the shape of what is in it. */
export interface ArraysFile {
  /** Name under which the study calls the data. */
  readonly name: string;
  /** Absolute path. */
  readonly path: string;
  readonly rows: number;
  readonly inputs: number;
  /** Number of classes; null where the labels can't be classes. */
  readonly classes: number | null;
  /** Numbers of a target; null where the labels can't be targets. */
  readonly targets: number | null;
}

const BYTES = 4;

/** Numbers of a file, read one array after the other. */
class Reader {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  floats(length: number): Float32Array {
    return new Float32Array(this.take(length));
  }

  integers(length: number): Int32Array {
    return new Int32Array(this.take(length));
  }

  private take(length: number): ArrayBuffer {
    const from = this.at;
    this.at += length * BYTES;
    // Not bytes.slice(): that of Node's Buffer does not copy.
    return new Uint8Array(this.bytes.subarray(from, this.at)).buffer;
  }
}

/**
 * The data set in a file of arrays.
 *
 * @param file the file and its shape
 * @param task what the labels are for; null where they say so themselves (taskOf)
 * @throws DataError when the size of the file does not agree with the shape, a class is out of range, or the labels
 *   don't suit the task
 */
export async function readArrays(file: ArraysFile, task: Task | null): Promise<Dataset> {
  const { name, path, rows, inputs, classes, targets } = file;
  const bytes = await readDataFile(path);
  const columns = inputs + (classes === null ? 0 : 1) + (targets ?? 0);
  if (bytes.length !== rows * columns * BYTES) {
    throw new DataError(
      `${name}: found ${bytes.length} bytes; ${rows} rows of ${columns} numbers take ${rows * columns * BYTES}`
    );
  }
  const reader = new Reader(bytes);
  const x = reader.floats(rows * inputs);
  const y = classes === null ? null : reader.integers(rows);
  const stray = y?.findIndex(label => label < 0 || label >= classes!) ?? -1;
  if (stray >= 0) {
    throw new DataError(
      `${name}: found class ${y![stray]} in row ${stray}; allowed: 0 to ${classes! - 1}`
    );
  }
  const labels = {
    classes: y && { y, count: classes! },
    targets: targets === null ? null : { values: reader.floats(rows * targets), columns: targets }
  };
  return labelledDataset(name, x, labels, task, `${name}, y`);
}
