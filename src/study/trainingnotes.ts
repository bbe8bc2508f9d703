// What a reader of a training result must know before trusting its numbers.

import { hasBias, isZeroAtZero } from '../engine/dropout/architecture';
import type { OptimizerSettings, TrainingTask } from '../engine/dropout/task';
import type { OpenLaw } from './openlaw';

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

/** Share of open masks below which it is said what closed ones do to the scale of outputs. */
const OFTEN_OPEN = 0.9;

/** Whether the scores of arms that were rescaled may differ by the scale of their outputs alone. */
function isOfScale({ architecture, loss, rescale, arm }: TrainingTask, theta: number): boolean {
  const tells = loss === 'mse' || hasBias(architecture);
  return rescale && arm === 'conditioned' && tells && theta < OFTEN_OPEN;
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
 * @param laws its tasks, at least one for each of its networks, optimizers and arms, with what theory says of their masks
 * @returns plain text, a few notes; none where there is nothing to beware of
 */
export function notesOf(laws: ReadonlyMap<TrainingTask, Pick<OpenLaw, 'theta'>>): string[] {
  const tasks = [...laws.keys()];
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
        ]),
    ...([...laws].some(([task, { theta }]) => isOfScale(task, theta))
      ? [
          'With rescale, arms differ in the scale of their outputs. Masks off leaves a network as it is, but for the arm conditioned, which saw open masks alone. Where masks are often closed, the outputs of other arms are small by that: they may score below conditioned, and a verdict name percolation, though they have learned as much. Without rescale all arms are evaluated alike.'
        ]
      : [])
  ];
}
