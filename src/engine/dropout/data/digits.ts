// The 1,797 handwritten digits of 8 x 8 pixels that ship with the package; source and licence in digits.md.

import type { Dataset } from '../dataset';
import { DIGIT_CLASSES, labelledImages } from './images';

/** The shipped files, gzip-compressed, beside this one. */
export const DIGITS_FILES = {
  images: 'digits-images-idx3-ubyte.gz',
  labels: 'digits-labels-idx1-ubyte.gz'
} as const;

/** Pixels are counts of dark points in cells of 4 x 4, so 16 is full. */
const FULL = 16;

/**
 * The digits as a data set: 64 inputs scaled to 0 .. 1, ten classes, no test set of its own.
 *
 * @param images bytes of the image file, decompressed
 * @param labels bytes of the label file, decompressed
 * @throws DataError where the bytes are not the shipped ones
 */
export function digitsDataset(images: Uint8Array, labels: Uint8Array): Dataset {
  const { examples, size } = labelledImages(
    { name: DIGITS_FILES.images, bytes: images },
    { name: DIGITS_FILES.labels, bytes: labels },
    FULL
  );
  return {
    name: 'digits',
    inputs: size[0] * size[1],
    outputs: DIGIT_CLASSES,
    task: 'classification',
    train: examples,
    test: null
  };
}
