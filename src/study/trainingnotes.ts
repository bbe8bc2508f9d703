// What a reader of a training result must know before trusting its numbers.

import { hasBias, isZeroAtZero } from '../engine/dropout/architecture';
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

/** What gives weights a gradient on steps without an open path. */
function signalsOf({ architecture }: TrainingTask): string[] {
  return [
    ...(hasBias(architecture) ? ['biases'] : []),
    ...(isZeroAtZero(architecture.activation) ? [] : [`activation ${architecture.activation}`])
  ];
}

/** Words for each of some tasks, each once, in a row; null where there are none. */
function listed(
  tasks: readonly TrainingTask[],
  of: (task: TrainingTask) => readonly string[]
): string | null {
  const words = [...new Set(tasks.flatMap(of))];
  return words.length === 0 ? null : words.join(' and ');
}

/**
 * Notes on a study.
 *
 * @param tasks its tasks, at least one for each of its networks, optimizers and arms
 * @returns plain text, a note or two; none where there is nothing to beware of
 */
export function notesOf(tasks: readonly TrainingTask[]): string[] {
  const movers = listed(tasks, moversOf);
  const signals = listed(
    tasks.filter(({ arm }) => arm === 'time_changed'),
    signalsOf
  );
  return [
    ...(movers === null
      ? []
      : [
          `With ${movers} a zero gradient is not a zero update here. Weights move on steps without an open path too, and dropout need not agree with the arm time_changed.`
        ]),
    ...(signals === null
      ? []
      : [
          `With ${signals} weights have a gradient on steps without an open path too, which the arm time_changed leaves out: dropout need not agree with it.`
        ])
  ];
}
