// The plain twin of assembly/training: a batch forward and back through a network under its masks, its loss and the step
// that follows, in single precision. Every sum runs in ascending order and every operation is rounded; what is removed is
// passed over. This is the specification; the compiled kernels give the same bits.

import { LEAK, type Activation } from '../dropout/architecture';
import { isKept } from '../dropout/mask';
import { exp } from '../math/exp';
import { log } from '../math/log';
import { singleNormal, singleSigmoid, singleTanh } from '../math/single';
import { drawFlags } from './flagsplain';
import * as at from './trainingfields';
import {
  ACTIVATIONS,
  LOSSES,
  OPTIMIZERS,
  type TrainingKernel,
  type TrainingOperations
} from './trainingkernel';

const f = Math.fround;
const PAGE = 0x10000;

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
interface Work {
  readonly layer: number;
  readonly before: readonly number[];
  readonly behind: readonly number[];
}

/** The operations on one memory. */
class PlainOperations implements TrainingOperations {
  private readonly words: Uint32Array<ArrayBuffer>;
  private readonly singles: Float32Array<ArrayBuffer>;
  private readonly doubles: Float64Array<ArrayBuffer>;

  constructor(buffer: ArrayBuffer) {
    this.words = new Uint32Array(buffer);
    this.singles = new Float32Array(buffer);
    this.doubles = new Float64Array(buffer);
  }

  drawFlags(state: number, to: number, vectors: number, p: number): void {
    const generators = this.words.subarray(state / 4, state / 4 + 16);
    drawFlags(generators, this.words.subarray(to / 4), 0, vectors, p);
  }

  trainTrace(job: number, mask: number): boolean {
    const layers = this.layers(job);
    const units = (layer: number, field: number): number[] =>
      Array.from({ length: this.word(layer, field) }, (_, unit) => unit);
    let reached = units(layers[0], at.FAN_IN);
    const reachable = layers.map(layer => {
      reached = units(layer, at.FAN_OUT).filter(
        j =>
          this.flag(layer, at.UNIT_FLAGS, mask, j) &&
          reached.some(i => this.isWeightKept(layer, mask, i, j))
      );
      this.words[(layer + at.REACHED) / 4] = reached.reduce((set, j) => set + 2 ** j, 0);
      return reached;
    });
    const isOpen = reached.length > 0;
    layers.reduceRight((live, layer, l) => {
      const before = l === 0 ? units(layer, at.FAN_IN) : reachable[l - 1];
      const open = before.map(i => live.filter(j => this.isWeightKept(layer, mask, i, j)));
      this.words[(layer + at.LIVE_WEIGHTS) / 4] = open.flat().length;
      const updates = this.word(layer, at.UPDATES);
      for (const [place, i] of before.entries()) {
        const row = (updates + i * this.word(layer, at.ROW)) / 4;
        open[place].forEach(j => (this.words[row + j] += updates === 0 ? 0 : 1));
      }
      return before.filter((_, place) => open[place].length > 0);
    }, reached);
    return isOpen;
  }

  trainForward(job: number, from: number, to: number, mask: number, maskRow: number): void {
    this.words[(job + at.MASK) / 4] = mask;
    const kind = ACTIVATIONS[this.word(job, at.ACTIVATION)];
    for (const work of this.work(job, to - from, mask)) {
      this.thin(work.layer, mask);
      for (let row = from; row < to; row++) {
        this.affine(work, row);
        this.activate(work, kind, row, mask + (row - from) * maskRow);
      }
    }
  }

  trainLoss(job: number, from: number, to: number, weight: number): number {
    const isEntropy = LOSSES[this.word(job, at.LOSS)] === 'cross_entropy';
    const layer = this.word(job, at.LAYERS_END) - at.LAYER_BYTES;
    const outputs = this.word(layer, at.FAN_OUT);
    let total = 0;
    for (let row = from; row < to; row++) {
      const place = (row * this.word(layer, at.H_ROW)) / 4;
      const z = this.singles.subarray(this.word(layer, at.H) / 4 + place).subarray(0, outputs);
      const d = this.singles.subarray(this.word(layer, at.D) / 4 + place).subarray(0, outputs);
      total += isEntropy
        ? this.crossEntropy(job, row, z, d, weight)
        : this.squaredError(job, row, z, d, weight);
    }
    return total;
  }

