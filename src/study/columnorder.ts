// The order of a result's columns: inputs as in the table of keys, then what was measured. Columns are an object,
// and a notebook is saved with the keys of every object in alphabetical order; figure, table and digest need
// their own order back.

import { nameOf, type Kind } from './key';
import { keysOf } from './keys';
import type { Result } from './result';

const MEASURED: Readonly<Record<Kind, readonly string[]>> = {
  percolation: [
    'theta',
    'one_minus_theta',
    'log_theta',
    'log_one_minus_theta',
    'theta_low',
    'theta_high',
    'one_minus_theta_low',
    'one_minus_theta_high',
    'band_low',
    'band_high',
    'trials',
    'method',
    'algorithm',
    'threshold',
    'threshold_low',
    'threshold_high',
    'threshold_trials',
    'reach',
    'reach_low',
    'reach_high',
    'live',
    'live_low',
    'live_high',
    'trainable',
    'trainable_low',
    'trainable_high',
    'paths',
    'paths_low',
    'paths_high',
    'paths_spread',
    'cut',
    'cut_low',
    'cut_high',
    'mincut',
    'polynomial',
    'largest',
    'largest_low',
    'largest_high',
    'cluster',
    'cluster_low',
    'cluster_high',
    'crossing',
    'crossing_low',
    'crossing_high',
    'blocks',
    'blocks_spread',
    'collapse',
    'sign_theta'
  ],
  dropout: [
    'arm',
    'replicate',
    'theta',
    'open_fraction',
    'first_open_step',
    'steps_taken',
    'useful_steps',
    'useful_steps_expected',
    'test_accuracy',
    'test_r2',
    'test_loss',
    'mc_accuracy',
    'mc_r2',
    'mc_loss',
    'mc_spread',
    'calibration_error',
    'train_loss',
    'blind_accuracy',
    'blind_loss',
    'closed_gradient_max',
    'closed_first_layer_max',
    'closed_output_spread',
    'verdict'
  ]
};

/** Names of the columns that a study of a kind can measure, in their order; all others are inputs. */
export function measuredColumns(kind: Kind): readonly string[] {
  return MEASURED[kind];
}

/** Names of all columns that a study of a kind can give, in their order. */
function order(kind: Kind): string[] {
  const measured = MEASURED[kind];
  const inputs = keysOf(kind).map(key => nameOf(key.path));
  return [...new Set([...inputs, 'replicate'])]
    .filter(name => !measured.includes(name))
    .concat(measured);
}

/**
 * The same columns in the order in which a study gives them; columns that this version doesn't know come last.
 *
 * @param kind kind of the study that they come from
 * @param columns columns in any order
 */
export function inOrder(kind: Kind, columns: Result['columns']): Result['columns'] {
  const known = order(kind).filter(name => Object.hasOwn(columns, name));
  const names = new Set([...known, ...Object.keys(columns)]);
  return Object.fromEntries([...names].map(name => [name, columns[name]]));
}

/** Names of a result's columns that this version doesn't know: those of a later version. */
export function unknownColumns({ study, columns }: Result): string[] {
  const known = new Set(order(study.study));
  return Object.keys(columns).filter(name => !known.has(name));
}
