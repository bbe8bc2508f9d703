// From z to the values of a layer and the slopes of its activation, and back: the twin of assembly/training/activate.ts.

import { LEAK, type Activation } from '../dropout/architecture';
import { singleNormal, singleSigmoid, singleTanh } from '../math/single';
import * as at from './trainingfields';
import type { TrainingNumbers } from './trainingnumbers';

const f = Math.fround;

/** sigma(z) and sigma'(z). */
function activation(kind: Activation, z: number): { value: number; slope: number } {
  switch (kind) {
    case 'relu':
      return { value: z < 0 ? 0 : z, slope: z > 0 ? 1 : 0 };
    case 'leaky_relu': {
      const slope = z > 0 ? 1 : f(LEAK);
      return { value: f(z * slope), slope };
    }
    case 'tanh': {
      const value = singleTanh(z);
      return { value, slope: f(1 - f(value * value)) };
    }
    case 'linear':
      return { value: z, slope: 1 };
    case 'sigmoid': {
      const value = singleSigmoid(z);
      return { value, slope: f(value * f(1 - value)) };
    }
    case 'gelu': {
      const { below, density } = singleNormal(z);
      return { value: f(z * below), slope: f(below + f(z * density)) };
    }
  }
}

/** A layer of weights, and the units before and behind it that are worked on. */
export interface Work {
  readonly layer: number;
  readonly before: readonly number[];
  readonly behind: readonly number[];
}

/** Factor of what a skip passes over. */
function blockFactor(numbers: TrainingNumbers, layer: number, mask: number): number {
  return numbers.flag(layer, at.BLOCK_FLAG, mask, 0) ? numbers.single(layer, at.BLOCK_GAIN) : 0;
}

function throughUnit(
  numbers: TrainingNumbers,
  layer: number,
  mask: number,
  unit: number,
  value: number
): number {
  return numbers.flag(layer, at.UNIT_FLAGS, mask, unit)
    ? f(numbers.single(layer, at.GAIN) * value)
    : 0;
}

/** From z to the values of a row. */
export function activate(
  numbers: TrainingNumbers,
  { layer, behind }: Work,
  kind: Activation,
  row: number,
  mask: number
): void {
  const { singles } = numbers;
  const place = (row * numbers.word(layer, at.H_ROW)) / 4;
  const h = numbers.word(layer, at.H) / 4 + place;
  const slopes = numbers.word(layer, at.SLOPES) / 4 + place;
  const isHidden = numbers.word(layer, at.IS_HIDDEN) !== 0;
  const skipFrom = numbers.word(layer, at.SKIP_FROM) / 4;
  for (const j of behind) {
    if (isHidden) {
      const { value, slope } = activation(kind, singles[h + j]);
      singles[h + j] = value;
      singles[slopes + j] = slope;
    }
    if (skipFrom !== 0) {
      const own = f(blockFactor(numbers, layer, mask) * singles[h + j]);
      const skipped = numbers.flag(layer, at.SKIP_FLAGS, mask, j)
        ? f(numbers.single(layer, at.SKIP_GAIN) * singles[skipFrom + place + j])
        : 0;
      singles[h + j] = f(own + skipped);
    }
    if (isHidden) {
      singles[h + j] = throughUnit(numbers, layer, mask, j, singles[h + j]);
    }
  }
}

/** From the gradient with respect to h to that with respect to z, the skip's share passed on. */
export function deactivate(
  numbers: TrainingNumbers,
  { layer, behind }: Work,
  row: number,
  mask: number
): void {
  const { singles } = numbers;
  const place = (row * numbers.word(layer, at.H_ROW)) / 4;
  const d = numbers.word(layer, at.D) / 4 + place;
  const slopes = numbers.word(layer, at.SLOPES) / 4 + place;
  const isHidden = numbers.word(layer, at.IS_HIDDEN) !== 0;
  const skipD = numbers.word(layer, at.SKIP_D) / 4;
  for (const j of behind) {
    if (isHidden) {
      singles[d + j] = throughUnit(numbers, layer, mask, j, singles[d + j]);
    }
    if (numbers.word(layer, at.SKIP_FROM) !== 0) {
      if (skipD !== 0 && numbers.flag(layer, at.SKIP_FLAGS, mask, j)) {
        const share = f(numbers.single(layer, at.SKIP_GAIN) * singles[d + j]);
        singles[skipD + place + j] = f(singles[skipD + place + j] + share);
      }
      singles[d + j] = f(blockFactor(numbers, layer, mask) * singles[d + j]);
    }
    if (isHidden) {
      singles[d + j] = f(singles[d + j] * singles[slopes + j]);
    }
  }
}