  trainBackward(
    job: number,
    from: number,
    to: number,
    mask: number,
    maskRow: number,
    isFirst: boolean
  ): void {
    const works = this.work(job, to - from, mask);
    for (const { layer } of works) {
      if (this.word(layer, at.DX) !== 0) {
        const row = this.word(layer, at.X_ROW);
        const dx = this.word(layer, at.DX);
        this.singles.fill(0, (dx + from * row) / 4, (dx + to * row) / 4);
      }
      if (isFirst) {
        this.clearGradient(layer);
      }
    }
    for (const work of works.toReversed()) {
      for (let row = from; row < to; row++) {
        this.deactivate(work, row, mask + (row - from) * maskRow);
      }
      if (!this.isProduct(job, work.layer)) {
        this.addGradient(work, from, to, mask);
      } else {
        this.addBiasGradient(work, from, to);
      }
      if (this.word(work.layer, at.DX) !== 0) {
        for (let row = from; row < to; row++) {
          this.addInputGradient(work, row);
        }
      }
    }
  }

  trainSquares(job: number): number {
    let total = 0;
    for (const layer of this.layers(job)) {
      const row = this.word(layer, at.ROW) / 4;
      const [fanIn, fanOut] = [this.word(layer, at.FAN_IN), this.word(layer, at.FAN_OUT)];
      let sum = this.isThinnedRow(job, layer)
        ? this.thinnedSquares(job, layer)
        : this.isProduct(job, layer)
          ? this.squaresOf(this.word(layer, at.X), fanIn) *
            this.squaresOf(this.word(layer, at.D), fanOut)
          : this.squaresOf(this.word(layer, at.WEIGHT_GRADIENT), row * fanIn);
      if (this.word(layer, at.BIASES) !== 0) {
        sum += this.squaresOf(this.word(layer, at.BIAS_GRADIENT), row);
      }
      this.doubles[(layer + at.SQUARES) / 8] = sum;
      total += sum;
    }
    return total;
  }

  trainLargest(job: number): void {
    for (const layer of this.layers(job)) {
      const row = this.word(layer, at.ROW) / 4;
      const [fanIn, fanOut] = [this.word(layer, at.FAN_IN), this.word(layer, at.FAN_OUT)];
      this.singles[(layer + at.LARGEST) / 4] = this.isProduct(job, layer)
        ? this.largestOf(this.word(layer, at.X), fanIn) *
          this.largestOf(this.word(layer, at.D), fanOut)
        : this.largestOf(this.word(layer, at.WEIGHT_GRADIENT), row * fanIn);
    }
  }

