// A rare event as the last of a row of nested ones, for splitting. On the open side the rare state of an element is
// open and the event an open path; on the closed side rare is removed and the event is that no path is open. Level
// s in 0 .. 1 makes rare states likelier: an element with rare probability r has it with r^s, so the event is certain at
// 0 and the wanted one at 1, and an element that has it at s keeps it up to t > s with r^(t - s) (derived here, after
// the lifetimes of Botev, L'Ecuyer, Rubino, Simard, Tuffin, INFORMS J. on Computing 25 (2013) 56).

import { exp } from '../math/exp';
import { log, log1p } from '../math/log';
import type { RemovalGraph } from '../network/graph';
import type { Stream } from '../random/stream';
import { widestPath } from './bottleneck';
import { backwardWalk, Exploration, forwardWalk, type Walk } from './exploration';

/** Which of the two events is estimated. */
export type Side = 'open' | 'closed';

/** The event of one side; states are bytes, 1 where the element is in its rare state. */
export class RareEvent {
  readonly elements: number;
  private readonly graph: RemovalGraph['graph'];
  private readonly logRates: Float64Array;
  private readonly exploration: Exploration;
  private readonly forward: Walk;
  private readonly backward: Walk;
  private readonly levels: Float64Array;

  constructor(
    { graph, rates }: RemovalGraph,
    readonly side: Side
  ) {
    this.graph = graph;
    this.elements = graph.elements;
    this.logRates = rates.map(p => (side === 'open' ? log1p(-p) : log(p)));
    this.exploration = new Exploration(graph);
    this.forward = forwardWalk(graph);
    this.backward = backwardWalk(graph);
    this.levels = new Float64Array(graph.elements);
  }

  /** Probability that a rare state lasts over a span of levels; from level 0, of a rare state; by class. */
  lasting(span: number): Float64Array {
    return this.logRates.map(rate => exp(span * rate));
  }

  private searched(walk: Walk, states: Uint8Array, offset: number, stream: Stream): boolean {
    const openState = this.side === 'open' ? 1 : 0;
    const found = this.exploration.hasPath(walk, states, offset, openState, stream);
    return found === (this.side === 'open');
  }

  /** Whether the event holds in the states from `offset` on. */
  holds(states: Uint8Array, offset: number, stream: Stream): boolean {
    return this.searched(this.forward, states, offset, stream);
  }

  /** Whether the event has probability 1: the elements that are always in their rare state are enough for it. */
  isCertain(stream: Stream): boolean {
    const { elementClass } = this.graph;
    const states = Uint8Array.from(elementClass, each => (this.logRates[each] === 0 ? 1 : 0));
    return this.holds(states, 0, stream);
  }

  /** Takes states on to a later level: each rare state lasts, with the probability of its class, or ends. */
  advance(states: Uint8Array, offset: number, lasting: Float64Array, stream: Stream): void {
    const { elementClass } = this.graph;
    for (let element = 0; element < this.elements; element++) {
      if (states[offset + element] === 1 && !stream.bernoulli(lasting[elementClass[element]])) {
        states[offset + element] = 0;
      }
    }
  }

  /**
   * Moves states within the event, keeping the law that they have given the event: what a search that proves the event
   * has not looked at is independent of it, and is drawn anew; first from the inputs, then from the outputs.
   *
   * @param rare probabilities of a rare state at the level of the states, by class
   */
  move(states: Uint8Array, offset: number, rare: Float64Array, stream: Stream): void {
    const { elementClass } = this.graph;
    for (const walk of [this.forward, this.backward]) {
      this.searched(walk, states, offset, stream);
      for (let element = 0; element < this.elements; element++) {
        if (!this.exploration.sawElement(element)) {
          states[offset + element] = stream.bernoulli(rare[elementClass[element]]) ? 1 : 0;
        }
      }
    }
  }

  /**
   * Draws how far each rare state at a level lasts; the states are left as they are.
   *
   * @returns the level up to which the event would hold
   */
  lastLevel(states: Uint8Array, offset: number, level: number, stream: Stream): number {
    const { elementClass } = this.graph;
    const sign = this.side === 'open' ? 1 : -1;
    for (let element = 0; element < this.elements; element++) {
      const rate = this.logRates[elementClass[element]];
      const span = rate === 0 ? Infinity : log1p(-stream.uniform()) / rate;
      this.levels[element] = sign * (states[offset + element] === 1 ? level + span : -Infinity);
    }
    return sign * widestPath(this.graph, this.levels);
  }
}
