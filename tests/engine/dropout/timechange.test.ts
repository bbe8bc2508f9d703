// The time change (docs/theory.md, section 5): under plain SGD a run with dropout is the run in which its closed steps
// are left out, and so has the law of N ~ Binomial(T, theta) steps with open masks. The training loop is written here once
// more, and the two must agree bit for bit; the arm that draws N and open masks must agree in law.

import { Batches } from '../../../src/engine/dropout/batches';
import { replicateData } from '../../../src/engine/dropout/data/replicate';
import { evaluationOf, predict } from '../../../src/engine/dropout/evaluate';
import { initialise } from '../../../src/engine/dropout/initialise';
import { Machine } from '../../../src/engine/dropout/machine';
import { maskLayout } from '../../../src/engine/dropout/mask';
import { drawFreeMasks, stepRates } from '../../../src/engine/dropout/masks';
import { OpenPath } from '../../../src/engine/dropout/openpath';
import { openProbability } from '../../../src/engine/dropout/openprobability';
import { momentsOf, Optimizer } from '../../../src/engine/dropout/optimizer';
import { ratesAt } from '../../../src/engine/dropout/removal';
import type { Arm, Evaluation, TrainingTask } from '../../../src/engine/dropout/task';
import { train } from '../../../src/engine/dropout/train';
import { evaluationFactors } from '../../../src/engine/dropout/thinning';
import { laneStates } from '../../../src/engine/random/lanes';
import { keyFromSeed } from '../../../src/engine/random/seed';
import { Purpose, Stream } from '../../../src/engine/random/stream';
import { unitFactors } from './machines';
import { taskWith, trainWith, type Changes } from './task';

const KEY = keyFromSeed('train');

/** 1 / (1 - p) for what a model removes, or 1, and q / (1 - p^W): from their definitions. */
function factorsAt({ architecture, removal, rescale }: TrainingTask, step: number) {
  const { widths } = architecture;
  const site = ratesAt(removal.site, step);
  const bond = ratesAt(removal.bond, step);
  const keep = (p: number): number => (rescale ? 1 / (1 - p) : 1);
  const one = unitFactors(widths.length - 1);
  return {
    training: { ...one, units: site.map(keep), weights: bond.map(keep) },
    mean: {
      units: site.map((p, l) => (1 - p) / (1 - p ** widths[l + 1])),
      weights: bond.map(p => 1 - p)
    }
  };
}

/** The loss and accuracy of a run that takes no step where the mask has no open path, and how many it took. */
function runOpenStepsOnly(task: TrainingTask): { taken: number; trained: Evaluation } {
  const { architecture, removal, batch, steps, loss } = task;
  const { widths } = architecture;
  const of = (purpose: Purpose) => new Stream(KEY, 0, 0, purpose);
  const data = replicateData(task.teacher!, widths, { key: KEY, cell: 0, replicate: 0 });
  const layout = maskLayout(architecture, removal);
  const machine = new Machine({
    architecture,
    loss,
    batch,
    rows: 64,
    layout,
    masks: 1,
    moments: momentsOf(task.optimizer),
    decays: task.optimizer.decay !== 0,
    hasTargets: false
  });
  const { training, mean } = factorsAt(task, 0);
  const keeps = {
    ...unitFactors(widths.length - 1),
    units: mean.units.map((keep, l) => keep * training.units[l]),
    weights: mean.weights.map((keep, l) => keep * training.weights[l])
  };
  initialise(machine, architecture, task.init, keeps, of(Purpose.weights));
  const batches = new Batches(machine.rowsOf(data.train), of(Purpose.batches));
  const state = laneStates(KEY, 0, 0, Purpose.masks);
  const openPath = new OpenPath(architecture, layout);
  const optimizer = new Optimizer(task.optimizer, steps);
  machine.obeyMasks(true);
  let taken = 0;
  for (let step = 0; step < steps; step++) {
    machine.setFactors(factorsAt(task, step).training);
    drawFreeMasks(layout, stepRates(removal, step), state, machine.masks, 0, 1);
    batches.next(batch);
    if (openPath.exists(machine.masks, 0)) {
      machine.gradient(batch);
      machine.update(optimizer.next(step, machine.squares()));
      taken += 1;
    }
  }
  machine.obeyMasks(false);
  machine.setFactors(evaluationFactors(architecture, removal, task));
  const tested = predict(machine, data.test, widths[0], widths.at(-1)!, loss, 64);
  return { taken, trained: evaluationOf(tested, data.test) };
}

