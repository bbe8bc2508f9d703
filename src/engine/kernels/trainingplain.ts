// The plain twin of assembly/training: a batch forward and back through a network under its masks, its loss and the step
// that follows, in single precision. Every sum runs in ascending order and every operation is rounded; what is removed is
// passed over. This is the specification; the compiled kernels give the same bits.

import { drawFlags } from './flagsplain';
import { trainLoss } from './lossplain';
import { trainTrace } from './openplain';
import { trainBackward, trainForward } from './passplain';
import { trainTake } from './takeplain';
import type { TrainingKernel, TrainingOperations } from './trainingkernel';
import { TrainingNumbers } from './trainingnumbers';
import { trainLargest, trainSquares, trainUpdate } from './updateplain';

const PAGE = 0x10000;

/** The operations on one memory. */
function operationsOn(buffer: ArrayBuffer): TrainingOperations {
  const numbers = new TrainingNumbers(buffer);
  const { words } = numbers;
  return {
    drawFlags: (state, to, vectors, p) =>
      drawFlags(words.subarray(state / 4, state / 4 + 16), words.subarray(to / 4), 0, vectors, p),
    trainTake: (...of) => trainTake(numbers, ...of),
    trainForward: (...of) => trainForward(numbers, ...of),
    trainLoss: (...of) => trainLoss(numbers, ...of),
    trainBackward: (...of) => trainBackward(numbers, ...of),
    trainTrace: (...of) => trainTrace(numbers, ...of),
    trainSquares: job => trainSquares(numbers, job),
    trainLargest: job => trainLargest(numbers, job),
    trainUpdate: (...of) => trainUpdate(numbers, ...of)
  };
}

/** Memory of its own, and the plain operations on it. */
export function plainTraining(): TrainingKernel {
  let top = 16; // address 0 means nothing
  let made: { buffer: ArrayBuffer; operations: TrainingOperations } | null = null;
  const make = (): { buffer: ArrayBuffer; operations: TrainingOperations } => {
    const buffer = new ArrayBuffer(Math.ceil(top / PAGE) * PAGE);
    return { buffer, operations: operationsOn(buffer) };
  };
  return {
    place(bytes) {
      const address = top;
      top += (bytes + 15) & ~15;
      return address;
    },
    get buffer() {
      return (made ??= make()).buffer;
    },
    get operations() {
      return (made ??= make()).operations;
    }
  };
}
