// The compiled kernels and their plain twin on the same random networks, masks and batches: the same bits everywhere.

import { constantRates, type Model, type Removal } from '../../../src/engine/dropout/removal';
import type { Activation, Architecture } from '../../../src/engine/dropout/architecture';
import { Machine, type Update } from '../../../src/engine/dropout/machine';
import { maskLayout } from '../../../src/engine/dropout/mask';
import { drawFreeMasks } from '../../../src/engine/dropout/masks';
import type { Loss, OptimizerSettings } from '../../../src/engine/dropout/task';
import {
  ACTIVATIONS,
  compiledTraining,
  LOSSES,
  OPTIMIZERS,
  type TrainingKernel
} from '../../../src/engine/kernels/trainingkernel';
import { plainTraining } from '../../../src/engine/kernels/trainingplain';
import { laneStates } from '../../../src/engine/random/lanes';
import { keyFromSeed } from '../../../src/engine/random/seed';
import { Purpose, Stream } from '../../../src/engine/random/stream';

const KEY = keyFromSeed('machine');

/** Cases with narrow layers, and all of them. */
const NARROW = 150;
const CASES = 200;

interface Case {
  readonly name: string;
  readonly architecture: Architecture;
  readonly loss: Loss;
  readonly model: Model;
  readonly p: number;
  readonly rows: number;
  readonly own: boolean;
  readonly gain: number;
  /** Of the weights; large ones give outputs whose exponentials vanish. */
  readonly size: number;
  readonly optimizer: OptimizerSettings['name'];
  readonly hasTargets: boolean;
}

function pick<T>(from: readonly T[], stream: Stream): T {
  return from[stream.integer(from.length)];
}

/** A random case; identity skips stand between layers of equal width. The last are wide enough for sparse products. */
function randomCase(index: number): Case {
  const stream = new Stream(KEY, index, 0, Purpose.data);
  const depth = stream.integer(4);
  const widest = index < NARROW ? 20 : 90;
  const width = 1 + stream.integer(widest);
  const model = pick<Model>(['site', 'site', 'bond', 'mixed', 'blocks'], stream);
  const hasSkips = model === 'blocks' || stream.bernoulli(0.3);
  const widths = [1 + stream.integer(widest)];
  for (let l = 0; l < depth; l++) {
    widths.push(hasSkips ? width : 1 + stream.integer(widest));
  }
  widths.push(1 + stream.integer(6));
  const skips = widths.slice(1).map((_, l) => (hasSkips && l > 0 && l < depth ? l : -1));
  const bias = widths.slice(1).map(() => stream.bernoulli(0.5));
  const activation = pick<Activation>(ACTIVATIONS, stream);
  const loss = pick<Loss>(LOSSES, stream);
  const rows = pick([1, 2, 3, 4, 5, 8, 13], stream);
  const own = rows > 1 && stream.bernoulli(0.4);
  const made: Omit<Case, 'name'> = {
    architecture: { widths, bias, activation, skips },
    loss,
    model,
    p: pick([0.1, 0.5, 0.9], stream),
    rows,
    own,
    gain: pick([1, 1.7], stream),
    size: index % 10 === 9 ? 8 : 0.7,
    optimizer: pick(OPTIMIZERS, stream),
    hasTargets: loss === 'mse' && stream.bernoulli(0.5)
  };
  return { ...made, name: `${index}: ${widths.join('-')} ${activation} ${model} ${rows} rows` };
}