  trainUpdate(
    job: number,
    kind: number,
    learningRate: number,
    scale: number,
    weightDecay: number,
    beta1: number,
    beta2: number,
    epsilon: number,
    adamRate: number,
    adamRoot: number
  ): void {
    const name = OPTIMIZERS[kind];
    const [rate, clip, decay, b1, b2] = [learningRate, scale, weightDecay, beta1, beta2].map(f);
    const [small, firstStep, root] = [epsilon, adamRate, adamRoot].map(f);
    // Rounded once: 1 - 0.999 in single precision is 1.3e-5 off.
    const [firstShare, secondShare] = [1 - beta1, 1 - beta2].map(f);
    const { singles } = this;
    const update = (w: number, g: number, m: number, v: number, decays: boolean): void => {
      let x = singles[w];
      let step = f(clip * singles[g]);
      if (name === 'adamw') {
        x = decays ? f(x - f(f(rate * decay) * x)) : x;
      } else if (decays) {
        step = f(step + f(decay * x));
      }
      if (name === 'sgd' || name === 'nesterov') {
        if (m >= 0) {
          const velocity = f(step + f(b1 * singles[m]));
          singles[m] = velocity;
          step = name === 'nesterov' ? f(step + f(b1 * velocity)) : velocity;
        }
        singles[w] = f(x - f(rate * step));
        return;
      }
      singles[m] = f(f(b1 * singles[m]) + f(firstShare * step));
      singles[v] = f(f(b2 * singles[v]) + f(secondShare * f(step * step)));
      const divisor = f(f(f(Math.sqrt(singles[v])) / root) + small);
      singles[w] = f(x - f(f(firstStep * singles[m]) / divisor));
    };
    for (const layer of this.layers(job)) {
      if (this.isProduct(job, layer)) {
        this.writeRankOne(layer);
      }
      const moment = (field: number): number =>
        this.word(layer, field) === 0 ? -Infinity : this.word(layer, field) / 4;
      const [w, g] = [this.word(layer, at.WEIGHTS) / 4, this.word(layer, at.WEIGHT_GRADIENT) / 4];
      const [m, v] = [moment(at.FIRST_MOMENT), moment(at.SECOND_MOMENT)];
      for (const weight of this.weightPlaces(layer, at.WEIGHTS)) {
        const offset = weight - w;
        update(weight, g + offset, m + offset, v + offset, weightDecay !== 0);
      }
      if (this.word(layer, at.BIASES) !== 0) {
        const [bias, gradient] = [
          this.word(layer, at.BIASES) / 4,
          this.word(layer, at.BIAS_GRADIENT) / 4
        ];
        const [bm, bv] = [moment(at.BIAS_FIRST_MOMENT), moment(at.BIAS_SECOND_MOMENT)];
        for (let j = 0; j < this.word(layer, at.FAN_OUT); j++) {
          update(bias + j, gradient + j, bm + j, bv + j, false);
        }
      }
    }
  }

  /** Sum of squares in double precision: eight partial sums, of the places 0 .. 7 modulo 8. */
  private squaresOf(address: number, count: number): number {
    const lanes = new Array<number>(8).fill(0);
    for (let place = 0; place < count; place++) {
      const x = this.singles[address / 4 + place];
      lanes[place % 8] += x * x;
    }
    const pair = (i: number): number => lanes[i] + lanes[i + 2] + (lanes[i + 4] + lanes[i + 6]);
    return pair(0) + pair(1);
  }

  /** factor^2 times the sum over j of dz_j^2 times the sum of x_i^2 over the kept weights that lead to j. */
  private thinnedSquares(job: number, layer: number): number {
    const { singles } = this;
    const mask = this.word(job, at.MASK);
    const [x, d] = [this.word(layer, at.X) / 4, this.word(layer, at.D) / 4];
    const lanes = [0, 0, 0, 0];
    for (let j = 0; j < this.word(layer, at.FAN_OUT); j++) {
      let sum = 0;
      for (let i = 0; i < this.word(layer, at.FAN_IN); i++) {
        sum = this.isWeightKept(layer, mask, i, j)
          ? f(sum + f(singles[x + i] * singles[x + i]))
          : sum;
      }
      lanes[j % 4] += sum * (singles[d + j] * singles[d + j]);
    }
    const factor = this.single(layer, at.FACTOR);
    return factor * factor * (lanes[0] + lanes[2] + (lanes[1] + lanes[3]));
  }

  private largestOf(address: number, count: number): number {
    let largest = 0;
    for (let place = 0; place < count; place++) {
      largest = Math.max(largest, Math.abs(this.singles[address / 4 + place]));
    }
    return largest;
  }

  private word(base: number, field: number): number {
    return this.words[(base + field) / 4];
  }

  private single(base: number, field: number): number {
    return this.singles[(base + field) / 4];
  }

  /** Whether a layer's gradient is that of a single row, x_i dz_j: no weight of it is thinned. */
  private isProduct(job: number, layer: number): boolean {
    return this.word(job, at.RANK_ONE) !== 0 && this.word(layer, at.THINNED) === 0;
  }

  /** Whether a layer's gradient is that of a single row whose weights are thinned. */
  private isThinnedRow(job: number, layer: number): boolean {
    return this.word(job, at.RANK_ONE) !== 0 && this.word(layer, at.THINNED) !== 0;
  }

