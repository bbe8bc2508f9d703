// Rows of the training set, from where it is held to the rows of a batch.

import * as at from '../../trainingfields';

/**
 * Copies rows of the training set, with their classes or targets.
 *
 * @param numbers address of the numbers of the rows
 * @param to row of the batch that the first of them becomes
 */
export function trainTake(job: usize, numbers: usize, count: i32, to: i32): void {
  const layer = <usize>load<u32>(job, at.LAYERS);
  const last = <usize>load<u32>(job, at.LAYERS_END) - at.LAYER_BYTES;
  const row = <usize>load<u32>(layer, at.X_ROW);
  const outputs = <usize>load<u32>(last, at.FAN_OUT) << 2;
  const held = <usize>load<u32>(job, at.HELD);
  const heldLabels = <usize>load<u32>(job, at.HELD_LABELS);
  const heldTargets = <usize>load<u32>(job, at.HELD_TARGETS);
  let x = <usize>load<u32>(layer, at.X) + <usize>to * row;
  let label = <usize>load<u32>(job, at.LABELS) + (<usize>to << 2);
  let target = <usize>load<u32>(job, at.TARGETS) + <usize>to * outputs;
  for (let r = 0; r < count; r++) {
    const number = <usize>load<u32>(numbers + (<usize>r << 2));
    const from = held + number * row;
    for (let i: usize = 0; i < row; i += 16) v128.store(x + i, v128.load(from + i));
    x += row;
    store<u32>(label, load<u32>(heldLabels + (number << 2)));
    label += 4;
    if (heldTargets !== 0) {
      const goal = heldTargets + number * outputs;
      for (let i: usize = 0; i < outputs; i += 4) store<u32>(target + i, load<u32>(goal + i));
      target += outputs;
    }
  }
}
