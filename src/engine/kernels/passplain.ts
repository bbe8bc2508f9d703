// A batch forward and back through a network under its masks: the twin of assembly/training/pass.ts. How that packs and
// tiles changes no bit, so it has no twin.

import { activate, deactivate, type Work } from './activateplain';
import * as at from './trainingfields';
import { ACTIVATIONS } from './trainingkernel';
import type { TrainingNumbers } from './trainingnumbers';

const f = Math.fround;

/** Thinned weights: factor * weight where it is kept, else 0. */
function thin(numbers: TrainingNumbers, layer: number, mask: number): void {
  const thinned = numbers.word(layer, at.THINNED);
  if (thinned === 0) {
    return;
  }
  const factor = numbers.single(layer, at.FACTOR);
  const row = numbers.word(layer, at.ROW) / 4;
  for (let i = 0; i < numbers.word(layer, at.FAN_IN); i++) {
    for (let j = 0; j < numbers.word(layer, at.FAN_OUT); j++) {
      const weight = numbers.singles[numbers.word(layer, at.WEIGHTS) / 4 + i * row + j];
      numbers.singles[thinned / 4 + i * row + j] = numbers.isWeightKept(layer, mask, i, j)
        ? f(factor * weight)
        : 0;
    }
  }
}

/** Layers with the units before and behind each that are worked on: where a job is compact, only those that are kept. */
function worksOf(numbers: TrainingNumbers, job: number, rows: number, mask: number): Work[] {
  const isCompact = numbers.word(job, at.COMPACT) !== 0 && rows >= 4;
  const units = (count: number): number[] => Array.from({ length: count }, (_, unit) => unit);
  let behind: number[] | null = null;
  return numbers.layers(job).map(layer => {
    const before = behind ?? units(numbers.word(layer, at.FAN_IN));
    const all = units(numbers.word(layer, at.FAN_OUT));
    behind = isCompact ? all.filter(unit => numbers.flag(layer, at.UNIT_FLAGS, mask, unit)) : all;
    return { layer, before, behind };
  });
}

/** z = b + sum over i of x_i w_ij. */
function affine(numbers: TrainingNumbers, { layer, before, behind }: Work, row: number): void {
  const { singles } = numbers;
  const x = (numbers.word(layer, at.X) + row * numbers.word(layer, at.X_ROW)) / 4;
  const h = (numbers.word(layer, at.H) + row * numbers.word(layer, at.H_ROW)) / 4;
  const weightRow = numbers.word(layer, at.ROW) / 4;
  const biases = numbers.word(layer, at.BIASES) / 4;
  for (const j of behind) {
    let sum = biases === 0 ? 0 : singles[biases + j];
    const w = numbers.weights(layer) + j;
    for (const i of before) {
      sum = f(sum + f(singles[x + i] * singles[w + i * weightRow]));
    }
    singles[h + j] = sum;
  }
}

/** Values of rows from .. to - 1 from their inputs. */
export function trainForward(
  numbers: TrainingNumbers,
  job: number,
  from: number,
  to: number,
  mask: number,
  maskRow: number
): void {
  numbers.words[(job + at.MASK) / 4] = mask;
  const kind = ACTIVATIONS[numbers.word(job, at.ACTIVATION)];
  for (const work of worksOf(numbers, job, to - from, mask)) {
    thin(numbers, work.layer, mask);
    for (let row = from; row < to; row++) {
      affine(numbers, work, row);
      activate(numbers, work, kind, row, mask + (row - from) * maskRow);
    }
  }
}

function clearGradient(numbers: TrainingNumbers, layer: number): void {
  const row = numbers.word(layer, at.ROW);
  const g = numbers.word(layer, at.WEIGHT_GRADIENT);
  numbers.singles.fill(0, g / 4, (g + row * numbers.word(layer, at.FAN_IN)) / 4);
  const biases = numbers.word(layer, at.BIAS_GRADIENT);
  if (numbers.word(layer, at.BIASES) !== 0) {
    numbers.singles.fill(0, biases / 4, (biases + row) / 4);
  }
}

