// Labelled images of digits from a pair of IDX files: what MNIST and the shipped digits have in common.

import { DataError, type Examples } from '../dataset';
import { parseIdx, type ByteArray } from './idx';

/** Digits have ten classes, 0 to 9. */
export const DIGIT_CLASSES = 10;

/** A file's bytes, not compressed, and its name for messages. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Labelled images and their size. */
export interface LabelledImages {
  readonly examples: Examples;
  /** Rows and columns of an image. */
  readonly size: readonly [number, number];
}

function parse({ name, bytes }: NamedBytes, dimensions: number, what: string): ByteArray {
  const array = parseIdx(bytes, name);
  if (array.dimensions.length !== dimensions) {
    throw new DataError(
      `${name}, byte 3: found ${array.dimensions.length} dimensions; a file of ${what} has ${dimensions}: are images and labels swapped?`
    );
  }
  return array;
}

function checkLabels(values: Uint8Array, { name, bytes }: NamedBytes): void {
  const wrong = values.findIndex(label => label >= DIGIT_CLASSES);
  if (wrong >= 0) {
    const offset = bytes.length - values.length + wrong;
    throw new DataError(
      `${name}, byte ${offset} (label ${wrong + 1}): found ${values[wrong]}; expected a digit, 0 to 9`
    );
  }
}

/**
 * Reads labelled images.
 *
 * @param white the byte that stands for 1; inputs are bytes divided by it
 * @throws DataError naming file, offset, what was found and what was expected
 */
export function labelledImages(
  images: NamedBytes,
  labels: NamedBytes,
  white: number
): LabelledImages {
  const pictures = parse(images, 3, 'images');
  const classes = parse(labels, 1, 'labels');
  const [count, height, width] = pictures.dimensions;
  if (count === 0 || height === 0 || width === 0) {
    throw new DataError(
      `${images.name}, byte 4: found ${count} images of ${height} x ${width}; expected at least one of each`
    );
  }
  if (classes.dimensions[0] !== count) {
    throw new DataError(
      `${labels.name}, byte 4: found ${classes.dimensions[0]} labels; ${images.name} has ${count} images`
    );
  }
  checkLabels(classes.values, labels);
  const { values } = pictures;
  const x = new Float32Array(values.length);
  // Not by Float32Array.from, which takes seconds for MNIST.
  for (let i = 0; i < values.length; i++) x[i] = values[i] / white;
  return {
    examples: { x, y: Int32Array.from(classes.values), targets: null },
    size: [height, width]
  };
}
