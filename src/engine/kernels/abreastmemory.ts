// Where four runs that train abreast lie in the kernels' memory: every number of their networks is a vector, with a run in
// each lane, beside the machines that hold their masks and the rows that they take.

import type { Architecture } from '../dropout/architecture';
import type { MaskLayout } from '../dropout/mask';
import * as on from './abreastfields';
import * as at from './trainingfields';
import { ACTIVATIONS, type TrainingKernel } from './trainingkernel';
import {
  thinsWeights,
  writeFlags,
  type LayerAddresses,
  type LayerFields,
  type TrainingMemory
} from './trainingmemory';

/** Bytes of a number of all runs. */
export const VECTOR = 16;

/** Addresses of a layer: vectors of weights, row after row, and of biases; 0 for none. */
export type AbreastLayer = Pick<
  LayerAddresses,
  'fields' | 'fanIn' | 'fanOut' | 'weights' | 'biases'
>;

/** Addresses of the runs. */
export interface AbreastMemory extends LayerFields {
  readonly layers: readonly AbreastLayer[];
}

type Field = readonly [address: number, value: number];

/** Where a machine keeps what its run abreast takes from it and gives back. */
function addressesOf(machine: TrainingMemory, kernel: TrainingKernel, place: number): Field[] {
  const words = new Uint32Array(kernel.buffer);
  const { job, masks, values, layers } = machine;
  return [
    [place + on.JOBS, job],
    [place + on.MASKS, masks],
    [place + on.INPUTS, values[0]],
    [place + on.OUTPUTS, values.at(-1)!],
    [place + on.OUTPUT_GRADIENTS, words[(layers.at(-1)!.fields + at.D) / 4]]
  ];
}

/**
 * Reserves the memory of four runs and writes its fields; all else is 0.
 *
 * @param architecture network of all runs, without skips
 * @param layout layout of their masks; null where nothing is removed
 * @param machines where their machines lie, four of them
 * @param kernel where they are to train
 */
export function placeAbreast(
  architecture: Architecture,
  layout: MaskLayout | null,
  machines: readonly TrainingMemory[],
  kernel: TrainingKernel
): AbreastMemory {
  const { widths, bias, activation } = architecture;
  const count = widths.length - 1;
  const job = kernel.place(on.ABREAST_BYTES);
  const first = kernel.place(count * on.ABREAST_LAYER_BYTES);
  const vectors = (numbers: number): number => kernel.place(numbers * VECTOR);
  const values = widths.map(vectors);
  const gradients = widths.map(vectors);
  const slopes = widths.map(vectors);
  const maskWords = layout?.words ?? 0;
  const flags = vectors(maskWords + 1);
  const entries: Field[] = [
    [job + at.LAYERS, first],
    [job + at.LAYERS_END, first + count * on.ABREAST_LAYER_BYTES],
    [job + at.ACTIVATION, ACTIVATIONS.indexOf(activation)],
    [job + on.MASK_WORDS, maskWords],
    [job + on.FLAGS, flags],
    [job + on.OPEN, 2 ** on.RUNS - 1],
    ...machines.flatMap((machine, run) => addressesOf(machine, kernel, job + 4 * run))
  ];
  const layers = widths.slice(1).map((fanOut, l): AbreastLayer => {
    const fanIn = widths[l];
    const fields = first + l * on.ABREAST_LAYER_BYTES;
    const weights = vectors(fanIn * fanOut);
    const biases = bias[l] ? vectors(fanOut) : 0;
    const own: Field[] = [
      [at.FAN_IN, fanIn],
      [at.FAN_OUT, fanOut],
      [at.ROW, fanOut * VECTOR],
      [at.WEIGHTS, weights],
      [at.BIASES, biases],
      [at.THINNED, thinsWeights(layout) ? vectors(fanIn * fanOut) : 0],
      [at.X, values[l]],
      [at.H, values[l + 1]],
      [at.SLOPES, slopes[l + 1]],
      [at.D, gradients[l + 1]],
      [at.DX, gradients[l]],
      [at.IS_HIDDEN, l < count - 1 ? 1 : 0],
      [on.ROW_FLAGS, vectors(fanIn)],
      [on.KEPT_UNITS, vectors(fanOut)],
      [on.KEPT_SQUARES, vectors(fanOut)]
    ];
    entries.push(...own.map(([field, value]): Field => [fields + field, value]));
    return { fields, fanIn, fanOut, weights, biases };
  });
  const words = new Uint32Array(kernel.buffer);
  words.fill(0, job / 4, kernel.place(0) / 4);
  for (const [address, value] of entries) {
    words[address / 4] = value;
  }
  writeFlags(words, { job, layers }, layout, false);
  return { job, layers };
}
