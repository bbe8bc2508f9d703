// Steps without an open path (docs/theory.md, section 5): without biases and with sigma(0) = 0 nothing moves, to the
// bit; with biases the output still does not depend on the input, and the predictor drifts to the label frequencies.

import type { Activation, Architecture } from '../../../src/engine/dropout/architecture';
import { Certificate } from '../../../src/engine/dropout/certificate';
import type { Dataset } from '../../../src/engine/dropout/dataset';
import { Ledger } from '../../../src/engine/dropout/ledger';
import type { Machine } from '../../../src/engine/dropout/machine';
import { OpenPath } from '../../../src/engine/dropout/openpath';
import type { Model } from '../../../src/engine/dropout/removal';
import type { Loss } from '../../../src/engine/dropout/task';
import { train } from '../../../src/engine/dropout/train';
import { keyFromSeed } from '../../../src/engine/random/seed';
import { Purpose } from '../../../src/engine/random/stream';
import { subjectOf } from './everymask';
import { fillMachine, masksOf, newMachine, streamOf, type Made } from './machines';
import { removalWith, taskWith, trainWith, type Changes } from './task';

const BATCH = 4;
const MASKS = 60;

/** Removals of which about half of the masks are closed. */
const REMOVALS: { model: Model; p: number; widths: number[]; skips: number[] }[] = [
  { model: 'site', p: 0.65, widths: [3, 4, 3, 4, 2], skips: [-1, -1, -1, -1] },
  { model: 'bond', p: 0.72, widths: [3, 4, 3, 4, 2], skips: [-1, -1, -1, -1] },
  { model: 'mixed', p: 0.5, widths: [3, 4, 3, 4, 2], skips: [-1, -1, -1, -1] },
  { model: 'site', p: 0.65, widths: [3, 3, 3, 3, 2], skips: [-1, 1, 2, -1] },
  { model: 'bond', p: 0.8, widths: [3, 3, 3, 3, 2], skips: [0, -1, 2, -1] }
];

interface Closable {
  readonly made: Made;
  readonly architecture: Architecture;
  /** Draws the next mask; whether it is open. */
  readonly next: () => boolean;
}

function closable(
  { model, p, widths, skips }: (typeof REMOVALS)[0],
  activation: Activation,
  bias: boolean,
  loss: Loss,
  rows = BATCH
): Closable {
  const architecture = { widths, skips, activation, bias: skips.map(() => bias) };
  const removal = removalWith(model, p, skips, true);
  const made = newMachine({ architecture, removal, loss, rows });
  fillMachine(made.machine, architecture, rows, streamOf('closed step'), 1);
  const draw = masksOf(made, removal, 'closed step');
  const openPath = new OpenPath(architecture, made.layout!);
  const next = (): boolean => {
    draw();
    return openPath.exists(made.machine.masks, 0);
  };
  return { made, architecture, next };
}

function gradientOf(machine: Machine, { widths }: Architecture, layers: number[]): number[] {
  return layers.flatMap(l =>
    Array.from({ length: widths[l] }, (_, i) => [...machine.weightGradientRow(l, i)]).flat()
  );
}

const isZero = (value: number): boolean => value === 0;

const SILENT = REMOVALS.flatMap(removed =>
  (['relu', 'leaky_relu', 'tanh', 'linear', 'gelu'] as const).flatMap(activation =>
    (['cross_entropy', 'mse'] as const).map(loss => ({ ...removed, activation, loss }))
  )
);

test.each(SILENT)(
  '$model $skips, $activation, $loss: every weight has gradient 0 on every closed step',
  ({ activation, loss, ...removed }) => {
    const { made, architecture, next } = closable(removed, activation, false, loss);
    const { machine } = made;
    const counts = { open: 0, moving: 0 };
    for (let i = 0; i < MASKS; i++) {
      const isOpen = next();
      machine.gradient(BATCH);
      const isStill = gradientOf(machine, architecture, [0, 1, 2, 3]).every(isZero);
      counts.open += isOpen ? 1 : 0;
      counts.moving += isStill ? 0 : 1;
      expect(isOpen || isStill).toBe(true);
    }
    expect(Math.min(counts.open, MASKS - counts.open)).toBeGreaterThan(MASKS / 6);
    expect(counts.moving).toBeGreaterThan(0);
  }
);

