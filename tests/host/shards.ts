// Hand-made plans for the hosts to run.

import type { Dataset } from '../../src/engine/dropout/dataset';
import { TEACHER } from '../../src/engine/dropout/data/teacher';
import { constantRates } from '../../src/engine/dropout/removal';
import type { TrainingTask } from '../../src/engine/dropout/task';
import { rectangular } from '../../src/engine/network/layered';
import { keyFromSeed } from '../../src/engine/random/seed';
import type { PercolationTask, Subject } from '../../src/engine/percolation/task';
import type { Removal } from '../../src/engine/percolation/removal';
import type { Shard } from '../../src/engine/shard';

const key = keyFromSeed('hosts');

function layered(width: number, depth: number, removal: Removal): Subject {
  const layers = rectangular(width, depth);
  return { network: { is: 'layers', layers, sparse: null }, removal, model: 'mixed' };
}

/** Exact shards that take microseconds. */
export function exactShards(count: number): Shard[] {
  return Array.from({ length: count }, (_, index) => {
    const removal = { site: (index % 97) / 97, bond: (index % 3) / 10 };
    const subject = layered(2 + (index % 5), 1 + (index % 40), removal);
    const task: PercolationTask = { kind: 'exact', subject, enumerate: false };
    return { index, key, cell: index, block: 0, task, seconds: 1e-5 };
  });
}

/** Monte Carlo shards of very different lengths: none at all up to about `longest` trials. */
export function monteCarloShards(count: number, longest: number): Shard[] {
  return Array.from({ length: count }, (_, index) => {
    const task: PercolationTask = {
      kind: 'trials',
      subject: layered(6, 12, { site: 0.3, bond: 0.2 }),
      sampler: 'lazy geometric',
      trials: Math.floor(longest * ((index * 7919) % 100) * 0.01)
    };
    return { index, key, cell: index % 7, block: index, task, seconds: 1e-3 };
  });
}

/** One shard that runs for minutes. */
export function endlessShard(index = 0): Shard {
  const task: PercolationTask = {
    kind: 'trials',
    subject: layered(64, 64, { site: 0.5, bond: 0.5 }),
    sampler: 'bit-parallel',
    trials: 1e12
  };
  return { index, key, cell: 0, block: 0, task, seconds: 1e6 };
}

/** A shard that the engine refuses: there is no such cell. */
export function brokenShard(index: number): Shard {
  return { ...endlessShard(index), cell: -1 };
}

const training: TrainingTask = {
  architecture: {
    widths: [3, 5, 5, 2],
    bias: [false, false, false],
    activation: 'tanh',
    skips: [-1, -1, -1]
  },
  init: 'preserving',
  loss: 'cross_entropy',
  removal: {
    model: 'site',
    site: constantRates(0.4, 2),
    bond: constantRates(0, 3),
    removableSkips: false
  },
  mask: 'step',
  rescale: false,
  arm: 'dropout',
  steps: 40,
  batch: 8,
  optimizer: {
    name: 'sgd',
    rate: 0.1,
    schedule: { name: 'constant', every: 0, factor: 1 },
    momentum: 0,
    beta1: 0,
    beta2: 0,
    epsilon: 0,
    decay: 0,
    clip: 2
  },
  traceLength: 10,
  passes: 2,
  countsWeights: true,
  teacher: TEACHER
};

/** Short training runs. */
export function trainingShards(count: number): Shard[] {
  return Array.from({ length: count }, (_, index) => ({
    index,
    key,
    cell: 0,
    block: index,
    task: { kind: 'train', training },
    seconds: 1e-2
  }));
}

/** Short training runs on single rows, five in a cell: they go abreast. */
export function rowShards(count: number): Shard[] {
  const rows = { ...training, batch: 1 };
  return trainingShards(count).map(shard => ({
    ...shard,
    cell: Math.floor(shard.index / 5),
    block: shard.index % 5,
    task: { kind: 'train', training: rows }
  }));
}

/** A small data set; other `offset`s give other data. */
export function smallData(offset: number): Dataset {
  const rows = 50;
  const x = Float32Array.from({ length: rows * 3 }, (_, i) =>
    Math.fround(((i * 37 + offset) % 11) - 5)
  );
  const y = Int32Array.from({ length: rows }, (_, i) => (i * 5 + offset) % 2);
  return {
    name: `small ${offset}`,
    inputs: 3,
    outputs: 2,
    task: 'classification',
    train: { x, y, targets: null },
    test: null
  };
}
