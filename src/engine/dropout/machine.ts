// A network that passes batches under masks and takes steps: numbers in the kernels' memory, and the operations on them.
// The compiled kernels hold one machine at a time; making the next ends the one before.

import { copiedRows, type BatchRows } from './batchrows';
import type { Examples } from './dataset';
import { HeldRows } from './heldrows';
import type { DrawFlags } from './masks';
import { isNarrow, NarrowTrace } from './narrowtrace';
import { compiledTraining, OPTIMIZERS, type TrainingKernel } from '../kernels/trainingkernel';
import { plainTraining } from '../kernels/trainingplain';
import * as at from '../kernels/trainingfields';
import {
  canBeCompact,
  placeTraining,
  writeFactors,
  writeFlags,
  type Room,
  type TrainingMemory
} from '../kernels/trainingmemory';
import type { OptimizerSettings } from './task';
import type { Factors } from './thinning';

/** One step of an optimiser, as optimizer.ts works it out. */
export interface Update {
  readonly name: OptimizerSettings['name'];
  readonly rate: number;
  /** What clipping leaves of the gradient. */
  readonly scale: number;
  readonly decay: number;
  /** Momentum, or decay rate of the first moment. */
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** adam, adamw: rate / (1 - beta1^t), and the square root of 1 - beta2^t. */
  readonly adamRate: number;
  readonly adamRoot: number;
}

/** A network in memory. */
export class Machine {
  /** Inputs of the rows; row r begins at r * inputRow. */
  readonly input: Float32Array;
  readonly inputRow: number;
  /** Outputs of the last pass; row r begins at r * outputRow. */
  readonly output: Float32Array;
  readonly outputRow: number;
  /** Classes of the rows. */
  readonly labels: Uint32Array;
  /** Targets of the rows, one after another; empty where rows have classes. */
  readonly targets: Float32Array;
  /** Words of the masks, one mask after another. */
  readonly masks: Uint32Array;
  /** Where it lies in the memory of the kernels. */
  readonly memory: TrainingMemory;
  /** Traces its masks while it obeys them; null where the kernels cannot. */
  readonly tracer: NarrowTrace | null;
  /** State of the generators that draw masks. */
  private readonly state: Uint32Array;
  private readonly words: Uint32Array;
  private readonly singles: Float32Array;
  private readonly doubles: Float64Array;
  private readonly operations: TrainingKernel['operations'];
  /** Whether weights have flags, so that rows with masks of their own pass one at a time. */
  private readonly hasWeightFlags: boolean;

  /** @param kernel the compiled kernels or their plain twin */
  constructor(
    private readonly room: Room,
    private readonly kernel: TrainingKernel = compiledTraining() ?? plainTraining()
  ) {
    const { architecture, rows, layout, masks, hasTargets } = room;
    const memory = placeTraining(room, kernel);
    this.memory = memory;
    this.tracer = isNarrow(architecture) ? new NarrowTrace(memory, kernel) : null;
    this.operations = kernel.operations;
    this.words = new Uint32Array(kernel.buffer);
    this.singles = new Float32Array(kernel.buffer);
    this.doubles = new Float64Array(kernel.buffer);
    this.hasWeightFlags = layout?.sections.some(({ kind }) => kind === 'weights') ?? false;
    const last = memory.values.length - 1;
    this.inputRow = memory.valueRows[0] / 4;
    this.outputRow = memory.valueRows[last] / 4;
    this.input = this.numbers(memory.values[0], rows * this.inputRow);
    this.output = this.numbers(memory.values[last], rows * this.outputRow);
    this.targets = this.numbers(
      memory.targets,
      hasTargets ? rows * memory.layers[last - 1].fanOut : 0
    );
    this.labels = this.words.subarray(memory.labels / 4, memory.labels / 4 + rows);
    this.state = this.words.subarray(memory.state / 4, memory.state / 4 + 16);
    const maskWords = (masks * memory.maskBytes) / 4;
    this.masks = this.words.subarray(memory.masks / 4, memory.masks / 4 + maskWords);
    this.obeyMasks(false);
    this.setFactors(noFactors(memory.layers.length));
  }

  /** Layers of weights. */
  get depth(): number {
    return this.memory.layers.length;
  }

  /** Row i of the weights of a layer: those that lead from unit i. A view: writing changes the network. */
  weightRow(layer: number, i: number): Float32Array {
    const { weights, row, fanOut } = this.memory.layers[layer];
    return this.numbers(weights + i * row, fanOut);
  }

