// All masks of a small network, so that a law can be compared with enumeration.

import { fullMask, type Mask, type Model } from '../../../src/engine/dropout/masks';

/** Every mask of a network, one after the other in the same object, with its probability. */
export function* everyMask(
  model: Model,
  widths: readonly number[],
  p: number
): Generator<{ mask: Mask; probability: number }> {
  const mask = fullMask(model, widths);
  const elements = mask.layers.reduce((sum, flags) => sum + flags.length, 0);
  for (let bits = 0; bits < 2 ** elements; bits++) {
    let element = 0;
    let probability = 1;
    for (const flags of mask.layers) {
      for (let i = 0; i < flags.length; i++, element++) {
        flags[i] = (bits >> element) & 1;
        probability *= flags[i] === 1 ? 1 - p : p;
      }
    }
    yield { mask, probability };
  }
}