function addBiasGradient(
  numbers: TrainingNumbers,
  { layer, behind }: Work,
  from: number,
  to: number
): void {
  if (numbers.word(layer, at.BIASES) === 0) {
    return;
  }
  const { singles } = numbers;
  const [g, d] = [numbers.word(layer, at.BIAS_GRADIENT) / 4, numbers.word(layer, at.D) / 4];
  const dRow = numbers.word(layer, at.H_ROW) / 4;
  for (const j of behind) {
    for (let row = from; row < to; row++) {
      singles[g + j] = f(singles[g + j] + singles[d + row * dRow + j]);
    }
  }
}

/** Adds the gradient of rows: of a kept weight factor * (sum over rows of x_i dz_j), summed before the factor. */
function addGradient(
  numbers: TrainingNumbers,
  { layer, before, behind }: Work,
  from: number,
  to: number,
  mask: number
): void {
  const { singles } = numbers;
  const isThinned = numbers.word(layer, at.THINNED) !== 0;
  const factor = isThinned ? numbers.single(layer, at.FACTOR) : 1;
  // Rows of a step with one mask are summed first; a mask of its own has a single row.
  const isSummedFirst = !isThinned || to - from >= 4;
  const [xRow, dRow] = [numbers.word(layer, at.X_ROW) / 4, numbers.word(layer, at.H_ROW) / 4];
  const [x, d] = [numbers.word(layer, at.X) / 4, numbers.word(layer, at.D) / 4];
  for (const i of before) {
    const g = (numbers.word(layer, at.WEIGHT_GRADIENT) + i * numbers.word(layer, at.ROW)) / 4;
    for (const j of behind) {
      if (isThinned && !numbers.isWeightKept(layer, mask, i, j)) {
        continue;
      }
      let sum = singles[g + j];
      for (let row = from; row < to; row++) {
        const term = f(singles[x + row * xRow + i] * singles[d + row * dRow + j]);
        sum = f(sum + (isSummedFirst ? term : f(factor * term)));
      }
      singles[g + j] = isSummedFirst && isThinned ? f(factor * sum) : sum;
    }
  }
}

/** dx_i = sum over j of dz_j w_ij, added to what skips have left there. */
function addInputGradient(
  numbers: TrainingNumbers,
  { layer, before, behind }: Work,
  row: number
): void {
  const { singles } = numbers;
  const dx = (numbers.word(layer, at.DX) + row * numbers.word(layer, at.X_ROW)) / 4;
  const d = (numbers.word(layer, at.D) + row * numbers.word(layer, at.H_ROW)) / 4;
  const weightRow = numbers.word(layer, at.ROW) / 4;
  for (const i of before) {
    let sum = singles[dx + i];
    const w = numbers.weights(layer) + i * weightRow;
    for (const j of behind) {
      sum = f(sum + f(singles[d + j] * singles[w + j]));
    }
    singles[dx + i] = sum;
  }
}

/** Gradient of rows from .. to - 1, after trainForward and trainLoss with the same mask. */
export function trainBackward(
  numbers: TrainingNumbers,
  job: number,
  from: number,
  to: number,
  mask: number,
  maskRow: number,
  isFirst: boolean
): void {
  const works = worksOf(numbers, job, to - from, mask);
  for (const { layer } of works) {
    if (numbers.word(layer, at.DX) !== 0) {
      const row = numbers.word(layer, at.X_ROW);
      const dx = numbers.word(layer, at.DX);
      numbers.singles.fill(0, (dx + from * row) / 4, (dx + to * row) / 4);
    }
    if (isFirst) {
      clearGradient(numbers, layer);
    }
  }
  for (const work of works.toReversed()) {
    for (let row = from; row < to; row++) {
      deactivate(numbers, work, row, mask + (row - from) * maskRow);
    }
    if (!numbers.isProduct(job, work.layer)) {
      addGradient(numbers, work, from, to, mask);
    }
    addBiasGradient(numbers, work, from, to);
    if (numbers.word(work.layer, at.DX) !== 0) {
      for (let row = from; row < to; row++) {
        addInputGradient(numbers, work, row);
      }
    }
  }
}
