// A data set in shared memory: however many threads read it, it is there once (MNIST takes 220 MB).

import type { Dataset, Examples } from '../../engine/dropout/dataset';

function shareExamples({ x, y }: Examples): Examples {
  const sharedX = new Float32Array(new SharedArrayBuffer(x.byteLength));
  const sharedY = new Int32Array(new SharedArrayBuffer(y.byteLength));
  sharedX.set(x);
  sharedY.set(y);
  return { x: sharedX, y: sharedY };
}

const shared = new WeakMap<Dataset, Dataset>();

/**
 * A copy of a data set that is sent to threads without being copied again.
 *
 * @param data any data set; the same one gives the same copy
 */
export function shareDataset(data: Dataset): Dataset {
  const known = shared.get(data);
  if (known) {
    return known;
  }
  const { train, test } = data;
  const copy = { ...data, train: shareExamples(train), test: test && shareExamples(test) };
  shared.set(data, copy);
  return copy;
}
