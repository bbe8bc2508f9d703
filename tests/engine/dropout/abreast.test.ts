// Runs abreast against the same runs alone: outcomes and networks, to the bit.

import { Abreast, bytesAbreast, goesAbreast } from '../../../src/engine/dropout/abreast';
import type { Dataset } from '../../../src/engine/dropout/dataset';
import { networkOf, outcomeOf } from '../../../src/engine/dropout/report';
import { Run } from '../../../src/engine/dropout/run';
import type { TrainingTask } from '../../../src/engine/dropout/task';
import { train, trainAbreast, trainedNetwork } from '../../../src/engine/dropout/train';
import { compiledTraining } from '../../../src/engine/kernels/trainingkernel';
import { plainTraining } from '../../../src/engine/kernels/trainingplain';
import { keyFromSeed } from '../../../src/engine/random/seed';
import { Purpose } from '../../../src/engine/random/stream';
import { streamOf } from './machines';
import { DESCENT, removalWith, taskWith, type Changes } from './task';

const key = keyFromSeed('abreast');
const CELL = 3;
const REPLICATES = [0, 1, 2, 3];

/** Runs that have been trained abreast, if they could be. */
function abreast(
  task: TrainingTask,
  data: Dataset | null,
  replicates: readonly number[]
): { runs: Run[]; went: boolean } {
  const kernel = compiledTraining(bytesAbreast(task))!;
  const runs = replicates.map(replicate => new Run(task, data, key, CELL, replicate, kernel));
  return { runs, went: new Abreast(runs, kernel).train() };
}

function expectSame(
  task: TrainingTask,
  replicates: readonly number[],
  data: Dataset | null = null
): void {
  expect(goesAbreast(task, data)).toBe(true);
  const alone = replicates.map(replicate => train(task, data, key, CELL, replicate));
  const networks = replicates.map(replicate => trainedNetwork(task, data, key, CELL, replicate));
  const { runs, went } = abreast(task, data, replicates);
  expect(went).toBe(true);
  expect(runs.map(networkOf)).toStrictEqual(networks);
  expect(runs.map(outcomeOf)).toStrictEqual(alone);
}

const tasks = Array.from({ length: 60 }, (_, index) => {
  const stream = streamOf('abreast', Purpose.data, index);
  const of = <T>(...values: readonly T[]): T => values[stream.integer(values.length)];
  const model = of('site', 'bond', 'mixed');
  const width = (): number => of(1, 2, 3, 4, 5, 7, 8, 11, 16, model === 'site' ? 24 : 32);
  const depth = 1 + stream.integer(5);
  const widths = [width(), ...Array.from({ length: depth }, width), of(2, 3, 10)];
  const changes: Changes = {
    widths,
    model,
    p: of(0, 0.2, 0.5, 0.8),
    activation: of('tanh', 'relu', 'leaky_relu', 'linear', 'sigmoid', 'gelu'),
    bias: of(true, false),
    loss: of('cross_entropy', 'mse'),
    arm: of('dropout', 'conditioned', 'intact'),
    rescale: of(true, false),
    mask: of('step', 'sample', 'epoch'),
    steps: of(1, 37, 120, 300),
    traceLength: of(0, 7, 50),
    passes: of(0, 2),
    countsWeights: of(true, false),
    optimizer: { ...DESCENT, rate: of(0.02, 0.1), clip: of(null, 0.5, 2) },
    batch: 1
  };
  const first = of(0, 5);
  const replicates = Array.from({ length: of(2, 3, 4) }, (_, i) => first + i);
  return {
    name: `${index}: ${changes.model} ${changes.arm} ${widths.join('-')}`,
    changes,
    replicates
  };
});

test.each(tasks)('$name', ({ changes, replicates }) => {
  expectSame(taskWith(changes), replicates);
});

test('rates and removal probabilities that change over time', () => {
  const widths = [6, 4, 4, 4, 3];
  const removal = removalWith('mixed', 0.7, [-1, -1, -1, -1]);
  const falling = {
    ...removal,
    site: { ...removal.site, to: [0, 0.1, 0.2], over: 50 },
    bond: { ...removal.bond, to: [0.3, 0.2, 0, 0.5], over: 30 }
  };
  const schedule = { name: 'cosine', every: 0, factor: 1 } as const;
  const optimizer = { ...DESCENT, schedule, rate: 0.3 };
  const task = {
    ...taskWith({ widths, batch: 1, traceLength: 9, rescale: true, optimizer }),
    removal: falling
  };
  expectSame(task, REPLICATES);
  expectSame({ ...task, mask: 'epoch', teacher: { ...task.teacher!, train: 13 } }, REPLICATES);
});

test('a training set too large to be held, with targets', () => {
  const rows = 30_000;
  const stream = streamOf('large', Purpose.data);
  const numbers = (count: number): Float32Array =>
    Float32Array.from({ length: count }, () => stream.normal());
  const examples = (count: number): Dataset['train'] => ({
    x: numbers(10 * count),
    y: new Int32Array(count),
    targets: numbers(2 * count)
  });
  const data: Dataset = {
    name: 'large',
    inputs: 10,
    outputs: 2,
    task: 'regression',
    train: examples(rows),
    test: examples(40)
  };
  const task = taskWith({
    widths: [10, 8, 8, 2],
    batch: 1,
    loss: 'mse',
    steps: 100,
    countsWeights: true
  });
  expectSame({ ...task, teacher: null }, REPLICATES, data);
});

