// What theory says of the masks of a training task: how many are open, and how many steps are therefore useful.

import { changingSteps, equalSteps, stepRates } from '../engine/dropout/masks';
import { expectedUsefulSteps, openProbability } from '../engine/dropout/openprobability';
import type { TrainingTask } from '../engine/dropout/task';
import { Sum } from '../engine/math/sum';

/** Exact expectations; NaN where no exact law is known. */
export interface OpenLaw {
  /** P(a mask of the dropout arm has an open path), mean over steps where p changes over time. */
  readonly theta: number;
  /** Expected number of steps with an open mask, in the task's own arm. */
  readonly usefulSteps: number;
}

const UNKNOWN: OpenLaw = { theta: NaN, usefulSteps: NaN };

/** theta, mean over all steps. */
function thetaOf({ architecture, removal, steps }: TrainingTask): number {
  const thetaAt = (step: number): number =>
    openProbability(architecture, removal, stepRates(removal, step))?.theta ?? NaN;
  if (changingSteps(removal) === 0) {
    return thetaAt(0);
  }
  const sum = new Sum();
  for (const { step, count } of equalSteps(removal, steps, 1)) {
    sum.add(count * thetaAt(step));
  }
  return sum.value / steps;
}

function usefulSteps({ architecture, removal, arm, steps, mask, batch }: TrainingTask): number {
  const expected = (masks: number): number =>
    expectedUsefulSteps(architecture, removal, { steps, masks, hold: 1 });
  switch (arm) {
    case 'conditioned':
    case 'intact':
      return steps;
    case 'dropout':
    case 'thinned':
    case 'time_changed':
      return expected(mask === 'sample' ? batch : 1);
  }
}

/** The law of a task. Where p changes over time and masks last for a pass over the data, it depends on the data: NaN. */
export function openLaw(task: TrainingTask): OpenLaw {
  return task.mask === 'epoch' && changingSteps(task.removal) > 0
    ? UNKNOWN
    : { theta: thetaOf(task), usefulSteps: usefulSteps(task) };
}
