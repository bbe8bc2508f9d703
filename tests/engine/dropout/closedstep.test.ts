// Steps without an open path (docs/theory.md, section 5): without biases and with sigma(0) = 0 nothing moves, to the
// bit; with biases the output still does not depend on the input, and the predictor drifts to the label frequencies.

import { Bookkeeping } from '../../../src/engine/dropout/bookkeeping';
import type { Dataset } from '../../../src/engine/dropout/dataset';
import { BatchGradient } from '../../../src/engine/dropout/gradient';
import { freeMasks, fullMask, type Mask, type Model } from '../../../src/engine/dropout/masks';
import { newNetwork, type Network } from '../../../src/engine/dropout/network';
import { OpenPath } from '../../../src/engine/dropout/openpath';
import type { Activation, TrainingTask } from '../../../src/engine/dropout/task';
import { train } from '../../../src/engine/dropout/train';
import { keyFromSeed } from '../../../src/engine/random/seed';
import { Purpose, Stream } from '../../../src/engine/random/stream';
import { taskWith, trainWith } from './task';

const WIDTHS = [3, 4, 3, 4, 2];
const BATCH = 4;
const MASKS = 60;
const MODELS: Model[] = ['site', 'bond'];
/** About half of the masks are closed. */
const P = { site: 0.65, bond: 0.72 };

function streamOf(purpose: Purpose): Stream {
  return new Stream(keyFromSeed('closed step'), 0, 0, purpose);
}

function randomNetwork(activation: Activation, bias: boolean): Network {
  const network = newNetwork(WIDTHS, activation, bias, Float32Array);
  const stream = streamOf(Purpose.weights);
  for (const values of [network.parameters.weights, network.parameters.biases]) {
    values.set(values.map(() => stream.normal()));
  }
  return network;
}

/** Masks of the model, each with whether it leaves a path; some do and some do not. */
function drawMasks(model: Model): { mask: Mask; isOpen: boolean }[] {
  const draw = freeMasks(P[model], streamOf(Purpose.masks));
  const openPath = new OpenPath(model, WIDTHS);
  const drawn = Array.from({ length: MASKS }, () => {
    const mask = fullMask(model, WIDTHS);
    draw(mask);
    return { mask, isOpen: openPath.exists(mask) };
  });
  const open = drawn.filter(({ isOpen }) => isOpen).length;
  expect(Math.min(open, MASKS - open)).toBeGreaterThan(MASKS / 5);
  return drawn;
}

function randomBatch(network: Network, model: Model, loss: TrainingTask['loss']): BatchGradient {
  const pass = new BatchGradient(network, loss, model, 1, BATCH);
  const stream = streamOf(Purpose.data);
  pass.input.set(pass.input.map(() => stream.normal()));
  return pass;
}

const isZero = (value: number): boolean => value === 0;

const SILENT = MODELS.flatMap(model =>
  (['relu', 'tanh', 'linear'] as const).flatMap(activation =>
    (['cross_entropy', 'mse'] as const).map(loss => ({ model, activation, loss }))
  )
);

test.each(SILENT)(
  '$model, $activation, $loss: every weight has gradient 0 on every closed step',
  ({ model, activation, loss }) => {
    const pass = randomBatch(randomNetwork(activation, false), model, loss);
    let moving = 0;
    for (const { mask, isOpen } of drawMasks(model)) {
      pass.compute(Int32Array.of(0, 1, 1, 0), [mask]);
      const isStill = pass.parameters.weights.every(isZero);
      moving += isStill ? 0 : 1;
      expect(isOpen || isStill).toBe(true);
    }
    expect(moving).toBeGreaterThan(0);
  }
);

test.each(SILENT)(
  '$model, $activation, $loss: a run certifies it, with a mask a step or a sample',
  ({ model, activation, loss }) => {
    const p = { site: 0.6, bond: 0.8 }[model];
    const step = trainWith({ model, activation, loss, p });
    expect(step.openFraction).toBeGreaterThan(0.2);
    expect(step.openFraction).toBeLessThan(0.8);
    const sample = trainWith({ model, activation, loss, p: 0.95, mask: 'sample', batch: 2 });
    expect(sample.firstOpenStep).toBeGreaterThan(1);
    expect([step.closedGradientMax, sample.closedGradientMax]).toEqual([0, 0]);
  }
);

