// The lazy search in plain TypeScript: the twin of assembly/lazygeometric.ts. It draws the same words in the same order,
// so it gives the same bits.

import { Lanes } from '../random/lanes';
import { bernoulliWords } from './chaintables';
import { PlainGaps } from './plaingaps';
import { NEVER, type SearchGraph } from './searchgraph';
import type { Segments } from './segments';

/** Where a search stands at a unit: its next edge, that edge's segment, and the segment behind the unit's last. */
interface Place {
  edge: number;
  segment: number;
  readonly last: number;
}

/** Searches of one graph. */
export class PlainSearches {
  private readonly thresholds: readonly [number, number][];
  private readonly gaps: PlainGaps;
  private readonly visited: Float64Array;
  private readonly drawn: Float64Array;
  private readonly kept: Uint8Array;
  private trial = 0;

  constructor(
    private readonly graph: SearchGraph,
    private readonly segments: Segments
  ) {
    this.thresholds = Array.from(graph.rates, bernoulliWords);
    this.gaps = new PlainGaps(graph);
    this.visited = new Float64Array(graph.units);
    this.drawn = new Float64Array(graph.sharedClass.length);
    this.kept = new Uint8Array(graph.sharedClass.length);
  }

  /** Trials of a block that have an open path. */
  block(states: Uint32Array, trials: number): number {
    this.gaps.begin(new Lanes(states));
    let open = 0;
    for (let trial = 0; trial < trials; trial++) {
      open += this.isPathOpen() ? 1 : 0;
    }
    return open;
  }

  private isDrawnKept(of: number): boolean {
    const [whole, low] = this.thresholds[of];
    const word = this.gaps.word();
    return word === whole ? this.gaps.word() >= low : word > whole;
  }

  /** Whether an element is kept; a shared one is remembered until the trial ends. */
  private isKept(kind: number): boolean {
    const { classes, sharedClass } = this.graph;
    if (kind < classes) {
      return this.isDrawnKept(kind);
    }
    const element = kind - classes;
    if (this.drawn[element] !== this.trial) {
      this.drawn[element] = this.trial;
      this.kept[element] = this.isDrawnKept(sharedClass[element]) ? 1 : 0;
    }
    return this.kept[element] === 1;
  }

  /** The unit that the next open edge of a segment leads to; -1 where there is none before `end`. */
  private follow(place: Place, end: number): number {
    const { edgeTarget, edgeKind, classes } = this.graph;
    const kind = edgeKind[place.edge];
    if (kind === NEVER) {
      return edgeTarget[place.edge++];
    }
    if (kind >= classes) {
      const edge = place.edge++;
      return this.isKept(edgeKind[edge]) ? edgeTarget[edge] : -1;
    }
    const gap = this.gaps.take(kind);
    place.edge += gap >> 1;
    if (place.edge >= end) {
      this.gaps.keep(kind, place.edge - end, gap & 1);
      place.edge = end;
      return -1;
    }
    return gap % 2 === 1 ? edgeTarget[place.edge++] : -1;
  }

  /** Visits a unit for the first time; whether it is open. */
  private enters(unit: number): boolean {
    const { unitFirst, unitKind } = this.graph;
    if (this.visited[unit] === this.trial) {
      return false;
    }
    this.visited[unit] = this.trial;
    for (let i = unitFirst[unit]; i < unitFirst[unit + 1]; i++) {
      if (!this.isKept(unitKind[i])) {
        return false;
      }
    }
    return true;
  }

  /** Whether one more trial has an open path: depth first, from input to input. */
  private isPathOpen(): boolean {
    const { inputs, isOutput } = this.graph;
    const { unitFirst, edgeFirst } = this.segments;
    const stack: Place[] = [];
    let input = 0;
    this.trial += 1;
    for (;;) {
      let unit = -1;
      const place = stack[stack.length - 1];
      if (place !== undefined && place.edge < edgeFirst[place.segment + 1]) {
        unit = this.follow(place, edgeFirst[place.segment + 1]);
      } else if (place !== undefined && place.segment + 1 < place.last) {
        place.segment += 1;
      } else if (place !== undefined) {
        stack.pop();
      } else if (input < inputs.length) {
        unit = inputs[input++];
      } else {
        return false;
      }
      if (unit >= 0 && this.enters(unit)) {
        if (isOutput[unit] === 1) {
          return true;
        }
        const segment = unitFirst[unit];
        if (segment < unitFirst[unit + 1]) {
          stack.push({ edge: edgeFirst[segment], segment, last: unitFirst[unit + 1] });
        }
      }
    }
  }
}
