// What a reader of a training result must know before trusting its numbers.

import type { OptimizerSettings, TrainingTask } from '../engine/dropout/task';

const NAMES: Readonly<Record<OptimizerSettings['name'], string | null>> = {
  sgd: null,
  nesterov: null,
  adam: 'Adam',
  adamw: 'AdamW'
};

/** What moves weights although their gradient is zero. */
function moversOf({ optimizer: { name, momentum, decay } }: TrainingTask): string[] {
  const hasMomentum = NAMES[name] === null && momentum > 0;
  return [
    ...(hasMomentum ? ['momentum'] : []),
    ...(NAMES[name] === null ? [] : [NAMES[name]]),
    ...(decay > 0 ? ['weight decay'] : [])
  ];
}

/**
 * Notes on a study.
 *
 * @param tasks its tasks, at least one for each of its optimizers
 * @returns plain text, a note or two; none where there is nothing to beware of
 */
export function notesOf(tasks: readonly TrainingTask[]): string[] {
  const movers = [...new Set(tasks.flatMap(moversOf))];
  return movers.length === 0
    ? []
    : [
        `With ${movers.join(' and ')} a zero gradient is not a zero update here. Weights move on steps without an open path too, and dropout need not agree with the arm time_changed.`
      ];
}
