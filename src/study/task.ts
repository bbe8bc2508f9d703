// What each cell of a training study asks of the engine.

import type { Arm, TrainingTask } from '../engine/dropout/task';
import type { TrainTask } from '../engine/shard';
import { layersOf } from './network';
import { cellCount, single, type Cell, type Study } from './study';
import { widthsOf } from '../engine/network/layered';

/** Numbers that all traces of a result may hold together. */
const TRACE_BUDGET = 300_000;
/** Most points of one series. */
const LONGEST_TRACE = 200;
/** Series of a trace: step, loss, open. */
const TRACE_SERIES = 3;

/** Arms of a dropout study, in the order of its rows. */
export function armsOf(study: Study): readonly Arm[] {
  return study.settings.get('arms') as readonly Arm[];
}

/** Replicates of each cell and arm. */
export function replicatesOf(study: Study): number {
  return single(study, 'replicates') as number;
}

/** Points that each series of a trace keeps, so that all rows together stay within the budget. */
export function traceLength(study: Study): number {
  const rows = cellCount(study) * armsOf(study).length * replicatesOf(study);
  return Math.min(LONGEST_TRACE, Math.floor(TRACE_BUDGET / (TRACE_SERIES * rows)));
}

/**
 * The training task of one cell and arm.
 *
 * @param study a study whose network has been bound to its data
 */
export function trainingTask(study: Study, cell: Cell, arm: Arm): TrainTask {
  const setting = <T>(path: string): T => cell.get(path) as T;
  const training: TrainingTask = {
    widths: widthsOf(layersOf(cell)),
    bias: setting('network.bias'),
    activation: setting('network.activation'),
    init: setting('network.init'),
    loss: setting('loss'),
    model: setting('model'),
    p: setting('p'),
    mask: setting('mask'),
    rescale: setting('rescale'),
    arm,
    steps: setting('steps'),
    batch: setting('batch'),
    optimizer: {
      name: 'sgd',
      rate: setting('optimizer.rate'),
      momentum: setting('optimizer.momentum'),
      decay: setting('optimizer.decay'),
      clip: setting('optimizer.clip')
    },
    traceLength: traceLength(study)
  };
  return { kind: 'train', training };
}