test('closed steps in most of the lanes, with and without biases', () => {
  for (const bias of [false, true]) {
    for (const model of ['site', 'bond'] as const) {
      const changes = { widths: [5, 3, 3, 3, 2], p: 0.7, steps: 300, batch: 1, traceLength: 20 };
      expectSame(taskWith({ ...changes, bias, model }), REPLICATES);
    }
  }
});

test('updates of weights are counted in whichever lane the run with them is', () => {
  for (const model of ['site', 'bond'] as const) {
    const changes = { widths: [9, 20, 3, 2], p: 0.4, steps: 300, batch: 1, countsWeights: true };
    expectSame(taskWith({ ...changes, model }), [2, 0, 1]);
  }
});

test('gradients of closed steps are measured as they are alone, where theory promises no 0 too', () => {
  for (const model of ['site', 'bond'] as const) {
    const changes = { widths: [5, 3, 3, 3, 2], p: 0.7, steps: 200, batch: 1, traceLength: 20 };
    const task = taskWith({ ...changes, model, activation: 'sigmoid' });
    const found = REPLICATES.map(replicate => {
      const run = new Run(task, null, key, CELL, replicate);
      const seen = largestSeen(run);
      run.train();
      return seen();
    });
    expect(found.every(largest => largest[0] === 0 && largest.at(-1)! > 0)).toBe(true);
    const kernel = compiledTraining(bytesAbreast(task))!;
    const runs = REPLICATES.map(replicate => new Run(task, null, key, CELL, replicate, kernel));
    const seen = runs.map(largestSeen);
    new Abreast(runs, kernel).train();
    expect(seen.map(largest => largest())).toStrictEqual(found);
  }
});

/** Watches what a run enters of closed steps: for each layer, the largest. */
function largestSeen({ certificate, task }: Run): () => number[] {
  const seen = task.architecture.skips.map(() => 0);
  const add = certificate.addLargest.bind(certificate);
  jest.spyOn(certificate, 'addLargest').mockImplementation(largest => {
    seen.forEach((most, l) => (seen[l] = Math.max(most, largest[l])));
    add(largest);
  });
  return () => seen;
}

test('runs whose numbers grow beyond all bounds, finite or not, are trained alone', () => {
  const changes = {
    widths: [5, 3, 2],
    loss: 'mse',
    activation: 'linear',
    batch: 1,
    p: 0.1
  } as const;
  for (const [rate, steps, isFinite] of [
    [1e17, 1, true],
    [1e4, 40, false]
  ] as const) {
    const optimizer = { ...DESCENT, rate, clip: null };
    const task = taskWith({ ...changes, optimizer, steps, traceLength: 10 });
    expect(abreast(task, null, REPLICATES).went).toBe(false);
    const alone = REPLICATES.map(replicate => train(task, null, key, CELL, replicate));
    expect(alone.every(({ trainLoss }) => Number.isFinite(trainLoss))).toBe(isFinite);
    expect(trainAbreast(task, null, key, CELL, REPLICATES)).toStrictEqual(alone);
  }
});

test('steps beyond all bounds along gradients that are 0, since units are removed', () => {
  const examples = {
    x: Float32Array.from({ length: 20 }, (_, i) => 1 + i),
    y: new Int32Array(10),
    targets: new Float32Array(10).fill(5)
  };
  const data: Dataset = {
    name: 'far',
    inputs: 2,
    outputs: 1,
    task: 'regression',
    train: examples,
    test: examples
  };
  const optimizer = { ...DESCENT, rate: 1e38, clip: null };
  const changes = { widths: [2, 3, 1], loss: 'mse', p: 0.9999, steps: 1, batch: 1 } as const;
  const task = { ...taskWith({ ...changes, optimizer }), teacher: null };
  expect(abreast(task, data, REPLICATES).went).toBe(false);
  const alone = REPLICATES.map(replicate => train(task, data, key, CELL, replicate));
  expect(alone.every(({ trainLoss }) => Number.isFinite(trainLoss))).toBe(true);
  expect(trainAbreast(task, data, key, CELL, REPLICATES)).toStrictEqual(alone);
  const plain = REPLICATES.map(
    replicate => new Run(task, data, key, CELL, replicate, plainTraining())
  );
  plain.forEach(run => run.train());
  expect(plain.map(outcomeOf)).toStrictEqual(alone);
});

test.each<[string, Changes]>([
  ['batches of several rows', { batch: 2 }],
  ['momentum', { optimizer: { ...DESCENT, momentum: 0.5 } }],
  ['Adam', { optimizer: { ...DESCENT, name: 'adam' } }],
  ['decay', { optimizer: { ...DESCENT, decay: 0.1 } }],
  ['skips', { widths: [3, 3, 3, 3], skips: [-1, 1, -1] }],
  ['wide layers', { widths: [3, 33, 2], model: 'bond' }],
  ['layers too wide for masks of units', { widths: [3, 25, 2] }],
  ['arms that leave out steps', { arm: 'time_changed' }]
])('%s: runs stay alone', (_, changes) => {
  expect(goesAbreast(taskWith({ batch: 1, ...changes }), null)).toBe(false);
});
