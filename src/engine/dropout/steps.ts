// Which steps a run takes, and with which removals: what tells the arms apart beside the law of their masks.

import type { Stream } from '../random/stream';
import { constantRates, type Rates, type Removal } from './removal';
import type { Arm } from './task';

/** Whether an arm removes elements. */
export function removesInArm(arm: Arm): boolean {
  return arm === 'dropout' || arm === 'conditioned' || arm === 'time_changed';
}

/** Whether the masks of an arm all have an open path. */
export function isOpenArm(arm: Arm): boolean {
  return arm === 'conditioned' || arm === 'time_changed';
}

/** Whether an arm leaves out steps, for which it must know theta. */
export function skipsSteps(arm: Arm): boolean {
  return arm === 'thinned' || arm === 'time_changed';
}

/** The removals of an arm: those of the study, or none. */
export function removalOfArm(arm: Arm, removal: Removal): Removal {
  if (removesInArm(arm)) {
    return removal;
  }
  const none = (rates: Rates): Rates => constantRates(0, rates.from.length);
  return { ...removal, site: none(removal.site), bond: none(removal.bond) };
}

/**
 * Whether a run takes a step. thinned and time_changed leave it out when a mask of dropout would be closed, so that the
 * number of steps is a sum of Bernoulli(theta_t): Binomial(T, theta) where the rates stay. A step that is left out passes
 * over its batch as a closed step of dropout does, so that for plain SGD time_changed has exactly dropout's law.
 *
 * @param open P(a mask of the step is open), for arms that leave out steps; one decision serves all steps that share a mask
 * @param stream of Purpose.steps; one draw for each call with an arm that leaves out steps, none for the others
 */
export function takesStep(arm: Arm, open: number, stream: Stream): boolean {
  return !skipsSteps(arm) || stream.bernoulli(open);
}
