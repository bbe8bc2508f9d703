// The training task that tests begin with: a small network that fails by closed paths about half of the time.

import { TEACHER } from '../../../src/engine/dropout/data/teacher';
import { constantRates, type Model, type Removal } from '../../../src/engine/dropout/removal';
import type {
  OptimizerSettings,
  TrainingOutcome,
  TrainingTask
} from '../../../src/engine/dropout/task';
import { train } from '../../../src/engine/dropout/train';
import { keyFromSeed } from '../../../src/engine/random/seed';

/** Plain descent, clipped. */
export const DESCENT: OptimizerSettings = {
  name: 'sgd',
  rate: 0.1,
  schedule: { name: 'constant', every: 0, factor: 1 },
  momentum: 0,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  decay: 0,
  clip: 2
};

/** What a test changes in the task; `widths`, `activation` and `p` stand for an architecture and its removals. */
export interface Changes extends Partial<Omit<TrainingTask, 'architecture' | 'removal'>> {
  readonly widths?: readonly number[];
  readonly activation?: TrainingTask['architecture']['activation'];
  /** On every layer, or none. */
  readonly bias?: boolean;
  readonly skips?: readonly number[];
  readonly model?: Model;
  /** Removal probability of all that the model removes. */
  readonly p?: number;
  readonly removableSkips?: boolean;
}

/** A removal model with one rate. */
export function removalWith(
  model: Model,
  p: number,
  skips: readonly number[],
  removableSkips = false
): Removal {
  const layers = skips.length;
  const blocks = skips.filter(source => source >= 0).length;
  return {
    model,
    site: constantRates(model === 'bond' ? 0 : p, model === 'blocks' ? blocks : layers - 1),
    bond: constantRates(model === 'bond' || model === 'mixed' ? p : 0, layers),
    removableSkips
  };
}

/** A task: the study's defaults on a small network, and what is changed in it. */
export function taskWith(changes: Changes): TrainingTask {
  const {
    widths = [5, 3, 3, 2],
    activation = 'tanh',
    bias = false,
    skips = widths.slice(1).map(() => -1),
    model = 'site',
    p = 0.6,
    removableSkips = false,
    ...others
  } = changes;
  return {
    architecture: { widths, activation, bias: skips.map(() => bias), skips },
    removal: removalWith(model, p, skips, removableSkips),
    init: 'preserving',
    loss: 'cross_entropy',
    mask: 'step',
    rescale: false,
    arm: 'dropout',
    steps: 40,
    batch: 8,
    optimizer: DESCENT,
    traceLength: 0,
    passes: 0,
    countsWeights: false,
    teacher: { ...TEACHER, train: 400, test: 100 },
    ...others
  };
}

/** Trains on the teacher. */
export function trainWith(changes: Changes, replicate = 0, seed = 'train'): TrainingOutcome {
  return train(taskWith(changes), null, keyFromSeed(seed), 0, replicate);
}
