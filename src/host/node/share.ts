// Material in shared memory: however many threads read a data set, it is there once (MNIST takes 220 MB).

import type { Dataset, Examples } from '../../engine/dropout/dataset';
import type { Material } from '../../engine/shard';

function shareFloats(numbers: Float32Array): Float32Array {
  const shared = new Float32Array(new SharedArrayBuffer(numbers.byteLength));
  shared.set(numbers);
  return shared;
}

function shareExamples({ x, y, targets }: Examples): Examples {
  const sharedY = new Int32Array(new SharedArrayBuffer(y.byteLength));
  sharedY.set(y);
  return { x: shareFloats(x), y: sharedY, targets: targets && shareFloats(targets) };
}

const shared = new WeakMap<Dataset, Dataset>();

/**
 * Material in a form that is sent to threads without being copied again; the edges of a graph are small and stay.
 *
 * @param material any data set or graph; the same data set gives the same copy
 */
export function shareMaterial(material: Material): Material {
  return 'train' in material ? shareDataset(material) : material;
}

/** A data set in shared memory; one that is there already as it is. */
export function shareDataset(data: Dataset): Dataset {
  if (data.train.x.buffer instanceof SharedArrayBuffer) {
    return data;
  }
  const known = shared.get(data);
  if (known) {
    return known;
  }
  const { train, test } = data;
  const copy = { ...data, train: shareExamples(train), test: test && shareExamples(test) };
  shared.set(data, copy);
  return copy;
}