test.each(SILENT)(
  '$model $skips, $activation, $loss: a run certifies it, with a mask a step, an epoch or a sample',
  ({ activation, loss, ...removed }) => {
    const changes: Changes = { ...removed, removableSkips: true, activation, loss, steps: 200 };
    for (const mask of ['step', 'epoch'] as const) {
      const run = trainWith({ ...changes, mask, batch: 40 });
      expect(run.openFraction).toBeGreaterThan(0.2);
      expect(run.openFraction).toBeLessThan(0.8);
      expect([run.closedGradientMax, run.closedFirstLayerMax, run.closedOutputSpread]).toEqual([
        0, 0, 0
      ]);
    }
    const sample = trainWith({ ...changes, mask: 'sample', batch: 2 });
    expect(sample.usefulSteps).toBeLessThan(200);
    expect(sample.closedGradientMax).toBe(0);
  }
);

test.each<Changes>([
  { bias: true },
  { activation: 'sigmoid' },
  { bias: true, activation: 'sigmoid' }
])('of %j the first layer and the outputs alone are certified', changes => {
  const run = trainWith({ ...changes, steps: 200 });
  expect(run.openFraction).toBeLessThan(0.9);
  expect(run.closedGradientMax).toBeNaN();
  expect([run.closedFirstLayerMax, run.closedOutputSpread]).toEqual([0, 0]);
});

test('the certificate is the largest gradient and spread of closed steps, and tells of NaN', () => {
  const architecture: Architecture = {
    widths: [2, 3, 2],
    bias: [false, false],
    activation: 'tanh',
    skips: [-1, -1]
  };
  const { machine } = newMachine({ architecture, rows: 2 });
  const certificate = new Certificate(architecture);
  const numbers = (): number[] => [
    certificate.gradientMax,
    certificate.firstLayerMax,
    certificate.outputSpread
  ];
  expect(numbers()).toEqual([0, 0, 0]);
  machine.weightGradientRow(0, 1)[2] = -0.25;
  machine.weightGradientRow(1, 2)[0] = 0.5;
  machine.output[machine.outputRow + 1] = 0.125;
  certificate.add(machine, 2, 1);
  expect(numbers()).toEqual([0.5, 0.25, 0.125]);
  machine.output[machine.outputRow + 1] = 9;
  machine.weightGradientRow(1, 2)[0] = 0;
  certificate.add(machine, 2, 2);
  expect(numbers()).toEqual([0.5, 0.25, 0.125]);
  machine.weightGradientRow(0, 0)[0] = NaN;
  certificate.add(machine, 2, 2);
  expect(numbers()).toEqual([NaN, NaN, 0.125]);
});

test('the book tells open masks of all, useful of taken steps, and the first open one, from 1', () => {
  const { architecture, layout } = subjectOf({ model: 'site', widths: [2, 1, 1], site: 0.5 });
  const ledger = new Ledger(architecture, layout, 4, { reach: false, weights: false });
  const enter = (step: number, flags: number[]): number => {
    const words = new Uint32Array(4 * layout.words);
    flags.forEach((flag, mask) => (words[mask * layout.words] = flag));
    return ledger.enter(step, words);
  };
  expect([ledger.firstOpenStep, ledger.openFraction]).toEqual([Infinity, NaN]);
  expect(enter(0, [0, 0, 0, 0])).toBe(0);
  expect(ledger.firstOpenStep).toBe(Infinity);
  expect(enter(3, [0, 1, 0, 1])).toBe(2);
  expect(enter(4, [1, 0, 0, 0])).toBe(1);
  const { firstOpenStep, taken, useful, openFraction } = ledger;
  expect({ firstOpenStep, taken, useful, openFraction }).toEqual({
    firstOpenStep: 4,
    taken: 3,
    useful: 2,
    openFraction: 3 / 12
  });
});

