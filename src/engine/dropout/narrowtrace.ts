// What masks leave open, found by the kernels where layers are so narrow that a set of units is one word: batch 1 spends
// more time on openpath.ts than on its step.

import { ones } from '../kernels/ones';
import * as at from '../kernels/trainingfields';
import type { TrainingKernel } from '../kernels/trainingkernel';
import type { TrainingMemory } from '../kernels/trainingmemory';
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

  constructor(
    private readonly memory: TrainingMemory,
    private readonly kernel: TrainingKernel
  ) {
    this.words = new Uint32Array(kernel.buffer);
  }

  trace(_masks: Uint32Array, offset: number): boolean {
    const { job, masks } = this.memory;
    return Boolean(this.kernel.operations.trainTrace(job, masks + 4 * offset));
  }

  reach(shares: Float64Array): void {
    shares[0] = 1;
    this.memory.layers.forEach(({ fields, fanOut }, l) => {
      shares[l + 1] = ones(this.words[(fields + at.REACHED) / 4]) / fanOut;
    });
  }

  /** How often each weight of a layer lay on an open path, rows of fan-out numbers. */
  counts(layer: number): number[] {
    const { fields, fanIn, fanOut, row } = this.memory.layers[layer];
    const first = this.words[(fields + at.UPDATES) / 4];
    return Array.from({ length: fanIn }, (_, i) => {
      const from = (first + i * row) / 4;
      return Array.from(this.words.subarray(from, from + fanOut));
    }).flat();
  }

  liveWeights(_masks: Uint32Array, _offset: number, counts: Float64Array): void {
    const { layers } = this.memory;
    for (let l = 0; l < layers.length; l++) {
      counts[l] = this.words[(layers[l].fields + at.LIVE_WEIGHTS) / 4];
    }
  }
}
