// What masks leave open, found by the kernels where layers are so narrow that a set of units is one word: batch 1 spends
// more time on openpath.ts than on its step.

import { ones } from '../kernels/ones';
import * as at from '../kernels/trainingfields';
import type { TrainingKernel } from '../kernels/trainingkernel';
import { updatesRow, type TrainingMemory } from '../kernels/trainingmemory';
import type { Architecture } from './architecture';
import type { OpenPath } from './openpath';

/** Units of a layer that fit in a word. */
const WORD = 32;

/** Whether the kernels can trace the masks of a network. */
export function isNarrow({ widths, skips }: Architecture): boolean {
  return skips.every(source => source < 0) && widths.slice(1).every(width => width <= WORD);
}

/** Traces the masks of a machine, which obeys them. */
export class NarrowTrace implements Pick<OpenPath, 'trace' | 'reach' | 'liveWeights'> {
  private readonly words: Uint32Array;
  private readonly bytes: Uint8Array;
  /** How often each weight of a layer lay on an open path, as far as the counts of the kernels were added up. */
  private readonly totals: readonly Uint32Array[];
  private traces = 0;

  constructor(
    private readonly memory: TrainingMemory,
    private readonly kernel: TrainingKernel
  ) {
    this.words = new Uint32Array(kernel.buffer);
    this.bytes = new Uint8Array(kernel.buffer);
    this.totals = memory.layers.map(({ fanIn, fanOut }) => new Uint32Array(fanIn * fanOut));
  }

  trace(_masks: Uint32Array, offset: number): boolean {
    const { job, masks } = this.memory;
    this.begin();
    return Boolean(this.kernel.operations.trainTrace(job, masks + 4 * offset));
  }

  /** Makes room for the counts of a trace; for one that abreast.ts makes too. */
  begin(): void {
    if (this.traces === at.MOST_TRACES) {
      this.addUp();
    }
    this.traces += 1;
  }

  reach(shares: Float64Array): void {
    shares[0] = 1;
    this.memory.layers.forEach(({ fields, fanOut }, l) => {
      shares[l + 1] = ones(this.words[(fields + at.REACHED) / 4]) / fanOut;
    });
  }

  /** How often each weight of a layer lay on an open path, rows of fan-out numbers; 0 where that is not counted. */
  counts(layer: number): Uint32Array {
    this.addUp();
    return this.totals[layer];
  }

  liveWeights(_masks: Uint32Array, _offset: number, counts: Float64Array): void {
    const { layers } = this.memory;
    for (let l = 0; l < layers.length; l++) {
      counts[l] = this.words[(layers[l].fields + at.LIVE_WEIGHTS) / 4];
    }
  }

  private addUp(): void {
    const { words, bytes } = this;
    this.memory.layers.forEach(({ fields, fanIn, fanOut }, l) => {
      const first = words[(fields + at.UPDATES) / 4];
      if (first === 0) {
        return;
      }
      const total = this.totals[l];
      const row = updatesRow(fanOut);
      for (let i = 0; i < fanIn; i++) {
        const counts = bytes.subarray(first + i * row, first + i * row + fanOut);
        for (let j = 0; j < fanOut; j++) {
          total[i * fanOut + j] += counts[j];
        }
        counts.fill(0);
      }
    });
    this.traces = 0;
  }
}
