// The order of a result's columns: inputs as in the table of keys, then what was measured. Columns are an object,
// and a notebook is saved with the keys of every object in alphabetical order; figure, table and digest need
// their own order back.

import { keysOf, nameOf, type Kind } from './keys';
import type { Result } from './result';

const MEASURED: Readonly<Record<Kind, readonly string[]>> = {
  percolation: [
    'theta',
    'one_minus_theta',
    'log_theta',
    'log_one_minus_theta',
    'theta_low',
    'theta_high',
    'trials',
    'method'
  ],
  dropout: [
    'arm',
    'replicate',
    'theta',
    'open_fraction',
    'first_open_step',
    'test_accuracy',
    'test_loss',
    'train_loss',
    'closed_gradient_max'
  ]
};

/** Names of all columns that a study of a kind can give, in their order. */
function order(kind: Kind): string[] {
  const measured = MEASURED[kind];
  const inputs = keysOf(kind)
    .map(key => nameOf(key.path))
    .filter(name => !measured.includes(name));
  return [...inputs, ...measured];
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
