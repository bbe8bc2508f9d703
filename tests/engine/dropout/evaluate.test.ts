// Evaluation with masks off and on. The mean network of a linear network must put out what the masks put out on average:
// every mask is enumerated.

import type { Activation, Architecture } from '../../../src/engine/dropout/architecture';
import type { Examples } from '../../../src/engine/dropout/dataset';
import {
  accuracyOf,
  calibrationError,
  evaluationOf,
  monteCarloEvaluation,
  predict,
  type Predictions
} from '../../../src/engine/dropout/evaluate';
import type { Machine } from '../../../src/engine/dropout/machine';
import { stepRates } from '../../../src/engine/dropout/masks';
import { OpenPath } from '../../../src/engine/dropout/openpath';
import type { Arm, Loss } from '../../../src/engine/dropout/task';
import { evaluationFactors, keepFactors } from '../../../src/engine/dropout/thinning';
import { train, trainedNetwork } from '../../../src/engine/dropout/train';
import { keyFromSeed } from '../../../src/engine/random/seed';
import { Purpose } from '../../../src/engine/random/stream';
import { everyMask, subjectOf, type Setup } from './everymask';
import { fillMachine, newMachine, streamOf, unitFactors } from './machines';
import { keptBy, plainLoss, plainNetwork, plainOutput } from './reference';
import { taskWith, trainWith } from './task';

const ROWS = 64;

function network(
  widths: readonly number[],
  activation: Activation,
  loss: Loss = 'cross_entropy',
  hasTargets = false
): { machine: Machine; architecture: Architecture } {
  const none = widths.slice(1).map(() => -1);
  const architecture = { widths, activation, bias: none.map((_, l) => l > 0), skips: none };
  const { machine } = newMachine({ architecture, loss, rows: ROWS, hasTargets });
  fillMachine(machine, architecture, 0, streamOf('evaluate'), 1);
  return { machine, architecture };
}

function randomExamples(rows: number, inputs: number, classes: number, outputs = 0): Examples {
  const stream = streamOf('evaluate', Purpose.data);
  return {
    x: Float32Array.from({ length: rows * inputs }, () => stream.normal()),
    y: Int32Array.from({ length: rows }, () => stream.integer(classes)),
    targets: outputs
      ? Float32Array.from({ length: rows * outputs }, () => stream.normal() + 1)
      : null
  };
}

interface Mean extends Setup {
  readonly rescale?: boolean;
  readonly arm?: Arm;
  /** The masks over which masks off is the mean. */
  readonly given: 'open' | 'all';
  readonly bias?: boolean;
}

