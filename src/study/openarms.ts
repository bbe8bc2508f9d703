// Whether the arms of a training study can be had: those that leave out steps must know theta, and masks with an open path
// must not be too rare where they are searched for.

import { changingSteps, stepRates, type StepRates } from '../engine/dropout/masks';
import { openProbability } from '../engine/dropout/openprobability';
import { countOpen, isSearched } from '../engine/dropout/opensearch';
import { isOpenArm, skipsSteps } from '../engine/dropout/steps';
import type { TrainingTask } from '../engine/dropout/task';
import { WIDEST_CHAIN } from '../engine/percolation/chain';
import { WIDEST_RESIDUAL } from '../engine/percolation/residual';
import { wilson } from '../engine/percolation/wilson';
import { keyFromSeed } from '../engine/random/seed';
import { refuse } from './refuse';
import { show, type Cell, type Study } from './study';

/** Masks that are drawn to see how rare open ones are, and how many of them must be open. */
const MOST_MASKS = 5000;
const LEAST_OPEN = 2;

/** Rates of the first and of the last step, between which all others lie. */
function endsOf({ removal, steps }: TrainingTask): StepRates[] {
  const ends = changingSteps(removal) === 0 ? [0] : [0, steps - 1];
  return ends.map(step => stepRates(removal, step));
}

/** Removal probabilities as the study has them. */
function rates(cell: Cell): string {
  return ['p', 'p_site', 'p_bond']
    .filter(key => cell.get(key) !== undefined)
    .map(key => `${key} = ${show(key, cell.get(key)!)}`)
    .join(', ');
}

function checkTheta(study: Study, task: TrainingTask): void {
  const { architecture, removal, arm } = task;
  if (endsOf(task).every(ends => openProbability(architecture, removal, ends) !== null)) {
    return;
  }
  const limit = architecture.skips.some(source => source >= 0)
    ? `${WIDEST_RESIDUAL} units in every layer, input and output too, of a network with skips`
    : `${WIDEST_CHAIN} units in every hidden layer under bond or mixed removal`;
  refuse(
    study,
    'arms',
    `${arm} needs theta, to leave out steps with probability 1 - theta, and theta is not known exactly for layers of ` +
      `[${architecture.widths.join(', ')}] units; allowed: up to ${limit}; remove ${arm}, or take narrower layers`
  );
}

function checkSearch(study: Study, cell: Cell, task: TrainingTask): void {
  const { architecture, removal, arm } = task;
  const key = keyFromSeed(cell.get('seed') as string);
  for (const ends of endsOf(task)) {
    const found = countOpen(architecture, removal, ends, key, cell.index, {
      enough: LEAST_OPEN,
      most: MOST_MASKS
    });
    if (found.open < LEAST_OPEN) {
      const { high } = wilson(found.open, found.drawn);
      refuse(
        study,
        'arms',
        `${arm} needs masks with an open path, which with skips between layers of more than ${WIDEST_RESIDUAL} units are ` +
          `searched for; at ${rates(cell)} found ${found.open} among ${found.drawn} (theta below ` +
          `${Number(high.toPrecision(2))}, 95 %); allowed: from ${LEAST_OPEN}; remove ${arm}, or take smaller removal ` +
          'probabilities, fewer layers, or layers that are narrower'
      );
    }
  }
}

/**
 * Refuses an arm that can't be had in a cell.
 *
 * @param study the study, bound to its data
 * @param task the task of the cell and an arm
 * @throws StudyError where the arm needs a theta that is not known, or open masks that are too rare to be found
 */
export function checkArm(study: Study, cell: Cell, task: TrainingTask): void {
  const { architecture, removal, arm } = task;
  if (skipsSteps(arm)) {
    checkTheta(study, task);
  }
  if (isOpenArm(arm) && isSearched(architecture, removal)) {
    checkSearch(study, cell, task);
  }
}
