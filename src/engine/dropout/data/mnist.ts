// MNIST, or any data set in its four-file format (Fashion-MNIST, KMNIST), from the files' bytes.

import { DataError, type Dataset } from '../dataset';
import { DIGIT_CLASSES, labelledImages, type NamedBytes } from './images';

/** The four files, not compressed. */
export interface MnistFiles {
  readonly trainImages: NamedBytes;
  readonly trainLabels: NamedBytes;
  readonly testImages: NamedBytes;
  readonly testLabels: NamedBytes;
}

/**
 * The data set of four IDX files. Images of any one size, scaled from 0 .. 255 to 0 .. 1; labels 0 .. 9.
 *
 * @throws DataError naming file, offset, what was found and what was expected
 */
export function mnistDataset(files: MnistFiles): Dataset {
  const train = labelledImages(files.trainImages, files.trainLabels, 255);
  const test = labelledImages(files.testImages, files.testLabels, 255);
  if (train.size.join() !== test.size.join()) {
    throw new DataError(
      `${files.testImages.name}, byte 8: found images of ${test.size.join(' x ')}; ` +
        `those of ${files.trainImages.name} are ${train.size.join(' x ')}`
    );
  }
  return {
    name: 'mnist',
    inputs: train.size[0] * train.size[1],
    outputs: DIGIT_CLASSES,
    task: 'classification',
    train: train.examples,
    test: test.examples
  };
}