  private layers(job: number): number[] {
    const first = this.word(job, at.LAYERS);
    const count = (this.word(job, at.LAYERS_END) - first) / at.LAYER_BYTES;
    return Array.from({ length: count }, (_, l) => first + l * at.LAYER_BYTES);
  }

  /** Whether the flag at a place behind a section's first bit is set; sections that there are not keep everything. */
  private flag(layer: number, field: number, mask: number, place: number): boolean {
    const first = this.word(layer, field);
    return first === at.NONE || isKept(this.words.subarray(mask / 4), first + place);
  }

  /** Places of all weights of a layer in an array that is laid out as the weights are. */
  private *weightPlaces(layer: number, field: number): Generator<number> {
    for (let i = 0; i < this.word(layer, at.FAN_IN); i++) {
      const first = (this.word(layer, field) + i * this.word(layer, at.ROW)) / 4;
      for (let j = 0; j < this.word(layer, at.FAN_OUT); j++) {
        yield first + j;
      }
    }
  }

  private isWeightKept(layer: number, mask: number, i: number, j: number): boolean {
    const stride = Math.ceil(this.word(layer, at.FAN_OUT) / 4) * 4;
    return this.flag(layer, at.WEIGHT_FLAGS, mask, i * stride + j);
  }

  /** Thinned weights: factor * weight where it is kept, else 0. */
  private thin(layer: number, mask: number): void {
    const thinned = this.word(layer, at.THINNED);
    if (thinned === 0) {
      return;
    }
    const factor = this.single(layer, at.FACTOR);
    const row = this.word(layer, at.ROW) / 4;
    for (let i = 0; i < this.word(layer, at.FAN_IN); i++) {
      for (let j = 0; j < this.word(layer, at.FAN_OUT); j++) {
        const weight = this.singles[this.word(layer, at.WEIGHTS) / 4 + i * row + j];
        this.singles[thinned / 4 + i * row + j] = this.isWeightKept(layer, mask, i, j)
          ? f(factor * weight)
          : 0;
      }
    }
  }

  /** Layers with the units before and behind each that are worked on: where a job is compact, only those that are kept. */
  private work(job: number, rows: number, mask: number): Work[] {
    const isCompact = this.word(job, at.COMPACT) !== 0 && rows >= 4;
    const units = (count: number): number[] => Array.from({ length: count }, (_, unit) => unit);
    let behind: number[] | null = null;
    return this.layers(job).map(layer => {
      const before = behind ?? units(this.word(layer, at.FAN_IN));
      const all = units(this.word(layer, at.FAN_OUT));
      behind = isCompact ? all.filter(unit => this.flag(layer, at.UNIT_FLAGS, mask, unit)) : all;
      return { layer, before, behind };
    });
  }

  /** First weight of a layer as the mask leaves them. */
  private weights(layer: number): number {
    return (this.word(layer, at.THINNED) || this.word(layer, at.WEIGHTS)) / 4;
  }

  /** z = b + sum over i of x_i w_ij. */
  private affine({ layer, before, behind }: Work, row: number): void {
    const { singles } = this;
    const x = (this.word(layer, at.X) + row * this.word(layer, at.X_ROW)) / 4;
    const h = (this.word(layer, at.H) + row * this.word(layer, at.H_ROW)) / 4;
    const weightRow = this.word(layer, at.ROW) / 4;
    const biases = this.word(layer, at.BIASES) / 4;
    singles.fill(0, h, h + this.word(layer, at.FAN_OUT));
    for (const j of behind) {
      let sum = biases === 0 ? 0 : singles[biases + j];
      const w = this.weights(layer) + j;
      for (const i of before) {
        sum = f(sum + f(singles[x + i] * singles[w + i * weightRow]));
      }
      singles[h + j] = sum;
    }
  }

  /** Factor of what a skip passes over. */
  private blockFactor(layer: number, mask: number): number {
    return this.flag(layer, at.BLOCK_FLAG, mask, 0) ? this.single(layer, at.BLOCK_GAIN) : 0;
  }

