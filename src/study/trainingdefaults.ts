// Defaults of a training study that depend on its other keys.

import type { Family, Setting } from './key';
import {
  defaultMomentum,
  defaultRate,
  isAdam,
  OPTIMIZER_KEYS,
  type OptimizerName
} from './keys/optimizer';

/**
 * Fills in what a study does not say: stochastic depth removes blocks, and each optimizer has its own rate, momentum and
 * moments.
 *
 * @param settings the study's values; added to
 * @param given whether a key was written
 */
export function fillTraining(
  settings: Map<string, readonly Setting[]>,
  family: Family,
  given: (path: string) => boolean
): void {
  if (family === 'blocks' && !given('model')) {
    settings.set('model', ['blocks']);
  }
  const names = (settings.get('optimizer.name') ?? []) as readonly OptimizerName[];
  const fill = (path: string, values: readonly Setting[]): void => {
    // Where optimizers that are swept disagree, each takes its own.
    if (!given(path) && new Set(values).size === 1) {
      settings.set(path, [values[0]]);
    }
  };
  fill('optimizer.rate', names.map(defaultRate));
  fill('optimizer.momentum', names.filter(name => !isAdam(name)).map(defaultMomentum));
  for (const name of ['beta1', 'beta2', 'epsilon']) {
    const path = `optimizer.${name}`;
    const value = OPTIMIZER_KEYS.find(key => key.path === path)!.default as number;
    fill(
      path,
      names.filter(isAdam).map(() => value)
    );
  }
}
