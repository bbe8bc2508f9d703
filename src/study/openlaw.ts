// What theory says of the masks of a training task: how many are open, and how many steps are therefore useful.

import { changingSteps, equalSteps, stepRates } from '../engine/dropout/masks';
import { expectedUsefulSteps, maskUse, openProbability } from '../engine/dropout/openprobability';
import type { TrainingTask } from '../engine/dropout/task';
import { Sum } from '../engine/math/sum';

/** Exact expectations; NaN where no exact law is known. */
export interface OpenLaw {
  /** P(a mask of the dropout arm has an open path), mean over steps where p changes over time. */
  readonly theta: number;
  /** Expected number of steps with an open mask, in the task's own arm. */
  readonly usefulSteps: number;
}

/** theta, mean over all steps. */
function thetaOf({ architecture, removal, steps }: TrainingTask, hold: number): number {
  const thetaAt = (step: number): number =>
    openProbability(architecture, removal, stepRates(removal, step))?.theta ?? NaN;
  if (changingSteps(removal) === 0) {
    return thetaAt(0);
  }
  const sum = new Sum();
  for (const { step, count } of equalSteps(removal, steps, hold)) {
    sum.add(count * thetaAt(step));
  }
  return sum.value / steps;
}

/**
 * The law of a task.
 *
 * @param task any training task
 * @param trainingRows rows of its training set, on which it depends how long a mask lasts
 */
export function openLaw(task: TrainingTask, trainingRows: number): OpenLaw {
  const { architecture, removal, arm, steps } = task;
  const use = maskUse(task, trainingRows);
  const isOpen = arm === 'conditioned' || arm === 'intact';
  return {
    theta: thetaOf(task, use.hold),
    usefulSteps: isOpen ? steps : expectedUsefulSteps(architecture, removal, use)
  };
}
