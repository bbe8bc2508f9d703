// Activations of hidden units, in place: values on the way forward, slopes on the way back. A slope is found
// from the activation itself, so the values before activation need not be kept.

import { sigmoid, tanh } from '../math/tanh';
import type { Reals } from './reals';
import type { Activation } from './task';

/** Whether sigma(0) = 0, so that a layer without input stays silent. */
export function isZeroAtZero(activation: Activation): boolean {
  return activation !== 'sigmoid';
}

/** sigma(z). */
function value(activation: Activation, z: number): number {
  switch (activation) {
    case 'relu':
      return z <= 0 ? 0 : z; // not z > 0 ? z : 0, which would hide the NaN of a network that has blown up
    case 'tanh':
      return tanh(z);
    case 'linear':
      return z;
    case 'sigmoid':
      return sigmoid(z);
  }
}

/** sigma'(z), given h = sigma(z). */
function slope(activation: Activation, h: number): number {
  switch (activation) {
    case 'relu':
      return h > 0 ? 1 : 0;
    case 'tanh':
      return 1 - h * h;
    case 'linear':
      return 1;
    case 'sigmoid':
      return h * (1 - h);
  }
}

/**
 * Replaces z by gain * sigma(z), and by 0 where the unit is removed.
 *
 * @param values rows of `width`
 * @param kept for each unit, 0 where it is removed; null where all are kept
 * @param gain factor of the kept units
 */
export function activate(
  activation: Activation,
  values: Reals,
  kept: Uint8Array | null,
  gain: number,
  width: number,
  from: number,
  to: number
): void {
  for (let row = from; row < to; row++) {
    for (let unit = 0; unit < width; unit++) {
      const at = row * width + unit;
      values[at] = kept === null || kept[unit] !== 0 ? gain * value(activation, values[at]) : 0;
    }
  }
}

/**
 * Turns the gradient of activations into the gradient of z: multiplies it by gain * sigma'(z).
 *
 * @param values what `activate` left, rows of `width`
 * @param gain the same factor, not 0
 * @param gradient rows of `width`, changed in place; already 0 where a unit is removed
 */
export function deactivate(
  activation: Activation,
  values: Reals,
  gain: number,
  gradient: Reals,
  width: number,
  from: number,
  to: number
): void {
  for (let at = from * width; at < to * width; at++) {
    if (gradient[at] !== 0) {
      gradient[at] *= gain * slope(activation, values[at] / gain);
    }
  }
}