const COSINE = { name: 'cosine', every: 0, factor: 1 } as const;

const CASES = (['site', 'bond', 'mixed'] as const).flatMap((model): Changes[] => {
  const p = model === 'mixed' ? 0.45 : 0.7;
  return [
    { model, p },
    { model, p, rescale: true },
    { model, p, activation: 'relu', init: 'he', loss: 'mse' },
    { model, p, batch: 1 },
    { model, p, optimizer: { ...taskWith({}).optimizer, schedule: COSINE } }
  ];
});

test.each(CASES)('%j: closed steps change no bit of the outcome', changes => {
  const task = taskWith({ ...changes, steps: 300 });
  const { taken, trained } = runOpenStepsOnly(task);
  const whole = train(task, null, KEY, 0, 0);
  expect(taken).toBeGreaterThan(30);
  expect(taken).toBeLessThan(270);
  expect(whole.openFraction).toBe(taken / task.steps);
  expect(whole.usefulSteps).toBe(taken);
  expect(whole.test).toEqual(trained);
});

test('neither do they where rates change', () => {
  const task = taskWith({ p: 0.7, steps: 300 });
  const site = { from: [0.5, 0.8], to: [0.9, 0.4], over: 200 };
  const changing = { ...task, removal: { ...task.removal, site } };
  expect(train(changing, null, KEY, 0, 0).test).toEqual(runOpenStepsOnly(changing).trained);
});

test.each([
  { momentum: 0.9 },
  { decay: 0.01 },
  { name: 'nesterov', momentum: 0.5 },
  { name: 'adam', rate: 0.01 },
  { name: 'adamw', rate: 0.01 }
] as const)('not with %j', change => {
  const task = taskWith({
    p: 0.7,
    steps: 300,
    optimizer: { ...taskWith({}).optimizer, ...change }
  });
  expect(train(task, null, KEY, 0, 0).test.loss).not.toBe(runOpenStepsOnly(task).trained.loss);
});

/** Largest distance between the distribution functions of two samples, times sqrt(n m / (n + m)). */
function kolmogorov(a: readonly number[], b: readonly number[]): number {
  const below = (values: readonly number[], x: number): number =>
    values.filter(value => value <= x).length / values.length;
  const distance = Math.max(...[...a, ...b].map(x => Math.abs(below(a, x) - below(b, x))));
  return distance * Math.sqrt((a.length * b.length) / (a.length + b.length));
}

const REPLICATES = 150;

/** Outcomes of independent runs: no two arms share a seed. */
function sample(changes: Changes, arm: Arm) {
  const outcomes = Array.from({ length: REPLICATES }, (_, replicate) =>
    trainWith({ ...changes, arm, steps: 250 }, replicate, `law ${arm}`)
  );
  return {
    loss: outcomes.map(({ test }) => test.loss),
    accuracy: outcomes.map(({ test }) => test.accuracy),
    useful: outcomes.map(({ usefulSteps }) => usefulSteps),
    updates: outcomes.map(({ updates }) => updates.mean[1])
  };
}

// P(K > 2) = 2 exp(-2 * 4) = 6.7e-4 where the laws are the same.
test.each<Changes>([
  { model: 'site', p: 0.7 },
  { model: 'bond', p: 0.75 },
  { model: 'mixed', p: 0.5 },
  { model: 'bond', p: 0.92, widths: [5, 3, 3, 2], skips: [-1, 1, -1] }
])('%j: time_changed has the law of dropout, and conditioned has not', changes => {
  const [dropout, changed, conditioned] = (['dropout', 'time_changed', 'conditioned'] as const).map(
    arm => sample(changes, arm)
  );
  const { architecture, removal } = taskWith(changes);
  const { theta } = openProbability(architecture, removal, stepRates(removal, 0))!;
  expect(theta).toBeGreaterThan(0.1);
  expect(theta).toBeLessThan(0.7);
  for (const column of ['loss', 'accuracy', 'useful', 'updates'] as const) {
    expect(kolmogorov(dropout[column], changed[column])).toBeLessThan(2);
  }
  expect(kolmogorov(dropout.loss, conditioned.loss)).toBeGreaterThan(2);
  const mean = (values: number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const error = Math.sqrt((250 * theta * (1 - theta)) / REPLICATES);
  for (const { useful } of [dropout, changed]) {
    expect(Math.abs(mean(useful) - 250 * theta)).toBeLessThan(4.5 * error);
  }
});
