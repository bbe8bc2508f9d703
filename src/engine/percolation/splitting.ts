// Probabilities of rare events by multilevel splitting with fixed levels: a population passes from level to level,
// those that fall out are replaced by copies of those that stay, and all are moved without leaving the event. The product
// of the shares that stay is unbiased. Botev, L'Ecuyer, Rubino, Simard, Tuffin, "Static network reliability
// estimation via generalized splitting", INFORMS J. on Computing 25 (2013) 56; our moves are derived in rareevent.ts.

import type { RemovalGraph } from '../network/graph';
import type { Key } from '../random/seed';
import { Purpose, Stream } from '../random/stream';
import type { Side } from './rareevent';
import { particlesThatFit, planSplitting, type SplittingPlan } from './splittinglevels';

export { splittingSummary } from './splittingsummary';

/** Runs of one block. Results depend on it. */
export const SPLITTING_PER_BLOCK = 1;

/** Block of the pilot; a study has far fewer runs. */
const PILOT_BLOCK = 2 ** 32 - 1;

const MOST_PARTICLES = 256;

/** Estimates of the probability of the rarer of the two: a path is open, or none is. */
export interface SplittingRuns {
  readonly side: Side;
  readonly estimates: number[];
}

/** Fills the places behind the first `stayed` with copies of these, each copied equally often but for a random rest. */
function refill(states: Uint8Array, elements: number, count: number, stayed: number): void {
  for (let place = stayed; place < count; place++) {
    const source = (place % stayed) * elements;
    states.copyWithin(place * elements, source, source + elements);
  }
}

/** Puts the particles of the given places first, in a random order. */
function gather(states: Uint8Array, elements: number, places: number[], stream: Stream): void {
  const held = new Uint8Array(elements);
  // Places ascend, so a place is never overwritten before it was moved.
  places.forEach((place, to) => {
    states.copyWithin(to * elements, place * elements, (place + 1) * elements);
  });
  for (let i = places.length - 1; i > 0; i--) {
    const j = stream.integer(i + 1);
    if (i !== j) {
      held.set(states.subarray(i * elements, (i + 1) * elements));
      states.copyWithin(i * elements, j * elements, (j + 1) * elements);
      states.set(held, j * elements);
    }
  }
}

/** One run: an unbiased estimate, 0 where the population dies out. */
function estimate({ event, levels }: SplittingPlan, stream: Stream): number {
  const { elements } = event;
  const count = particlesThatFit(MOST_PARTICLES, elements);
  const states = new Uint8Array(count * elements).fill(1);
  let probability = 1;
  let from = 0;
  for (const level of levels) {
    const lasting = event.lasting(level - from);
    const stayed: number[] = [];
    for (let place = 0; place < count; place++) {
      event.advance(states, place * elements, lasting, stream);
      if (event.holds(states, place * elements, stream)) {
        stayed.push(place);
      }
    }
    if (stayed.length === 0) {
      return 0;
    }
    probability *= stayed.length / count;
    if (level < 1) {
      const rare = event.lasting(level);
      gather(states, elements, stayed, stream);
      refill(states, elements, count, stayed.length);
      for (let place = 0; place < count; place++) {
        event.move(states, place * elements, rare, stream);
      }
    }
    from = level;
  }
  return probability;
}

/**
 * Independent estimates of the probability of the rarer event. The side and the levels come from a pilot that depends
 * on key and cell alone, so that all blocks of a cell agree. Below 1e-300 or so estimates underflow to 0.
 *
 * @param graph network and rates, each in 0 .. 1
 * @param key the study's key
 * @param cell which random streams are used
 * @param block first block; run i uses block + i, which must stay below 2^32 - 1
 * @param trials number of runs, integer >= 0
 * @returns unbiased estimates, each in 0 .. 1; all 1 where the event is certain
 */
export function splittingRuns(
  graph: RemovalGraph,
  key: Key,
  cell: number,
  block: number,
  trials: number
): SplittingRuns {
  const plan = planSplitting(graph, new Stream(key, cell, PILOT_BLOCK, Purpose.splitting));
  const estimates = Array.from({ length: trials }, (_, run) =>
    estimate(plan, new Stream(key, cell, block + run, Purpose.splitting))
  );
  return { side: plan.event.side, estimates };
}
