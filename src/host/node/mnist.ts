// Finds the four files of MNIST (LeCun, Cortes and Burges) in a folder, under the names that are in use.

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { mnistDataset } from '../../engine/dropout/data/mnist';
import { DataError, type Dataset } from '../../engine/dropout/dataset';
import { readDataFile } from './file';

async function list(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    throw new DataError(
      `${folder}: there is no such folder; mnist needs a folder with its four files, e.g. train-images-idx3-ubyte.gz`,
      { cause: error }
    );
  }
}

/** A file under its own name, with a dot before `idx` as some copies have it, and plain or compressed. */
async function find(
  folder: string,
  present: readonly string[],
  name: string
): Promise<{ name: string; bytes: Uint8Array }> {
  const dotted = name.replace('-idx', '.idx');
  const found = [name, `${name}.gz`, dotted, `${dotted}.gz`].find(it => present.includes(it));
  if (found === undefined) {
    throw new DataError(`${folder}: found no ${name}; put it there, plain or as ${name}.gz`);
  }
  const path = join(folder, found);
  return { name: path, bytes: await readDataFile(path) };
}

/**
 * The MNIST data set in a folder.
 *
 * @param folder an absolute path
 * @throws DataError when a file is missing or is not what its name says
 */
export async function readMnist(folder: string): Promise<Dataset> {
  const present = await list(folder);
  const [trainImages, trainLabels, testImages, testLabels] = await Promise.all([
    find(folder, present, 'train-images-idx3-ubyte'),
    find(folder, present, 'train-labels-idx1-ubyte'),
    find(folder, present, 't10k-images-idx3-ubyte'),
    find(folder, present, 't10k-labels-idx1-ubyte')
  ]);
  return mnistDataset({ trainImages, trainLabels, testImages, testLabels });
}