test.each<Mean>([
  // Layers of units are independent, so biases don't matter.
  { model: 'site', site: 0.6, widths: [2, 3, 1], given: 'open', bias: true },
  { model: 'site', site: [0.8, 0.5, 0.7], widths: [2, 3, 4, 2, 1], given: 'open', bias: true },
  { model: 'site', site: 0.8, rescale: true, widths: [2, 3, 4, 2, 1], given: 'all', bias: true },
  {
    model: 'site',
    site: 0.8,
    rescale: true,
    arm: 'conditioned',
    widths: [2, 3, 2, 1],
    given: 'open'
  },
  { model: 'bond', bond: [0.7, 0.4, 0.2], widths: [2, 3, 2, 1], given: 'open' },
  { model: 'bond', bond: [0.7, 0.9, 0.2], arm: 'conditioned', widths: [2, 1, 1, 2], given: 'open' },
  { model: 'bond', bond: 0.7, rescale: true, widths: [2, 3, 2, 1], given: 'all', bias: true },
  { model: 'bond', bond: 0.7, rescale: true, arm: 'time_changed', widths: [2, 3, 1], given: 'all' },
  { model: 'bond', bond: 0.7, rescale: true, arm: 'conditioned', widths: [2, 3, 1], given: 'open' },
  { model: 'mixed', site: 0.5, bond: 0.3, widths: [1, 2, 2, 1], given: 'open' },
  {
    model: 'mixed',
    site: 0.5,
    bond: 0.3,
    rescale: true,
    widths: [1, 2, 2, 1],
    given: 'all',
    bias: true
  },
  {
    model: 'bond',
    bond: [0.2, 0.3, 0.6],
    skips: [-1, 1, -1],
    removable: true,
    rescale: true,
    widths: [2, 2, 2, 1],
    given: 'all',
    bias: true
  },
  {
    model: 'bond',
    bond: [0.2, 0.3, 0.6],
    skips: [0, 1, -1],
    removable: true,
    widths: [2, 2, 2, 1],
    given: 'all'
  },
  { model: 'blocks', site: 0.4, skips: [-1, 1, 2], widths: [2, 3, 3, 3], given: 'all', bias: true },
  {
    model: 'blocks',
    site: 0.4,
    skips: [-1, 1, 2],
    rescale: true,
    widths: [2, 3, 3, 3],
    given: 'all',
    bias: true
  }
])('$model $widths $skips rescale=$rescale $arm: the mean over $given masks', setup => {
  const { rescale = false, arm = 'dropout', given, bias = false, ...rest } = setup;
  const subject = subjectOf(rest);
  const { removal, layout } = subject;
  const architecture: Architecture = {
    ...subject.architecture,
    activation: 'linear',
    bias: subject.architecture.skips.map((_, l) => bias && l > 0)
  };
  const rates = stepRates(removal, 0);
  const { machine } = newMachine({ architecture, removal, rows: 1 });
  fillMachine(machine, architecture, 1, streamOf('mean network'), 1);
  const plain = plainNetwork(machine, architecture);
  const x = [...machine.input.subarray(0, architecture.widths[0])];
  const openPath = new OpenPath(architecture, layout);
  const factors = keepFactors(architecture, removal, rates, rescale);
  const mean = new Array<number>(architecture.widths.at(-1)!).fill(0);
  let total = 0;
  for (const { words, probability } of everyMask(subject, rates)) {
    if (given === 'all' || openPath.exists(words, 0)) {
      plainOutput(plain, keptBy(layout, words), factors, x).forEach((z, j) => {
        mean[j] += probability * z;
      });
      total += probability;
    }
  }
  machine.setFactors(evaluationFactors(architecture, removal, { steps: 1, rescale, arm }));
  machine.forward(1);
  mean.forEach((z, j) => expect(machine.output[j]).toBeCloseTo(z / total, 5));
});

test('small differences of outputs are told apart though their probabilities are equal', () => {
  const { machine } = network([1, 2], 'tanh');
  machine.weightRow(0, 0).set([1e-20, 2e-20]);
  const examples = { x: Float32Array.of(1, -1), y: Int32Array.of(1, 0), targets: null };
  const found = predict(machine, examples, 1, 2, 'cross_entropy', 2);
  expect([...found.values]).toEqual([0.5, 0.5, 0.5, 0.5]);
  expect(evaluationOf(found, examples).accuracy).toBe(1);
});

test.each([
  { loss: 'cross_entropy', outputs: 0 },
  { loss: 'mse', outputs: 0 },
  { loss: 'mse', outputs: 3 }
] as const)('$loss, $outputs targets: means over all rows, however many pass at once', made => {
  const { loss, outputs } = made;
  const { machine, architecture } = network([3, 4, 3], 'tanh', loss, outputs > 0);
  const plain = plainNetwork(machine, architecture);
  const examples = randomExamples(150, 3, 3, outputs);
  let total = 0;
  let right = 0;
  const errors = { sum: 0, variance: 0 };
  const means = [0, 1, 2].map(
    j => [...(examples.targets ?? [])].reduce((sum, t, i) => sum + (i % 3 === j ? t : 0), 0) / 150
  );
  examples.y.forEach((label, row) => {
    const x = [...examples.x.subarray(3 * row, 3 * row + 3)];
    const z = plainOutput(plain, keptBy(null, new Uint32Array(0)), unitFactors(2), x);
    const target = examples.targets && [...examples.targets.subarray(3 * row, 3 * row + 3)];
    total += plainLoss(loss, z, label, target);
    right += z.indexOf(Math.max(...z)) === label ? 1 : 0;
    target?.forEach((t, j) => {
      errors.sum += (t - z[j]) ** 2;
      errors.variance += (t - means[j]) ** 2;
    });
  });
  for (const rows of [1, 7, ROWS]) {
    const found = evaluationOf(predict(machine, examples, 3, 3, loss, rows), examples);
    expect(found.loss).toBeCloseTo(total / 150, 5);
    expect(found.accuracy).toBeCloseTo(
      outputs ? 1 - errors.sum / errors.variance : right / 150,
      outputs ? 5 : 12
    );
  }
});

