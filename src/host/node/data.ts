// Reads the data that a study names: the shipped digits, files on this machine, or arrays that were handed over.

import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DIGITS_FILES, digitsDataset } from '../../engine/dropout/data/digits';
import { DataError, type Dataset } from '../../engine/dropout/dataset';
import type { DataSource } from '../../engine/dropout/source';
import { readArrays, type ArraysFile } from './arrays';
import { readDataFile } from './file';
import { parseFile } from './parsing';

/** Where data are. */
export interface DataPlaces {
  /** Folder from which relative paths start: that of the study. */
  readonly directory: string;
  /** Folder of the shipped data sets; beside this module if not given. Ends with a slash. */
  readonly shipped?: URL | undefined;
  /** Arrays that were handed over beside the study. */
  readonly arrays?: ArraysFile | undefined;
  /** Ends the reading of a large file; not given, this thread reads to the end. */
  readonly signal?: AbortSignal | undefined;
}

async function readDigits(shipped: URL): Promise<Dataset> {
  const read = (name: string): Promise<Uint8Array> =>
    readDataFile(fileURLToPath(new URL(name, shipped)));
  const [images, labels] = await Promise.all([
    read(DIGITS_FILES.images),
    read(DIGITS_FILES.labels)
  ]);
  return digitsDataset(images, labels);
}

/**
 * The data set that a study names.
 *
 * @param source what the study says
 * @param places where to look
 * @returns the data set; null for the teacher, which each replicate draws for itself
 * @throws DataError naming the file, what was found and what was expected; the signal's reason when aborted
 */
export async function loadData(source: DataSource, places: DataPlaces): Promise<Dataset | null> {
  const { directory, shipped = new URL('./', import.meta.url), arrays, signal } = places;
  switch (source.name) {
    case 'teacher':
      return null;
    case 'digits':
      return readDigits(shipped);
    case 'mnist':
      return parseFile({ is: 'mnist', path: resolve(directory, source.path) }, signal);
    case 'csv':
      return parseFile(
        {
          is: 'data',
          path: resolve(directory, source.path),
          label: source.label,
          task: source.task
        },
        signal
      );
    case 'arrays':
      if (arrays?.name !== source.variable) {
        throw new DataError(`${source.variable}: no arrays of this name were handed over`);
      }
      return readArrays(arrays, source.task);
  }
}