const BIASED = REMOVALS.flatMap(removed =>
  (['relu', 'leaky_relu', 'tanh', 'linear', 'sigmoid', 'gelu'] as const).map(activation => ({
    ...removed,
    activation
  }))
);

test.each(BIASED)(
  '$model $skips, $activation with biases: on a closed step the input is not seen and the first layer rests',
  ({ activation, ...removed }) => {
    const { made, architecture, next } = closable(removed, activation, true, 'cross_entropy', 1);
    const { machine } = made;
    machine.labels[0] = 1;
    let seen = 0;
    for (let i = 0; i < MASKS; i++) {
      const isOpen = next();
      const inputs = [
        [1, -2, 0.5],
        [-0.3, 4, 2]
      ];
      const [one, other] = inputs.map(input => {
        machine.input.set(input);
        const loss = machine.gradient(1);
        const last = [...machine.biasGradient(architecture.widths.length - 2)];
        return { loss, first: gradientOf(machine, architecture, [0]), last };
      });
      seen += one.loss === other.loss ? 0 : 1;
      if (!isOpen) {
        expect(other.loss).toBe(one.loss);
        expect([...one.first, ...other.first].every(isZero)).toBe(true);
        expect(one.last.every(isZero)).toBe(false);
      }
    }
    expect(seen).toBeGreaterThan(0);
  }
);

/** 320 rows, 77 of 100 of class 1; the class is the sign of the only input that is not noise. */
function unevenData(): Dataset {
  const rows = 320;
  const stream = streamOf('closed step', Purpose.data);
  const y = Int32Array.from({ length: rows }, (_, row) => (row % 100 < 77 ? 1 : 0));
  const x = Float32Array.from({ length: 2 * rows }, () => stream.normal());
  y.forEach((label, row) => (x[2 * row] = label === 1 ? 1 : -1));
  const examples = { x, y, targets: null };
  return {
    name: 'uneven',
    inputs: 2,
    outputs: 2,
    task: 'classification',
    train: examples,
    test: examples
  };
}

const DEEP: Changes = {
  widths: [2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2],
  bias: true,
  p: 0.9,
  steps: 2000,
  batch: 32,
  traceLength: 4
};

test('with biases and no open path the loss falls to the entropy of the labels', () => {
  const data = unevenData();
  const share = data.train.y.reduce((sum, label) => sum + label, 0) / data.train.y.length;
  const entropy = -share * Math.log(share) - (1 - share) * Math.log(1 - share);
  const run = train(taskWith(DEEP), data, keyFromSeed('entropy'), 0, 0);
  const { openFraction, trace, blind } = run;
  expect([openFraction, run.closedFirstLayerMax, run.closedOutputSpread]).toEqual([0, 0, 0]);
  expect(blind.loss).toBeCloseTo(entropy, 12);
  expect(blind.accuracy).toBe(share);
  // Windows of 500 steps are 50 whole passes, so no label is over-represented in their mean.
  expect(trace.loss[0]).toBeGreaterThan(entropy + 0.003);
  expect(Math.abs(trace.loss[3] - entropy)).toBeLessThan(0.002);
});

test('with biases and no open path the squared error falls to the variance of the targets', () => {
  const { train: examples, ...data } = unevenData();
  const stream = streamOf('targets', Purpose.data);
  const targets = examples.x.map(() => 0.5 + stream.normal());
  const means = [0, 1].map(
    j => targets.reduce((sum, t, i) => sum + (i % 2 === j ? t : 0), 0) / 320
  );
  const variance = targets.reduce((sum, t, i) => sum + (t - means[i % 2]) ** 2, 0) / targets.length;
  const set = { ...examples, y: new Int32Array(320), targets };
  const regression: Dataset = { ...data, task: 'regression', train: set, test: set };
  const run = train(taskWith({ ...DEEP, loss: 'mse' }), regression, keyFromSeed('variance'), 0, 0);
  expect(run.openFraction).toBe(0);
  expect(run.blind.loss).toBeCloseTo(variance, 6);
  expect(run.trace.loss[0]).toBeGreaterThan(variance + 0.003);
  expect(Math.abs(run.trace.loss[3] / variance - 1)).toBeLessThan(0.02);
});