test('of equal outputs the first counts', () => {
  const architecture: Architecture = {
    widths: [2, 3, 4],
    activation: 'tanh',
    bias: [false, false],
    skips: [-1, -1]
  };
  const { machine } = newMachine({ architecture, rows: 4 });
  const examples = {
    x: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8),
    y: Int32Array.of(0, 1, 3, 0),
    targets: null
  };
  const found = evaluationOf(predict(machine, examples, 2, 4, 'cross_entropy', 4), examples);
  expect(found.accuracy).toBe(0.5);
  expect(found.loss).toBeCloseTo(Math.log(4), 6);
});

test.each<Activation>(['relu', 'leaky_relu', 'tanh', 'linear', 'sigmoid', 'gelu'])(
  '%s: a network that has blown up has no loss, no right answer and no calibration',
  activation => {
    const { machine } = network([2, 3, 3, 2], activation);
    [0, 1].forEach(i => machine.weightRow(0, i).fill(NaN));
    const examples = randomExamples(10, 2, 2);
    const found = predict(machine, examples, 2, 2, 'cross_entropy', 10);
    expect(evaluationOf(found, examples)).toEqual({ loss: NaN, accuracy: 0 });
    expect(calibrationError(found, examples, 'cross_entropy')).toBeNaN();
  }
);

/** Predictions written out, row by row; with the classes of the rows, as probabilities. */
function predictionsOf(rows: number[][], y: readonly number[] = []): Predictions {
  return {
    values: Float64Array.from(rows.flat()),
    outputs: rows[0].length,
    largest: Int32Array.from(rows, row => row.indexOf(Math.max(...row))),
    logs: Float64Array.from(y, (label, row) => Math.log(rows[row][label])),
    loss: NaN
  };
}

test('predictions of masks are averaged, not their losses; the spread is that of their accuracies', () => {
  const examples = { x: new Float32Array(3), y: Int32Array.of(0, 1, 1), targets: null };
  const masks = [
    [
      [0.9, 0.1],
      [0.5, 0.5],
      [0.2, 0.8]
    ],
    [
      [0.3, 0.7],
      [0.1, 0.9],
      [0.4, 0.6]
    ]
  ].map(rows => predictionsOf(rows, [0, 1, 1]));
  let next = 0;
  const found = monteCarloEvaluation(2, () => masks[next++], examples, 'cross_entropy');
  expect(found.loss).toBeCloseTo(-(Math.log(0.6) + Math.log(0.7) + Math.log(0.7)) / 3, 12);
  expect(found.accuracy).toBe(1);
  expect(found.spread).toBeCloseTo(0, 12);
  const one = monteCarloEvaluation(1, () => masks[0], examples, 'cross_entropy');
  expect(one.accuracy).toBeCloseTo(2 / 3, 12);
  expect(one.spread).toBeNaN();
});

test('a class whose probability underflows under every mask has a loss nevertheless', () => {
  const { machine } = network([1, 2], 'linear');
  const examples = { x: Float32Array.of(1, 1), y: Int32Array.of(0, 1), targets: null };
  const heights = [2000, 3000];
  let next = 0;
  const found = monteCarloEvaluation(
    2,
    () => {
      machine.weightRow(0, 0).set([0, heights[next++]]);
      machine.biases(0).fill(0);
      return predict(machine, examples, 1, 2, 'cross_entropy', 2);
    },
    examples,
    'cross_entropy'
  );
  // The first class has the mean of e^-2000 and e^-3000, the second is certain.
  expect(found.loss).toBeCloseTo((2000 + Math.LN2) / 2, 9);
  expect(found.accuracy).toBe(0.5);
});

