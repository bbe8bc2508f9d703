// Arrays that another process hands over in a file: rows x inputs Float32 numbers, then the class of each row as
// Int32, all little-endian.

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
  readonly classes: number;
}

const BYTES = 4;

/**
 * The data set in a file of arrays.
 *
 * @param file the file and its shape
 * @throws DataError when the size of the file does not agree with the shape, or a class is out of range
 */
export async function readArrays({
  name,
  path,
  rows,
  inputs,
  classes
}: ArraysFile): Promise<Dataset> {
  const bytes = await readDataFile(path);
  const expected = rows * (inputs + 1) * BYTES;
  if (bytes.length !== expected) {
    throw new DataError(
      `${name}: found ${bytes.length} bytes; ${rows} rows of ${inputs} inputs and a class take ${expected}`
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const x = new Float32Array(rows * inputs);
  const y = new Int32Array(rows);
  for (let i = 0; i < x.length; i++) {
    x[i] = view.getFloat32(i * BYTES, true);
  }
  for (let i = 0; i < rows; i++) {
    y[i] = view.getInt32((x.length + i) * BYTES, true);
  }
  const stray = y.findIndex(label => label < 0 || label >= classes);
  if (stray >= 0) {
    throw new DataError(
      `${name}: found class ${y[stray]} in row ${stray}; allowed: 0 to ${classes - 1}`
    );
  }
  return { name, inputs, classes, train: { x, y }, test: null };
}
