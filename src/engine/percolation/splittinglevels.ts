// Pilot of multilevel splitting: which of the two events is rare, and through which levels to come to it. Levels are
// chosen once and then fixed, because levels chosen within a run bias its estimate.

import type { RemovalGraph } from '../network/graph';
import type { Stream } from '../random/stream';
import { RareEvent, type Side } from './rareevent';

/** Plain trials that tell the rare side. */
const TRIALS = 256;
/** Wanted probability of each level given the one before; 0.2 costs least where moves mix well (derived here). */
const STEP = 0.2;
const MOST_PARTICLES = 64;
/** No double holds an estimate beyond so many levels. */
const MOST_LEVELS = 1000;
/** Bytes of states that are held at once. */
const MEMORY = 2 ** 27;
const FEWEST_PARTICLES = 16;

/** A number of particles whose states fit into memory. */
export function particlesThatFit(most: number, elements: number): number {
  return Math.max(FEWEST_PARTICLES, Math.min(most, Math.floor(MEMORY / Math.max(1, elements))));
}

/** The event to estimate, and the levels on the way to it; none where it is certain. */
export interface SplittingPlan {
  readonly event: RareEvent;
  /** Ascending, the last one is 1. */
  readonly levels: readonly number[];
}

/** Which of the two events is the less likely, as far as plain trials tell. */
function rareSide(graph: RemovalGraph, stream: Stream): Side {
  const open = new RareEvent(graph, 'open');
  const kept = open.lasting(1);
  const states = new Uint8Array(open.elements);
  let paths = 0;
  for (let trial = 0; trial < TRIALS; trial++) {
    states.fill(1);
    open.advance(states, 0, kept, stream);
    paths += open.holds(states, 0, stream) ? 1 : 0;
  }
  return 2 * paths <= TRIALS ? 'open' : 'closed';
}

/** Particles at one level, given the event there. */
class Particles {
  readonly count: number;
  private states: Uint8Array;
  private next: Uint8Array;

  constructor(
    private readonly event: RareEvent,
    private readonly stream: Stream
  ) {
    this.count = particlesThatFit(MOST_PARTICLES, event.elements);
    this.states = new Uint8Array(this.count * event.elements).fill(1);
    this.next = new Uint8Array(this.states.length);
  }

  /** The level that a share STEP of the particles would reach. */
  nextLevel(from: number): number {
    const { event, states, count, stream } = this;
    const reached = Float64Array.from({ length: count }, (_, i) =>
      event.lastLevel(states, i * event.elements, from, stream)
    );
    return reached.sort()[count - Math.ceil(STEP * count)];
  }

  /** Fills the places in turn with particles that reach the level, and moves them there. */
  goTo(level: number, from: number): void {
    const { event, states, next, count, stream } = this;
    const { elements } = event;
    const lasting = event.lasting(level - from);
    const rare = event.lasting(level);
    for (let filled = 0, source = 0; filled < count; source = (source + 1) % count) {
      const offset = filled * elements;
      next.set(states.subarray(source * elements, (source + 1) * elements), offset);
      event.advance(next, offset, lasting, stream);
      if (event.holds(next, offset, stream)) {
        event.move(next, offset, rare, stream);
        filled += 1;
      }
    }
    [this.states, this.next] = [next, states];
  }
}

/**
 * Finds the rare side and the levels.
 *
 * @param graph network and rates, each in 0 .. 1
 * @param stream the pilot's own, so that all runs that use it agree
 */
export function planSplitting(graph: RemovalGraph, stream: Stream): SplittingPlan {
  for (const side of ['open', 'closed'] as const) {
    const event = new RareEvent(graph, side);
    if (event.isCertain(stream)) {
      return { event, levels: [] };
    }
  }
  const event = new RareEvent(graph, rareSide(graph, stream));
  const particles = new Particles(event, stream);
  const levels: number[] = [];
  for (let level = 0; ;) {
    const next = particles.nextLevel(level);
    if (next >= 1 || levels.length === MOST_LEVELS - 1) {
      return { event, levels: [...levels, 1] };
    }
    particles.goTo(next, level);
    levels.push(next);
    level = next;
  }
}