/** Numbers of a run on one kernel, step by step. */
function run(test: Case, kernel: TrainingKernel, steps: number): number[] {
  const { architecture, model, p, rows, gain } = test;
  const { widths, skips } = architecture;
  const removal: Removal = {
    model,
    site: constantRates(
      p,
      model === 'blocks' ? skips.filter(s => s >= 0).length : widths.length - 2
    ),
    bond: constantRates(p, widths.length - 1),
    removableSkips: model === 'bond' || model === 'mixed'
  };
  const layout = maskLayout(architecture, removal);
  const machine = new Machine(
    {
      architecture,
      loss: test.loss,
      batch: rows,
      rows,
      layout,
      masks: test.own ? rows : 1,
      moments: test.optimizer.startsWith('adam') ? 2 : test.own ? 1 : 0,
      decays: test.own,
      hasTargets: test.hasTargets
    },
    kernel
  );
  const stream = new Stream(KEY, 1, 0, Purpose.weights);
  for (let l = 0; l < machine.depth; l++) {
    for (let i = 0; i < widths[l]; i++) {
      machine.weightRow(l, i).forEach((_, j, row) => (row[j] = stream.normal() * test.size));
    }
    machine.biases(l).forEach((_, j, row) => (row[j] = stream.normal() * 0.3));
  }
  const gains = widths.slice(1).map(() => gain);
  machine.setFactors({ units: gains.slice(1), weights: gains, skips: gains, blocks: gains });
  machine.obeyMasks(true);
  const state = laneStates(KEY, 0, 0, Purpose.masks);
  const found: number[] = [];
  for (let step = 1; step <= steps; step++) {
    const rates = { site: removal.site.from, bond: removal.bond.from };
    drawFreeMasks(layout, rates, state, machine.masks, 0, test.own ? rows : 1, machine.draw);
    for (let row = 0; row < rows; row++) {
      for (let i = 0; i < widths[0]; i++) {
        machine.input[row * machine.inputRow + i] = stream.normal();
      }
      machine.labels[row] = stream.integer(widths.at(-1)!);
    }
    machine.targets.forEach((_, i, targets) => (targets[i] = stream.normal()));
    found.push(machine.gradient(rows));
    for (let l = 0; l < machine.depth; l++) {
      // The gradient of a single row is not written out.
      for (let i = 0; i < widths[l] && rows > 1; i++) {
        found.push(...machine.weightGradientRow(l, i));
      }
      found.push(...machine.biasGradient(l));
    }
    found.push(machine.squares(), machine.layerSquares(0));
    const largest = new Float64Array(machine.depth);
    machine.largest(largest);
    found.push(...largest);
    const update: Update = {
      name: test.optimizer,
      rate: 0.05,
      scale: 0.8,
      decay: test.own ? 0.01 : 0,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-8,
      adamRate: 0.05 / (1 - 0.9 ** step),
      adamRoot: Math.sqrt(1 - 0.999 ** step)
    };
    machine.update(update);
  }
  machine.obeyMasks(false);
  machine.forward(rows);
  found.push(machine.loss(rows));
  for (let row = 0; row < rows; row++) {
    const first = row * machine.outputRow;
    found.push(...machine.output.subarray(first, first + widths.at(-1)!));
  }
  for (let l = 0; l < machine.depth; l++) {
    for (let i = 0; i < widths[l]; i++) {
      found.push(...machine.weightRow(l, i));
    }
    found.push(...machine.biases(l));
  }
  return found;
}

test.each(Array.from({ length: CASES }, (_, index) => randomCase(index)))(
  'the kernels give the bits of their twin: $name',
  made => {
    const compiled = compiledTraining();
    expect(compiled).not.toBeNull();
    const ours = run(made, compiled!, 3);
    const plain = run(made, plainTraining(), 3);
    expect(ours.length).toBe(plain.length);
    expect(ours.slice(0, 20).every(Number.isFinite)).toBe(true);
    const differs = ours.findIndex((value, i) => !Object.is(value, plain[i]));
    expect({ differs, ours: ours[differs], plain: plain[differs] }).toEqual({ differs: -1 });
  }
);

test('a flag behind the last unit of a row adds nothing, however large the input', () => {
  const architecture = { widths: [1, 3], activation: 'tanh', bias: [false], skips: [-1] } as const;
  const none = constantRates(0, 0);
  const removal: Removal = {
    model: 'bond',
    site: none,
    bond: constantRates(0.5, 1),
    removableSkips: false
  };
  const layout = maskLayout(architecture, removal);
  const room = {
    architecture,
    layout,
    loss: 'mse',
    batch: 1,
    rows: 1,
    masks: 1,
    moments: 0,
    decays: false,
    hasTargets: false
  } as const;
  for (const kernel of [compiledTraining()!, plainTraining()]) {
    const machine = new Machine(room, kernel);
    machine.obeyMasks(true);
    machine.masks[0] = 0b1000;
    machine.input[0] = 1e30;
    machine.gradient(1);
    expect(machine.squares()).toBe(0);
  }
});
