// What the training of a network asks of the kernels: operations on numbers in one memory (trainingfields.ts says
// where they stand). The compiled kernels do them, or their plain twin, with the same bits.

import type { Activation } from '../dropout/architecture';
import type { Loss, OptimizerSettings } from '../dropout/task';
import { kernels, type KernelFunctions } from './module';

/** Activations in the order of their numbers in a job. */
export const ACTIVATIONS: readonly Activation[] = [
  'relu',
  'leaky_relu',
  'tanh',
  'linear',
  'sigmoid',
  'gelu'
];

/** Losses in the order of their numbers in a job. */
export const LOSSES: readonly Loss[] = ['cross_entropy', 'mse'];

/** Optimisers in the order of their numbers. */
export const OPTIMIZERS: readonly OptimizerSettings['name'][] = [
  'sgd',
  'nesterov',
  'adam',
  'adamw'
];

/** The operations, on addresses. */
export type TrainingOperations = Pick<
  KernelFunctions,
  | 'drawFlags'
  | 'trainTake'
  | 'trainForward'
  | 'trainLoss'
  | 'trainBackward'
  | 'trainSquares'
  | 'trainLargest'
  | 'trainTrace'
  | 'trainUpdate'
>;

/** Memory and what works on it. */
export interface TrainingKernel {
  readonly operations: TrainingOperations;
  /** Reserves 16-byte aligned bytes, all of them before `buffer` is read but for those that were announced. */
  place(bytes: number): number;
  /** The memory; its contents are arbitrary until written. */
  readonly buffer: ArrayBuffer;
}

/** The compiled kernels, which alone know runs abreast: runs that train alone have the same bits. */
export interface CompiledTraining extends TrainingKernel {
  readonly abreast: Pick<KernelFunctions, 'abreastCount' | 'abreastMasks' | 'abreastStep'>;
}

/**
 * The compiled kernels; null where there are none. Frees what was placed in them before.
 *
 * @param bytes that may be placed after the memory was read
 */
export function compiledTraining(bytes = 0): CompiledTraining | null {
  const compiled = kernels();
  if (compiled === null) {
    return null;
  }
  compiled.clear();
  compiled.place(bytes);
  compiled.clear();
  return {
    operations: compiled.functions,
    abreast: compiled.functions,
    place: bytes => compiled.place(bytes),
    get buffer() {
      return compiled.functions.memory.buffer;
    }
  };
}