  /** Biases of the units that a layer of weights leads to; empty where it has none. A view. */
  biases(layer: number): Float32Array {
    const { biases, fanOut } = this.memory.layers[layer];
    return this.numbers(biases, biases === 0 ? 0 : fanOut);
  }

  /** Row i of the gradient of the weights of a layer. */
  weightGradientRow(layer: number, i: number): Float32Array {
    const { weightGradient, row, fanOut } = this.memory.layers[layer];
    return this.numbers(weightGradient + i * row, fanOut);
  }

  /** Gradient of the biases of a layer. */
  biasGradient(layer: number): Float32Array {
    const { biasGradient, biases, fanOut } = this.memory.layers[layer];
    return this.numbers(biasGradient, biases === 0 ? 0 : fanOut);
  }

  /** Whether passes obey the masks; else everything is kept. */
  obeyMasks(isOn: boolean): void {
    const { layout, masks } = this.room;
    const isCompact = isOn && masks === 1 && canBeCompact(this.room);
    writeFlags(this.words, this.memory, isOn ? layout : null, isCompact);
  }

  /** Sets what kept parts are multiplied by. */
  setFactors(factors: Factors): void {
    writeFactors(this.singles, this.memory, factors);
  }

  /** Draws flags into `masks`, from any state. */
  readonly draw: DrawFlags = (state, _masks, firstVector, vectors, p) => {
    this.state.set(state);
    this.operations.drawFlags(this.memory.state, this.memory.masks + 16 * firstVector, vectors, p);
    state.set(this.state);
  };

  /**
   * The rows of a training set, from where batches of this machine take them.
   *
   * @param examples as many as are held, if any are
   */
  rowsOf(examples: Examples): BatchRows {
    return this.memory.order > 0
      ? new HeldRows(this.memory, this.kernel, examples)
      : copiedRows(examples, this.room.architecture.widths[0], this);
  }

  /** Passes the first rows forward under the first mask, or with everything kept. */
  forward(rows: number): void {
    this.operations.trainForward(this.memory.job, 0, rows, this.memory.masks, 0);
  }

  /** Sum of the losses of the first rows, after `forward`. */
  loss(rows: number): number {
    return this.operations.trainLoss(this.memory.job, 0, rows, 0);
  }

  /**
   * Loss and gradient of a batch.
   *
   * @param rows rows of the batch
   * @returns mean loss of the rows under their masks
   */
  gradient(rows: number): number {
    const { job, masks, maskBytes } = this.memory;
    const own = this.room.masks > 1;
    const atOnce = own && this.hasWeightFlags ? 1 : rows;
    let total = 0;
    for (let from = 0; from < rows; from += atOnce) {
      const to = from + atOnce;
      const mask = masks + from * maskBytes;
      const maskRow = own && atOnce > 1 ? maskBytes : 0;
      this.operations.trainForward(job, from, to, mask, maskRow);
      total += this.operations.trainLoss(job, from, to, 1 / rows);
      this.operations.trainBackward(job, from, to, mask, maskRow, from === 0);
    }
    return total / rows;
  }

  /** Sum of the squares of the gradient, biases included; that of each layer is then `layerSquares`. */
  squares(): number {
    return this.operations.trainSquares(this.memory.job);
  }

  /** Sum of the squares of a layer's gradient, as `squares` found it. */
  layerSquares(layer: number): number {
    return this.doubles[(this.memory.layers[layer].fields + at.SQUARES) / 8];
  }

  /** Largest absolute weight gradient of each layer, written to `largest`; NaN where there is one. */
  largest(largest: Float64Array): void {
    this.operations.trainLargest(this.memory.job);
    this.memory.layers.forEach(({ fields }, l) => {
      largest[l] = this.singles[(fields + at.LARGEST) / 4];
    });
  }

  /** Takes a step along the gradient. */
  update({ name, rate, scale, decay, beta1, beta2, epsilon, adamRate, adamRoot }: Update): void {
    const kind = OPTIMIZERS.indexOf(name);
    const { job } = this.memory;
    this.operations.trainUpdate(
      job,
      kind,
      rate,
      scale,
      decay,
      beta1,
      beta2,
      epsilon,
      adamRate,
      adamRoot
    );
  }

  private numbers(address: number, count: number): Float32Array {
    return this.singles.subarray(address / 4, address / 4 + count);
  }
}

function noFactors(depth: number): Factors {
  const ones = new Array<number>(depth).fill(1);
  return { units: ones, weights: ones, skips: ones, blocks: ones };
}
