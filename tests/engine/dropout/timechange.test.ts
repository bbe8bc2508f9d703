// The time change (docs/theory.md, section 5): under plain SGD a run with dropout is the run in which its closed
// steps are left out. The training loop is written here once more, and the two must agree bit for bit.

import { Batches } from '../../../src/engine/dropout/batches';
import { teacherDataset } from '../../../src/engine/dropout/data/teacher';
import { evaluate } from '../../../src/engine/dropout/evaluate';
import { BatchGradient } from '../../../src/engine/dropout/gradient';
import { initialise } from '../../../src/engine/dropout/initialise';
import { freeMasks, fullMask } from '../../../src/engine/dropout/masks';
import { newNetwork } from '../../../src/engine/dropout/network';
import { OpenPath } from '../../../src/engine/dropout/openpath';
import { Sgd } from '../../../src/engine/dropout/optimizer';
import type { TrainingTask } from '../../../src/engine/dropout/task';
import { keyFromSeed } from '../../../src/engine/random/seed';
import { Purpose, Stream } from '../../../src/engine/random/stream';
import { taskWith, trainWith } from './task';

/** The loss and accuracy of a run that takes no step where the mask has no open path, and how many it took. */
function runOpenStepsOnly({
  widths,
  activation,
  init,
  loss,
  model,
  p,
  rescale,
  steps,
  batch,
  optimizer
}: TrainingTask) {
  const streamOf = (purpose: Purpose) => new Stream(keyFromSeed('train'), 0, 0, purpose);
  const data = teacherDataset(widths[0], streamOf(Purpose.data));
  const thinning = { model, p, rescale };
  const network = newNetwork(widths, activation, false, Float32Array);
  initialise(network, init, thinning, streamOf(Purpose.weights));
  const batches = new Batches(data.train, widths[0], streamOf(Purpose.batches));
  const draw = freeMasks(p, streamOf(Purpose.masks));
  const mask = fullMask(model, widths);
  const openPath = new OpenPath(model, widths);
  const gradient = new BatchGradient(network, loss, model, rescale ? 1 / (1 - p) : 1, batch);
  const sgd = new Sgd(network, optimizer);
  const labels = new Int32Array(batch);
  let taken = 0;
  for (let step = 0; step < steps; step++) {
    draw(mask);
    batches.next(gradient.input, labels);
    if (openPath.exists(mask)) {
      gradient.compute(labels, [mask]);
      sgd.step(gradient.parameters);
      taken += 1;
    }
  }
  return { taken, trained: evaluate(network, loss, thinning, data.test!) };
}

const CASES = (['site', 'bond'] as const).flatMap((model): Partial<TrainingTask>[] => [
  { model },
  { model, rescale: true },
  { model, activation: 'relu', init: 'he', loss: 'mse' }
]);

test.each(CASES)('%j: closed steps change no bit of the outcome', changes => {
  const task = taskWith({ ...changes, p: 0.7, steps: 300 });
  const { taken, trained } = runOpenStepsOnly(task);
  const whole = trainWith(task);
  expect(taken).toBeGreaterThan(0);
  expect(taken).toBeLessThan(task.steps);
  expect(whole.openFraction).toBe(taken / task.steps);
  expect([whole.testLoss, whole.testAccuracy]).toEqual([trained.loss, trained.accuracy]);
});

test.each([{ momentum: 0.9 }, { decay: 0.01 }])('not with %j', change => {
  const task = taskWith({
    p: 0.7,
    steps: 300,
    optimizer: { ...taskWith({}).optimizer, ...change }
  });
  expect(trainWith(task).testLoss).not.toBe(runOpenStepsOnly(task).trained.loss);
});
