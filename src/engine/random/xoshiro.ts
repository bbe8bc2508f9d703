// xoshiro128++ 1.0: the fast sequential generator that runs inside one block of work.
// Blackman, Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47:36 (2021).

function rotateLeft(x: number, k: number): number {
  return (x << k) | (x >>> (32 - k));
}

/** The generator; period 2^128 - 1. The state must not be all zero. */
export class Xoshiro128 {
  private s0: number;
  private s1: number;
  private s2: number;
  private s3: number;

  /**
   * @param state four unsigned 32-bit integers, not all zero
   * @throws RangeError when all four words are zero (the one fixed point of the generator)
   */
  constructor(state: readonly [number, number, number, number]) {
    [this.s0, this.s1, this.s2, this.s3] = state.map(word => word | 0) as [
      number,
      number,
      number,
      number
    ];
    if ((this.s0 | this.s1 | this.s2 | this.s3) === 0) {
      throw new RangeError('Xoshiro128: state is all zero; give at least one nonzero word');
    }
  }

  /** The next word: an integer, uniform on 0 .. 2^32 - 1. */
  next(): number {
    const result = rotateLeft((this.s0 + this.s3) | 0, 7) + this.s0;
    const t = this.s1 << 9;
    this.s2 ^= this.s0;
    this.s3 ^= this.s1;
    this.s1 ^= this.s2;
    this.s0 ^= this.s3;
    this.s2 ^= t;
    this.s3 = rotateLeft(this.s3, 11);
    return result >>> 0;
  }
}
