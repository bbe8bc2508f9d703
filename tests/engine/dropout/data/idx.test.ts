// IDX files that can't be read, byte by byte.

import { parseIdx } from '../../../../src/engine/dropout/data/idx';
import { labelledImages } from '../../../../src/engine/dropout/data/images';
import { mnistDataset } from '../../../../src/engine/dropout/data/mnist';
import { DataError } from '../../../../src/engine/dropout/dataset';

function idx(dimensions: readonly number[], values: readonly number[]): Uint8Array {
  const sizes = dimensions.flatMap(size => [size >>> 24, size >>> 16, size >>> 8, size]);
  return Uint8Array.of(0, 0, 8, dimensions.length, ...sizes, ...values);
}

const IMAGES = { name: 'images', bytes: idx([2, 1, 3], [0, 51, 255, 1, 2, 3]) };
const LABELS = { name: 'labels', bytes: idx([2], [7, 0]) };

test('dimensions and values are read, also from the middle of a buffer', () => {
  const shifted = Uint8Array.of(9, 9, ...IMAGES.bytes).subarray(2);
  const { dimensions, values } = parseIdx(shifted, 'x');
  expect(dimensions).toEqual([2, 1, 3]);
  expect([...values]).toEqual([0, 51, 255, 1, 2, 3]);
});

test('dimensions are big-endian', () => {
  expect(parseIdx(idx([258], new Array<number>(258).fill(1)), 'x').dimensions).toEqual([258]);
});

test.each([
  ['empty', Uint8Array.of(), /t10k: the file ends at byte 0/],
  ['cut in its header', Uint8Array.of(0, 0, 8, 3, 0, 0), /t10k: the file ends at byte 6.*need 16/],
  ['text', new TextEncoder().encode('label,x\n1,2\n'), /t10k, byte 0: found 0x6c 0x61/],
  ['still compressed', Uint8Array.of(0x1f, 0x8b, 8, 0), /t10k, byte 0: found gzip data/],
  ['of floats', Uint8Array.of(0, 0, 0x0d, 1, 0, 0, 0, 0), /t10k, byte 2: found number type 0x0d/],
  ['without dimensions', Uint8Array.of(0, 0, 8, 0), /t10k, byte 3: found 0 dimensions/],
  ['truncated', idx([4], [1, 2, 3]), /t10k: truncated: found 11 bytes;.* are 12/],
  ['too long', idx([2], [1, 2, 3]), /t10k: too long: found 11 bytes;.* are 10/],
  ['absurdly large', idx([0xffffffff, 0xffffffff], []), /t10k: truncated/]
])('a file that is %s is refused', (_, bytes, message) => {
  expect(() => parseIdx(bytes, 't10k')).toThrow(message);
  expect(() => parseIdx(bytes, 't10k')).toThrow(DataError);
});

test('images are scaled and labelled', () => {
  const { examples, size } = labelledImages(IMAGES, LABELS, 255);
  expect(size).toEqual([1, 3]);
  expect([...examples.x.subarray(0, 3)]).toEqual([0, Math.fround(0.2), 1]);
  expect([...examples.y]).toEqual([7, 0]);
});

test.each([
  ['swapped', LABELS, IMAGES, /labels, byte 3: found 1 dimensions.*images has 3.*swapped/],
  [
    'labels too many',
    IMAGES,
    { name: 'l', bytes: idx([3], [1, 2, 3]) },
    /l, byte 4: found 3 labels; images has 2/
  ],
  ['label 10', IMAGES, { name: 'l', bytes: idx([2], [9, 10]) }, /l, byte 9 \(label 2\): found 10/],
  [
    'no images',
    { name: 'i', bytes: idx([0, 2, 2], []) },
    { name: 'l', bytes: idx([0], []) },
    /i, byte 4: found 0 images/
  ]
])('a pair of files with %s is refused', (_, images, labels, message) => {
  expect(() => labelledImages(images, labels, 255)).toThrow(message);
});

test('test images must have the size of the training images', () => {
  const other = { name: 'other', bytes: idx([2, 3, 1], [1, 2, 3, 4, 5, 6]) };
  const files = {
    trainImages: IMAGES,
    trainLabels: LABELS,
    testImages: IMAGES,
    testLabels: LABELS
  };
  expect(mnistDataset(files)).toMatchObject({ inputs: 3, outputs: 10 });
  expect(() => mnistDataset({ ...files, testImages: other })).toThrow(
    /other, byte 8: found images of 3 x 1; those of images are 1 x 3/
  );
});
