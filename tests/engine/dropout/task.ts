// The training task that tests begin with: a small network that fails by closed paths about half of the time.

import type { TrainingOutcome, TrainingTask } from '../../../src/engine/dropout/task';
import { train } from '../../../src/engine/dropout/train';
import { keyFromSeed } from '../../../src/engine/random/seed';

/** A task: the study's defaults on a small network, and what is changed in it. */
export function taskWith(changes: Partial<TrainingTask>): TrainingTask {
  return {
    widths: [5, 3, 3, 2],
    bias: false,
    activation: 'tanh',
    init: 'preserving',
    loss: 'cross_entropy',
    model: 'site',
    p: 0.6,
    mask: 'step',
    rescale: false,
    arm: 'dropout',
    steps: 40,
    batch: 8,
    optimizer: { name: 'sgd', rate: 0.1, momentum: 0, decay: 0, clip: 2 },
    traceLength: 0,
    ...changes
  };
}

/** Trains on the teacher. */
export function trainWith(changes: Partial<TrainingTask>, replicate = 0): TrainingOutcome {
  return train(taskWith(changes), null, keyFromSeed('train'), 0, replicate);
}