test.each<Partial<TrainingTask>>([
  { bias: true },
  { activation: 'sigmoid' },
  { bias: true, activation: 'sigmoid' }
])('nothing is certified with %j', changes => {
  expect(trainWith(changes).closedGradientMax).toBeNaN();
});

test('the certificate is the largest gradient of closed steps, and tells of NaN', () => {
  const book = new Bookkeeping(true);
  book.add(1, 4, Float32Array.of(9, -9));
  expect(book.closedGradientMax).toBe(0);
  book.add(0, 4, Float32Array.of(0.25, -0.5));
  book.add(0, 4, Float32Array.of(0, 0.125));
  expect(book.closedGradientMax).toBe(0.5);
  book.add(0, 4, Float32Array.of(NaN, 0));
  expect(book.closedGradientMax).toBeNaN();
  expect(book.openFraction).toBe(1 / 16);
});

test('the first open step counts from 1, and is Infinity where there was none', () => {
  const book = new Bookkeeping(true);
  book.add(0, 2, Float32Array.of(0));
  expect(book.firstOpenStep).toBe(Infinity);
  book.add(2, 2, Float32Array.of(1));
  book.add(1, 2, Float32Array.of(1));
  expect(book.firstOpenStep).toBe(2);
});

const BIASED = MODELS.flatMap(model =>
  (['relu', 'tanh', 'linear', 'sigmoid'] as const).map(activation => ({ model, activation }))
);

test.each(BIASED)(
  '$model, $activation with biases: on a closed step the input is not seen and the first layer rests',
  ({ model, activation }) => {
    const network = randomNetwork(activation, true);
    const pass = new BatchGradient(network, 'cross_entropy', model, 1, 1);
    const { layerWeights, layerBiases } = pass.parameters;
    let seen = 0;
    for (const { mask, isOpen } of drawMasks(model)) {
      const inputs = [Float32Array.of(1, -2, 0.5), Float32Array.of(-0.3, 4, 2)];
      const [one, other] = inputs.map(input => {
        pass.input.set(input);
        return { loss: pass.compute(Int32Array.of(1), [mask]), first: layerWeights[0].slice() };
      });
      seen += one.loss === other.loss ? 0 : 1;
      if (!isOpen) {
        expect(other.loss).toBe(one.loss);
        expect([...one.first, ...other.first].every(isZero)).toBe(true);
        expect(layerBiases!.at(-1)!.every(isZero)).toBe(false);
      }
    }
    expect(seen).toBeGreaterThan(0);
  }
);

/** 320 rows, 77 of 100 of class 1; the class is the sign of the only input that is not noise. */
function unevenData(): Dataset {
  const rows = 320;
  const stream = streamOf(Purpose.data);
  const y = Int32Array.from({ length: rows }, (_, row) => (row % 100 < 77 ? 1 : 0));
  const x = Float32Array.from({ length: 2 * rows }, () => stream.normal());
  y.forEach((label, row) => (x[2 * row] = label === 1 ? 1 : -1));
  return { name: 'uneven', inputs: 2, classes: 2, train: { x, y }, test: { x, y } };
}

test('with biases and no open path the loss falls to the entropy of the labels', () => {
  const data = unevenData();
  const share = data.train.y.reduce((sum, label) => sum + label, 0) / data.train.y.length;
  const entropy = -share * Math.log(share) - (1 - share) * Math.log(1 - share);
  const task = taskWith({
    widths: [2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2],
    bias: true,
    p: 0.9,
    steps: 2000,
    batch: 32,
    traceLength: 4
  });
  const { openFraction, trace } = train(task, data, keyFromSeed('entropy'), 0, 0);
  expect(openFraction).toBe(0);
  // Windows of 500 steps are 50 whole passes, so no label is over-represented in their mean.
  expect(trace.loss[0]).toBeGreaterThan(entropy + 0.003);
  expect(Math.abs(trace.loss[3] - entropy)).toBeLessThan(0.002);
});
