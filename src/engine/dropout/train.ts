// One training run: a network trained with masks, its open-path bookkeeping and its evaluation. All arms of a
// (cell, replicate) see the same data, split, initial weights and batches; only the masks differ, and in the
// intact arm the factor by which `preserving` initial weights make up for removals.

import type { Key } from '../random/seed';
import { Purpose, Stream } from '../random/stream';
import { isZeroAtZero } from './activation';
import { Batches } from './batches';
import { Bookkeeping } from './bookkeeping';
import { conditionedMasks } from './conditioned';
import { splitDataset, type Split } from './data/split';
import { teacherDataset } from './data/teacher';
import type { Dataset } from './dataset';
import { evaluate } from './evaluate';
import { BatchGradient } from './gradient';
import { initialise } from './initialise';
import { freeMasks, fullMask, type DrawMask } from './masks';
import { newNetwork } from './network';
import { OpenPath } from './openpath';
import { Sgd } from './optimizer';
import type { TrainingOutcome, TrainingTask } from './task';
import { keepFactor, type Thinning } from './thinning';
import { TraceRecorder } from './trace';

/** Makes the stream of a purpose, for one (cell, replicate). */
type StreamOf = (purpose: Purpose) => Stream;

function splitOf(task: TrainingTask, data: Dataset | null, streamOf: StreamOf): Split {
  const dataset = data ?? teacherDataset(task.widths[0], streamOf(Purpose.data));
  return splitDataset(dataset, streamOf(Purpose.split));
}

/** Removals of a task's arm: none where it is intact. */
function thinningOf({ model, p, rescale, arm }: TrainingTask): Thinning {
  return { model, rescale, p: arm === 'intact' ? 0 : p };
}

/** How the masks of a task are drawn; null where nothing is removed. */
function drawOf(task: TrainingTask, p: number, streamOf: StreamOf): DrawMask | null {
  if (p === 0) {
    return null;
  }
  return task.arm === 'conditioned'
    ? conditionedMasks(task.model, task.widths, p, streamOf(Purpose.conditionedMasks))
    : freeMasks(p, streamOf(Purpose.masks));
}

/**
 * Trains a network and reports.
 *
 * @param task what to train and how; batch at most the number of training rows
 * @param data the data set, fitting the first and last width; null for the teacher, which draws its own for
 *   each (cell, replicate)
 * @param key the study's key
 * @param cell index of the cell of the grid
 * @param replicate index of the replicate
 */
export function train(
  task: TrainingTask,
  data: Dataset | null,
  key: Key,
  cell: number,
  replicate: number
): TrainingOutcome {
  const streamOf: StreamOf = purpose => new Stream(key, cell, replicate, purpose);
  const { widths, activation, bias, loss, model, batch, steps } = task;
  const split = splitOf(task, data, streamOf);
  const thinning = thinningOf(task);
  const network = newNetwork(widths, activation, bias, Float32Array);
  initialise(network, task.init, thinning, streamOf(Purpose.weights));

  const batches = new Batches(split.train, widths[0], streamOf(Purpose.batches));
  const labels = new Int32Array(batch);
  const drawMask = drawOf(task, thinning.p, streamOf);
  const masks = Array.from({ length: task.mask === 'step' ? 1 : batch }, () =>
    fullMask(model, widths)
  );
  const openPath = new OpenPath(model, widths);
  const gradient = new BatchGradient(network, loss, model, keepFactor(thinning), batch);
  const optimizer = new Sgd(network, task.optimizer);
  const book = new Bookkeeping(!bias && isZeroAtZero(activation));
  const recorder = new TraceRecorder(steps, task.traceLength);

  for (let step = 0; step < steps; step++) {
    let open = 0;
    for (const mask of masks) {
      drawMask?.(mask);
      open += openPath.exists(mask) ? 1 : 0;
    }
    batches.next(gradient.input, labels);
    const stepLoss = gradient.compute(labels, masks);
    book.add(open, masks.length, gradient.parameters.weights);
    recorder.add(stepLoss, open / masks.length);
    optimizer.step(gradient.parameters);
  }

  const test = evaluate(network, loss, thinning, split.test);
  return {
    openFraction: book.openFraction,
    firstOpenStep: book.firstOpenStep,
    testAccuracy: test.accuracy,
    testLoss: test.loss,
    trainLoss: evaluate(network, loss, thinning, split.train).loss,
    closedGradientMax: book.closedGradientMax,
    trace: recorder.trace
  };
}
