// The optimisers against references written element by element from their equations (as torch.optim has them), in double
// precision, and the schedules of the learning rate.

import { momentsOf, Optimizer, rateAt } from '../../../src/engine/dropout/optimizer';
import type { Machine } from '../../../src/engine/dropout/machine';
import type { OptimizerSettings } from '../../../src/engine/dropout/task';
import { newMachine, streamOf } from './machines';
import { DESCENT } from './task';

const WIDTHS = [3, 5, 2];
const STEPS = 8;

type Settings = Pick<OptimizerSettings, 'name' | 'momentum' | 'decay' | 'clip'>;

const CASES = (
  [
    { name: 'sgd', momentum: 0 },
    { name: 'sgd', momentum: 0.9 },
    { name: 'nesterov', momentum: 0.8 },
    { name: 'adam', momentum: 0 },
    { name: 'adamw', momentum: 0 }
  ] as const
).flatMap(kind =>
  [0, 0.05].flatMap(decay =>
    [null, 0.7, 1e6].flatMap(clip => [false, true].map(bias => ({ ...kind, decay, clip, bias })))
  )
);

function machineFor(settings: OptimizerSettings, bias: boolean): Machine {
  const architecture = {
    widths: WIDTHS,
    bias: [bias, bias],
    activation: 'tanh' as const,
    skips: [-1, -1]
  };
  return newMachine({
    architecture,
    rows: 2,
    moments: momentsOf(settings),
    decays: settings.decay !== 0
  }).machine;
}

/** All numbers of a machine or of its gradient: weights first, then biases. */
function rowsOf(machine: Machine, of: 'values' | 'gradient'): Float32Array[] {
  const weights = WIDTHS.slice(0, -1).flatMap((width, l) =>
    Array.from({ length: width }, (_, i) =>
      of === 'values' ? machine.weightRow(l, i) : machine.weightGradientRow(l, i)
    )
  );
  const biases = [0, 1].map(l => (of === 'values' ? machine.biases(l) : machine.biasGradient(l)));
  return [...weights, ...biases];
}

const flat = (rows: Float32Array[]): number[] => rows.flatMap(row => [...row]);

/** One step of the equations; state is carried in the arrays. */
function referenceStep(
  settings: OptimizerSettings,
  t: number,
  rate: number,
  values: number[],
  first: number[],
  second: number[],
  gradient: readonly number[],
  weights: number
): void {
  const { name, momentum, beta1, beta2, epsilon, decay, clip } = settings;
  const norm = Math.hypot(...gradient);
  const factor = clip !== null && norm > clip ? clip / norm : 1;
  gradient.forEach((raw, i) => {
    const own = i < weights ? decay : 0;
    let g = factor * raw;
    if (name === 'adamw') {
      values[i] -= rate * own * values[i];
    } else {
      g += own * values[i];
    }
    if (name === 'sgd' || name === 'nesterov') {
      first[i] = momentum * first[i] + g;
      values[i] -= rate * (name === 'nesterov' ? g + momentum * first[i] : first[i]);
      return;
    }
    first[i] = beta1 * first[i] + (1 - beta1) * g;
    second[i] = beta2 * second[i] + (1 - beta2) * g * g;
    const mean = first[i] / (1 - beta1 ** t);
    values[i] -= (rate * mean) / (Math.sqrt(second[i] / (1 - beta2 ** t)) + epsilon);
  });
}

test.each(CASES)(
  '$name momentum $momentum, decay $decay, clip $clip, bias $bias',
  ({ bias, ...changes }) => {
    const settings: OptimizerSettings = {
      ...DESCENT,
      ...(changes satisfies Settings),
      rate: 0.3,
      epsilon: 1e-3,
      schedule: { name: 'cosine', every: 0, factor: 1 }
    };
    const stream = streamOf('optimizer');
    const machine = machineFor(settings, bias);
    const values = rowsOf(machine, 'values');
    const gradients = rowsOf(machine, 'gradient');
    values.forEach(row => row.forEach((_, j) => (row[j] = stream.normal())));
    const reference = flat(values);
    const [first, second] = [reference.map(() => 0), reference.map(() => 0)];
    const optimizer = new Optimizer(settings, STEPS);

    for (let step = 0; step < STEPS; step++) {
      // Step 5 has no gradient at all, as a closed step.
      const size = step === 5 ? 0 : 1;
      gradients.forEach(row => row.forEach((_, j) => (row[j] = size * stream.normal())));
      const gradient = flat(gradients);
      const squares = machine.squares();
      expect(squares).toBeCloseTo(
        gradient.reduce((sum, g) => sum + g * g, 0),
        9
      );
      machine.update(optimizer.next(step, squares));
      const rate = (0.3 * (1 + Math.cos((Math.PI * step) / (STEPS - 1)))) / 2;
      referenceStep(settings, step + 1, rate, reference, first, second, gradient, 25);
      flat(values).forEach((value, i) => expect(value).toBeCloseTo(reference[i], 5));
    }
  }
);

test('a zero gradient is a zero update only without momentum, moments and decay', () => {
  const moved = (changes: Partial<OptimizerSettings>): boolean => {
    const settings = { ...DESCENT, ...changes };
    const machine = machineFor(settings, false);
    const [values, gradients] = [rowsOf(machine, 'values'), rowsOf(machine, 'gradient')];
    values.forEach(row => row.fill(1));
    const optimizer = new Optimizer(settings, 3);
    gradients.forEach(row => row.fill(0.25));
    machine.update(optimizer.next(0, machine.squares()));
    const before = flat(values);
    gradients.forEach(row => row.fill(0));
    machine.update(optimizer.next(1, 0));
    const moves = flat(values).some((value, i) => value !== before[i]);
    return moves;
  };
  expect(moved({})).toBe(false);
  expect(moved({ momentum: 0.9 })).toBe(true);
  expect(moved({ name: 'nesterov', momentum: 0.9 })).toBe(true);
  expect(moved({ decay: 0.1 })).toBe(true);
  expect(moved({ name: 'adam' })).toBe(true);
  expect(moved({ name: 'adamw' })).toBe(true);
});

test('the learning rate follows its schedule', () => {
  const rates = (schedule: OptimizerSettings['schedule'], steps: number): number[] =>
    Array.from({ length: steps }, (_, step) =>
      rateAt({ ...DESCENT, rate: 0.5, schedule }, step, steps)
    );
  expect(rates({ name: 'constant', every: 1, factor: 0.1 }, 3)).toEqual([0.5, 0.5, 0.5]);
  expect(rates({ name: 'step', every: 2, factor: 0.5 }, 7)).toEqual([
    0.5, 0.5, 0.25, 0.25, 0.125, 0.125, 0.0625
  ]);
  rates({ name: 'step', every: 1, factor: 0.9 }, 60).forEach((rate, step) =>
    expect(rate / (0.5 * 0.9 ** step)).toBeCloseTo(1, 12)
  );
  const cosine = rates({ name: 'cosine', every: 1, factor: 1 }, 5);
  expect([cosine[0], cosine[2], cosine[4]]).toEqual([0.5, 0.25, 0]);
  expect(cosine[1]).toBeCloseTo(0.25 * (1 + Math.SQRT1_2), 12);
  expect(rates({ name: 'cosine', every: 1, factor: 1 }, 1)).toEqual([0.5]);
});
