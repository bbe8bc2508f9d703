// Masks: which units (site) or weights (bond) a training step keeps. Input and output units and all biases
// are always kept.

import type { Stream } from '../random/stream';
import type { TrainingTask } from './task';

/** What is removed: hidden units (site, Dropout) or weights (bond, DropConnect). */
export type Model = TrainingTask['model'];

/**
 * One mask: 1 where the element is kept, 0 where it is removed. Site: an array for each hidden layer, one flag
 * a unit. Bond: an array for each layer of weights, one flag a weight, laid out like the weights.
 */
export interface Mask {
  readonly layers: readonly Uint8Array[];
}

/** Draws a mask's flags anew, in place. */
export type DrawMask = (mask: Mask) => void;

/** The mask that keeps everything. */
export function fullMask(model: Model, widths: readonly number[]): Mask {
  const counts =
    model === 'site' ? widths.slice(1, -1) : widths.slice(1).map((fanOut, l) => widths[l] * fanOut);
  return { layers: counts.map(count => new Uint8Array(count).fill(1)) };
}

/**
 * Masks of the removal model itself: every element removed independently.
 *
 * @param p removal probability, 0 <= p <= 1
 */
export function freeMasks(p: number, stream: Stream): DrawMask {
  return mask => {
    for (const flags of mask.layers) {
      for (let at = 0; at < flags.length; at++) {
        flags[at] = stream.bernoulli(p) ? 0 : 1;
      }
    }
  };
}