  private activate({ layer, behind }: Work, kind: Activation, row: number, mask: number): void {
    const { singles } = this;
    const place = (row * this.word(layer, at.H_ROW)) / 4;
    const h = this.word(layer, at.H) / 4 + place;
    const slopes = this.word(layer, at.SLOPES) / 4 + place;
    const isHidden = this.word(layer, at.IS_HIDDEN) !== 0;
    const skipFrom = this.word(layer, at.SKIP_FROM) / 4;
    for (const j of behind) {
      if (isHidden) {
        const { value, slope } = activation(kind, singles[h + j]);
        singles[h + j] = value;
        singles[slopes + j] = slope;
      }
      if (skipFrom !== 0) {
        const own = f(this.blockFactor(layer, mask) * singles[h + j]);
        const skipped = this.flag(layer, at.SKIP_FLAGS, mask, j)
          ? f(this.single(layer, at.SKIP_GAIN) * singles[skipFrom + place + j])
          : 0;
        singles[h + j] = f(own + skipped);
      }
      if (isHidden) {
        singles[h + j] = this.throughUnit(layer, mask, j, singles[h + j]);
      }
    }
  }

  private throughUnit(layer: number, mask: number, unit: number, value: number): number {
    return this.flag(layer, at.UNIT_FLAGS, mask, unit) ? f(this.single(layer, at.GAIN) * value) : 0;
  }

  /** From the gradient with respect to h to that with respect to z, the skip's share passed on. */
  private deactivate({ layer, behind }: Work, row: number, mask: number): void {
    const { singles } = this;
    const place = (row * this.word(layer, at.H_ROW)) / 4;
    const d = this.word(layer, at.D) / 4 + place;
    const slopes = this.word(layer, at.SLOPES) / 4 + place;
    const isHidden = this.word(layer, at.IS_HIDDEN) !== 0;
    const skipD = this.word(layer, at.SKIP_D) / 4;
    for (const j of behind) {
      if (isHidden) {
        singles[d + j] = this.throughUnit(layer, mask, j, singles[d + j]);
      }
      if (this.word(layer, at.SKIP_FROM) !== 0) {
        if (skipD !== 0 && this.flag(layer, at.SKIP_FLAGS, mask, j)) {
          const share = f(this.single(layer, at.SKIP_GAIN) * singles[d + j]);
          singles[skipD + place + j] = f(singles[skipD + place + j] + share);
        }
        singles[d + j] = f(this.blockFactor(layer, mask) * singles[d + j]);
      }
      if (isHidden) {
        singles[d + j] = f(singles[d + j] * singles[slopes + j]);
      }
    }
  }

  private clearGradient(layer: number): void {
    const row = this.word(layer, at.ROW);
    const g = this.word(layer, at.WEIGHT_GRADIENT);
    this.singles.fill(0, g / 4, (g + row * this.word(layer, at.FAN_IN)) / 4);
    const biases = this.word(layer, at.BIAS_GRADIENT);
    if (this.word(layer, at.BIASES) !== 0) {
      this.singles.fill(0, biases / 4, (biases + row) / 4);
    }
  }

