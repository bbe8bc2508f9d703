// Whether conditioned masks have to be searched for, and how long that takes: asked before a study runs, since a search
// among masks of which next to none is open never ends (conditioned.ts).

import { laneStates } from '../random/lanes';
import type { Key } from '../random/seed';
import { Purpose } from '../random/stream';
import type { Architecture } from './architecture';
import { maskLayout } from './mask';
import { drawFreeMasks, type StepRates } from './masks';
import { fitsOpenChain } from './openchain';
import { OpenPath } from './openpath';
import type { Removal } from './removal';

/** Whether conditioned masks of a network are searched for among free ones, because no chain serves. */
export function isSearched(architecture: Architecture, { model }: Removal): boolean {
  return model !== 'blocks' && !fitsOpenChain(architecture);
}

/** How many of some masks were open. */
export interface OpenCount {
  readonly open: number;
  readonly drawn: number;
}

/**
 * Draws free masks until enough are open.
 *
 * @param rates removal probabilities of a step
 * @param key,cell where the random numbers begin, as for laneStates
 * @param enough open masks after which no more are drawn
 * @param most masks that are drawn
 */
export function countOpen(
  architecture: Architecture,
  removal: Removal,
  rates: StepRates,
  key: Key,
  cell: number,
  { enough, most }: { enough: number; most: number }
): OpenCount {
  const layout = maskLayout(architecture, removal);
  const openPath = new OpenPath(architecture, layout);
  const state = laneStates(key, cell, 0, Purpose.conditionedMasks);
  const words = new Uint32Array(layout.words);
  let [open, drawn] = [0, 0];
  while (open < enough && drawn < most) {
    drawFreeMasks(layout, rates, state, words, 0, 1);
    open += openPath.exists(words, 0) ? 1 : 0;
    drawn += 1;
  }
  return { open, drawn };
}