test('targets that are all the same leave nothing to be explained: no R^2', () => {
  const examples = { x: new Float32Array(1), y: new Int32Array(1), targets: Float32Array.of(1) };
  expect(accuracyOf(predictionsOf([[3]]), examples)).toBeNaN();
  expect(accuracyOf(predictionsOf([[1]]), examples)).toBeNaN();
});

test('of targets outputs are averaged, and accuracy is R^2', () => {
  const examples = {
    x: new Float32Array(2),
    y: new Int32Array(2),
    targets: Float32Array.of(1, 3)
  };
  const masks = [
    [[0], [3]],
    [[1], [2]]
  ].map(rows => predictionsOf(rows));
  let next = 0;
  const found = monteCarloEvaluation(2, () => masks[next++], examples, 'mse');
  expect(found).toEqual({ loss: 0.25, accuracy: 1 - 0.5 / 2, spread: 0 });
  expect(accuracyOf(masks[0], examples)).toBe(1 - 1 / 2);
});

test('the calibration error is the mean distance between confidence and accuracy in bins', () => {
  const examples = { x: new Float32Array(5), y: Int32Array.of(0, 0, 1, 1, 0), targets: null };
  // Bins of 1/15: two rows in 0.6 .. 0.667, one of them right; one in 0.8 .. 0.867; two at 1.
  const predictions = predictionsOf([
    [0.61, 0.39],
    [0.37, 0.63],
    [0.15, 0.85],
    [0, 1],
    [0, 1]
  ]);
  const expected = (Math.abs(0.61 + 0.63 - 1) + Math.abs(0.85 - 1) + Math.abs(2 - 1)) / 5;
  expect(calibrationError(predictions, examples, 'cross_entropy')).toBeCloseTo(expected, 12);
  expect(calibrationError(predictions, examples, 'mse')).toBeNaN();
});

test('Monte Carlo dropout is what a run reports of masks, and null where nothing is removed', () => {
  expect(trainWith({ passes: 0 }).monteCarlo).toBeNull();
  expect(trainWith({ passes: 5, arm: 'intact' }).monteCarlo).toBeNull();
  expect(trainWith({ passes: 5, p: 0 }).monteCarlo).toBeNull();
  const { monteCarlo, test: off } = trainWith({ passes: 50, p: 0.2, steps: 300 });
  expect(monteCarlo!.spread).toBeGreaterThan(0);
  expect(Math.abs(monteCarlo!.loss - off.loss)).toBeLessThan(0.1);
  // Masks that are all closed say nothing: ln 2, and the first class.
  const closed = trainWith({ passes: 20, p: 0.9999, steps: 10 });
  expect(closed.monteCarlo!.loss).toBeCloseTo(Math.LN2, 12);
  expect(closed.monteCarlo!.spread).toBe(0);
});

test('with one mask for a pass, evaluation has the removals of the last pass, not those that would be next', () => {
  const task = taskWith({ mask: 'epoch', steps: 100, passes: 5 });
  const { removal } = task;
  // 400 rows in batches of 8: a pass of 50 steps at p = 0, one at p = 0.4.
  const site = { from: [0, 0], to: [0.8, 0.8], over: 100 };
  const changing = { ...task, removal: { ...removal, site } };
  const unitsAfter = (steps: number): number =>
    trainedNetwork({ ...changing, steps }, null, keyFromSeed('held'), 0, 0).layers[0].factors.units;
  expect(unitsAfter(50)).toBe(1);
  expect(unitsAfter(100)).toBeCloseTo(0.6 / (1 - 0.4 ** 3), 12);
  expect(unitsAfter(200)).toBeCloseTo(0.2 / (1 - 0.8 ** 3), 12);
  const outcome = train({ ...changing, steps: 50 }, null, keyFromSeed('held'), 0, 0);
  expect(outcome.monteCarlo!.spread).toBe(0);
});