  /** Adds the gradient of rows: of a kept weight factor * (sum over rows of x_i dz_j), summed before the factor. */
  private addGradient(
    { layer, before, behind }: Work,
    from: number,
    to: number,
    mask: number
  ): void {
    const { singles } = this;
    const isThinned = this.word(layer, at.THINNED) !== 0;
    const factor = isThinned ? this.single(layer, at.FACTOR) : 1;
    // Rows of a step with one mask are summed first; a mask of its own has a single row.
    const isSummedFirst = !isThinned || to - from >= 4;
    const [xRow, dRow] = [this.word(layer, at.X_ROW) / 4, this.word(layer, at.H_ROW) / 4];
    const [x, d] = [this.word(layer, at.X) / 4, this.word(layer, at.D) / 4];
    for (const i of before) {
      const g = (this.word(layer, at.WEIGHT_GRADIENT) + i * this.word(layer, at.ROW)) / 4;
      for (const j of behind) {
        if (isThinned && !this.isWeightKept(layer, mask, i, j)) {
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
    this.addBiasGradient({ layer, before, behind }, from, to);
  }

  private addBiasGradient({ layer, behind }: Work, from: number, to: number): void {
    if (this.word(layer, at.BIASES) === 0) {
      return;
    }
    const { singles } = this;
    const [g, d] = [this.word(layer, at.BIAS_GRADIENT) / 4, this.word(layer, at.D) / 4];
    const dRow = this.word(layer, at.H_ROW) / 4;
    for (const j of behind) {
      for (let row = from; row < to; row++) {
        singles[g + j] = f(singles[g + j] + singles[d + row * dRow + j]);
      }
    }
  }

  /** Writes out the gradient of a single row, which an update then takes. */
  private writeRankOne(layer: number): void {
    const { singles } = this;
    const [x, d] = [this.word(layer, at.X) / 4, this.word(layer, at.D) / 4];
    const fanOut = this.word(layer, at.FAN_OUT);
    for (let i = 0; i < this.word(layer, at.FAN_IN); i++) {
      const g = (this.word(layer, at.WEIGHT_GRADIENT) + i * this.word(layer, at.ROW)) / 4;
      for (let j = 0; j < fanOut; j++) {
        singles[g + j] = f(singles[x + i] * singles[d + j]);
      }
    }
  }

  /** dx_i = sum over j of dz_j w_ij, added to what skips have left there. */
  private addInputGradient({ layer, before, behind }: Work, row: number): void {
    const { singles } = this;
    const dx = (this.word(layer, at.DX) + row * this.word(layer, at.X_ROW)) / 4;
    const d = (this.word(layer, at.D) + row * this.word(layer, at.H_ROW)) / 4;
    const weightRow = this.word(layer, at.ROW) / 4;
    for (const i of before) {
      let sum = singles[dx + i];
      const w = this.weights(layer) + i * weightRow;
      for (const j of behind) {
        sum = f(sum + f(singles[d + j] * singles[w + j]));
      }
      singles[dx + i] = sum;
    }
  }

  /** -ln softmax(z)[label]; writes the gradient where the weight is not 0. */
  private crossEntropy(
    job: number,
    row: number,
    z: Float32Array,
    d: Float32Array,
    weight: number
  ): number {
    const label = this.words[this.word(job, at.LABELS) / 4 + row];
    const top = Math.max(...z);
    const exps = Array.from(z, value => exp(value - top));
    const sum = exps.reduce((total, e) => total + e, 0);
    if (weight !== 0) {
      exps.forEach((e, j) => {
        d[j] = weight * (e / sum - (j === label ? 1 : 0));
      });
    }
    return log(sum) + (top - z[label]);
  }

  /** Mean over outputs of (z_j - target_j)^2; writes the gradient where the weight is not 0. */
  private squaredError(
    job: number,
    row: number,
    z: Float32Array,
    d: Float32Array,
    weight: number
  ): number {
    const label = this.words[this.word(job, at.LABELS) / 4 + row];
    const targets = this.word(job, at.TARGETS) / 4;
    const slope = (2 * weight) / z.length;
    let sum = 0;
    z.forEach((value, j) => {
      const hit = j === label ? 1 : 0;
      const error = value - (targets === 0 ? hit : this.singles[targets + row * z.length + j]);
      sum += error * error;
      if (weight !== 0) {
        d[j] = slope * error;
      }
    });
    return sum / z.length;
  }
}

/** Memory of its own, and the plain operations on it. */
export function plainTraining(): TrainingKernel {
  let top = 16; // address 0 means nothing
  let made: { buffer: ArrayBuffer; operations: TrainingOperations } | null = null;
  const make = (): { buffer: ArrayBuffer; operations: TrainingOperations } => {
    const buffer = new ArrayBuffer(Math.ceil(top / PAGE) * PAGE);
    return { buffer, operations: new PlainOperations(buffer) };
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
