// What the masks of a step leave open, found by the kernels where layers are so narrow that a set of units is one word:
// single rows, and rows with masks of their own, spend more time on openpath.ts than on their step.

import * as at from '../kernels/trainingfields';
import type { TrainingKernel } from '../kernels/trainingkernel';
import { updatesRow, type TrainingMemory } from '../kernels/trainingmemory';
import type { Architecture } from './architecture';

/** Units of a layer that fit in a word. */
const WORD = 32;

/** Whether the kernels can trace the masks of a network. */
export function isNarrow({ widths, skips }: Architecture): boolean {
  return skips.every(source => source < 0) && widths.slice(1).every(width => width <= WORD);
}

/** Traces the masks of a machine, which obeys them. */
export class NarrowTrace {
  private readonly doubles: Float64Array;
  private readonly words: Uint32Array;
  private readonly bytes: Uint8Array;
  /**
   * In how many traces each weight of a layer lay on an open path, as far as the counts of the kernels were added up; empty
   * where that is not counted.
   */
  private readonly totals: readonly Uint32Array[];
  private traces = 0;

  constructor(
    private readonly memory: TrainingMemory,
    private readonly kernel: TrainingKernel
  ) {
    this.doubles = new Float64Array(kernel.buffer);
    this.words = new Uint32Array(kernel.buffer);
    this.bytes = new Uint8Array(kernel.buffer);
    this.totals = memory.layers.map(
      ({ fields, fanIn, fanOut }) =>
        new Uint32Array(this.countsAt(fields) === 0 ? 0 : fanIn * fanOut)
    );
  }

  /**
   * Traces the masks of a step, the first ones that the machine holds.
   *
   * @returns how many of them have an open path
   */
  trace(masks: number): number {
    const { memory, kernel } = this;
    this.begin();
    return kernel.operations.trainTrace(memory.job, memory.masks, memory.maskBytes, masks);
  }

  /** Makes room for the counts of a trace; for one that abreast.ts makes too. */
  begin(): void {
    if (this.traces === at.MOST_TRACES) {
      this.addUp();
    }
    this.traces += 1;
  }

  /** Mean share of the units of each layer behind the input that were reachable over the masks of the last trace. */
  reach(shares: Float64Array): void {
    for (let l = 0; l < shares.length; l++) {
      shares[l] = this.doubles[(this.memory.layers[l].fields + at.REACH) / 8];
    }
  }

  /** Weights of each layer on open paths of the last mask of the last trace, written to `counts`. */
  liveWeights(counts: Float64Array): void {
    const { layers } = this.memory;
    for (let l = 0; l < layers.length; l++) {
      counts[l] = this.words[(layers[l].fields + at.LIVE_WEIGHTS) / 4];
    }
  }

  /** In how many traces each weight of a layer lay on an open path, rows of fan-out numbers; empty where that is not counted. */
  counts(layer: number): Uint32Array {
    this.addUp();
    return this.totals[layer];
  }

  /** Where the kernels count the weights of a layer; 0 where they don't. */
  private countsAt(fields: number): number {
    return this.words[(fields + at.UPDATES) / 4];
  }

  private addUp(): void {
    this.memory.layers.forEach(({ fields, fanIn, fanOut }, l) => {
      const first = this.countsAt(fields);
      if (first === 0) {
        return;
      }
      const total = this.totals[l];
      const row = updatesRow(fanOut);
      for (let i = 0; i < fanIn; i++) {
        const counts = this.bytes.subarray(first + i * row, first + i * row + fanOut);
        for (let j = 0; j < fanOut; j++) {
          total[i * fanOut + j] += counts[j];
        }
        counts.fill(0);
      }
    });
    this.traces = 0;
  }
}
