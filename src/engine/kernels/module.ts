// The compiled kernels: one WebAssembly instance a worker, made when it is first asked for. Where a page forbids
// compiling or the engine knows no SIMD there are none, and the plain twins run: slower, but the same bits.

import type { RemovalGraph } from '../network/graph';
import { KERNELS } from './binary';

/** What the module exports; addresses are bytes of its memory. */
export interface KernelFunctions {
  readonly memory: WebAssembly.Memory;
  heapBase(): number;
  abreastCount(job: number, lane: number): void;
  abreastMasks(job: number): void;
  abreastStep(job: number, rate: number, clip: number): number;
  bitSearch(job: number, to: number, batches: number): void;
  drawFlags(state: number, to: number, vectors: number, p: number): void;
  countChain(state: number, program: number, shift: number, first: number, end: number): number;
  fillWords(state: number, to: number, vectors: number): void;
  lazySearch(job: number, trials: number): number;
  maxMin(job: number, to: number, trials: number): void;
  trainTake(job: number, numbers: number, count: number, to: number): void;
  trainForward(job: number, from: number, to: number, mask: number, maskRow: number): void;
  trainLoss(job: number, from: number, to: number, weight: number): number;
  trainBackward(
    job: number,
    from: number,
    to: number,
    mask: number,
    maskRow: number,
    isFirst: boolean
  ): void;
  trainTrace(job: number, mask: number, maskBytes: number, masks: number): number;
  trainSquares(job: number): number;
  trainLargest(job: number): void;
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
  ): void;
}

const PAGE = 0x10000;
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Bytes of a base64 text; by hand, because not every host of the engine has atob. */
function decode(text: string): Uint8Array<ArrayBuffer> {
  const value = new Uint8Array(128);
  for (let i = 0; i < DIGITS.length; i++) {
    value[DIGITS.charCodeAt(i)] = i;
  }
  const digits = text.replace(/={1,2}$/, '');
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  for (let i = 0, held = 0, at = 0; i < digits.length; i++) {
    held = (held << 6) | value[digits.charCodeAt(i)];
    if (i % 4 > 0) {
      bytes[at++] = held >> (6 - 2 * (i % 4));
    }
  }
  return bytes;
}

/** What a sampler of graphs places in the memory of the kernels. */
type Prepare<T> = (engine: Kernels, removal: RemovalGraph) => T;

interface Prepared {
  readonly prepare: Prepare<unknown>;
  readonly removal: RemovalGraph;
  readonly made: unknown;
}

/** The kernels and their memory, which a caller has for itself from `clear` until it returns. */
export class Kernels {
  private readonly base: number;
  private top: number;
  private last: Prepared | null = null;

  constructor(readonly functions: KernelFunctions) {
    this.base = (functions.heapBase() + 15) & ~15;
    this.top = this.base;
  }

  /** Frees everything that was placed. The bytes keep what they hold: write what you read. */
  clear(): void {
    this.top = this.base;
    this.last = null;
  }

  /**
   * What a sampler prepared for a graph. It is kept until the memory is cleared, since the shards of a study ask for the
   * same one again and again.
   *
   * @param prepare places what the sampler needs in memory that has just been cleared
   * @param removal a graph, known again as the same object, and its rates
   */
  prepared<T>(prepare: Prepare<T>, removal: RemovalGraph): T {
    const { last } = this;
    const isSame =
      last?.prepare === prepare &&
      last.removal.graph === removal.graph &&
      last.removal.rates.every((rate, of) => Object.is(rate, removal.rates[of]));
    if (isSame) {
      return last.made as T;
    }
    this.clear();
    const made = prepare(this, removal);
    this.last = { prepare, removal, made };
    return made;
  }

  /**
   * Reserves bytes.
   *
   * @param bytes how many, integer >= 0
   * @returns their address, a multiple of 16. Views made before are void: the memory may have grown
   */
  place(bytes: number): number {
    const address = this.top;
    this.top += (bytes + 15) & ~15;
    const lacking = this.top - this.functions.memory.buffer.byteLength;
    if (lacking > 0) {
      this.functions.memory.grow(Math.ceil(lacking / PAGE));
    }
    return address;
  }

  /** The 32-bit words at an address, until the next `place`. */
  words(address: number, length: number): Uint32Array<ArrayBuffer> {
    return new Uint32Array(this.functions.memory.buffer, address, length);
  }

  /** The doubles at an address, until the next `place`. */
  doubles(address: number, length: number): Float64Array<ArrayBuffer> {
    return new Float64Array(this.functions.memory.buffer, address, length);
  }
}

function instantiate(): Kernels | null {
  try {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(decode(KERNELS)));
    return new Kernels(exports as unknown as KernelFunctions);
  } catch {
    return null;
  }
}

let instance: Kernels | null | undefined;

/**
 * The kernels, compiled at the first call; null where WebAssembly with SIMD can't be compiled. Samplers take them as
 * their last argument, with this as the default: null makes them run their plain twin.
 */
export function kernels(): Kernels | null {
  if (instance === undefined) {
    instance = instantiate();
  }
  return instance;
}
