// The numbers of a training job as the plain twin of assembly/training reads them: views of one memory, its fields, layers
// and flags.

import { isKept } from '../dropout/mask';
import * as at from './trainingfields';

/** The numbers in one memory. */
export class TrainingNumbers {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly words: Uint32Array<ArrayBuffer>;
  readonly singles: Float32Array<ArrayBuffer>;
  readonly doubles: Float64Array<ArrayBuffer>;

  constructor(buffer: ArrayBuffer) {
    this.bytes = new Uint8Array(buffer);
    this.words = new Uint32Array(buffer);
    this.singles = new Float32Array(buffer);
    this.doubles = new Float64Array(buffer);
  }

  /** A field of a job or of a layer: a word. */
  word(base: number, field: number): number {
    return this.words[(base + field) / 4];
  }

  /** A field that is a single-precision number. */
  single(base: number, field: number): number {
    return this.singles[(base + field) / 4];
  }

  /** Whether a layer's gradient is that of a single row, x_i dz_j: no weight of it is thinned. */
  isProduct(job: number, layer: number): boolean {
    return this.word(job, at.RANK_ONE) !== 0 && this.word(layer, at.THINNED) === 0;
  }

  /** Layers of weights of a job. */
  layers(job: number): number[] {
    const first = this.word(job, at.LAYERS);
    const count = (this.word(job, at.LAYERS_END) - first) / at.LAYER_BYTES;
    return Array.from({ length: count }, (_, l) => first + l * at.LAYER_BYTES);
  }

  /** Whether the flag at a place behind a section's first bit is set; sections that there are not keep everything. */
  flag(layer: number, field: number, mask: number, place: number): boolean {
    const first = this.word(layer, field);
    return first === at.NONE || isKept(this.words.subarray(mask / 4), first + place);
  }

  /** Whether the weight from unit i to unit j is kept. */
  isWeightKept(layer: number, mask: number, i: number, j: number): boolean {
    const stride = Math.ceil(this.word(layer, at.FAN_OUT) / 4) * 4;
    return this.flag(layer, at.WEIGHT_FLAGS, mask, i * stride + j);
  }

  /** First weight of a layer as the mask leaves them. */
  weights(layer: number): number {
    return (this.word(layer, at.THINNED) || this.word(layer, at.WEIGHTS)) / 4;
  }
}
