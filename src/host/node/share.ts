// Material in shared memory: however many threads read a data set, it is there once (MNIST takes 220 MB).

import type { Dataset, Examples } from '../../engine/dropout/dataset';
import type { Material } from '../../engine/shard';

function shareExamples({ x, y }: Examples): Examples {
  const sharedX = new Float32Array(new SharedArrayBuffer(x.byteLength));
  const sharedY = new Int32Array(new SharedArrayBuffer(y.byteLength));
  sharedX.set(x);
  sharedY.set(y);
  return { x: sharedX, y: sharedY };
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

function shareDataset(data: Dataset): Dataset {
  const known = shared.get(data);
  if (known) {
    return known;
  }
  const { train, test } = data;
  const copy = { ...data, train: shareExamples(train), test: test && shareExamples(test) };
  shared.set(data, copy);
  return copy;
}
