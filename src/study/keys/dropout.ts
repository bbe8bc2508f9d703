// Keys of a training study, between those of the data and the seed.

import type { Key, Kind } from '../key';
import { OPTIMIZER_KEYS } from './optimizer';

const DROPOUT: readonly Kind[] = ['dropout'];

/** Most steps of a run. */
export const MOST_STEPS = 1e8;

export const DROPOUT_KEYS: readonly Key[] = [
  {
    path: 'arms',
    studies: DROPOUT,
    type: { is: 'choice', of: ['dropout', 'conditioned', 'intact', 'thinned', 'time_changed'] },
    takes: 'list',
    default: ['dropout', 'conditioned', 'intact'],
    about:
      'dropout: the model itself; conditioned: only masks with an open path, same p; intact: p = 0; thinned: p = 0, each step skipped with probability 1 - theta; time_changed: conditioned, as many steps as dropout has open ones.'
  },
  {
    path: 'steps',
    studies: DROPOUT,
    type: { is: 'integer', min: 1, max: MOST_STEPS },
    takes: 'axis',
    default: 2000,
    about: 'Training steps, T.'
  },
  {
    path: 'replicates',
    studies: DROPOUT,
    type: { is: 'integer', min: 1, max: 1e4 },
    takes: 'one',
    default: 12,
    about: 'Independent repetitions of each cell: own data, weights, batches and masks.'
  },
  {
    path: 'batch',
    studies: DROPOUT,
    type: { is: 'integer', min: 1, max: 1e6 },
    takes: 'axis',
    default: 32,
    about: 'Samples of one step.'
  },
  ...OPTIMIZER_KEYS,
  {
    path: 'mask',
    studies: DROPOUT,
    type: { is: 'choice', of: ['step', 'sample', 'epoch'] },
    takes: 'axis',
    default: 'step',
    about:
      'One mask for all samples of a step, one for each sample, or one for each pass over the training set (epoch).'
  },
  {
    path: 'rescale',
    studies: DROPOUT,
    type: { is: 'boolean' },
    takes: 'axis',
    default: false,
    about: 'Inverted dropout: kept elements are divided by 1 - p while training.'
  },
  {
    path: 'loss',
    studies: DROPOUT,
    type: { is: 'choice', of: ['cross_entropy', 'mse'] },
    takes: 'axis',
    about:
      'Softmax cross-entropy, or mean squared error over outputs and samples, from targets or one-hot classes. cross_entropy for classification if not given; regression takes mse.'
  },
  {
    path: 'passes',
    studies: DROPOUT,
    type: { is: 'integer', min: 0, max: 1e4 },
    takes: 'one',
    default: 20,
    about: 'Masks over which the predictions of Monte Carlo dropout are averaged; 0 for none.'
  }
];
