// Elementary functions to far more digits than a double has, on integers that stand for x * 2^bits. From their definitions
// alone, with nothing of the engine's or the platform's in the value: the yardstick for src/engine/math.

/** A real number, known as value * 2^-bits. */
export interface Exact {
  readonly value: bigint;
  readonly bits: number;
}

/** Digits beyond those of a double that every result has at least. */
const SPARE = 120;

const view = new DataView(new ArrayBuffer(8));

/** x * 2^bits of a finite double, rounded down where bits are too few. */
function fixed(x: number, bits: number): bigint {
  view.setFloat64(0, x);
  const word = view.getBigUint64(0);
  const biased = Number((word >> 52n) & 0x7ffn);
  const fraction = word & ((1n << 52n) - 1n);
  const whole = biased === 0 ? fraction : fraction | (1n << 52n);
  const shift = bits + Math.max(biased, 1) - 1075;
  const size = shift >= 0 ? whole << BigInt(shift) : whole >> BigInt(-shift);
  return x < 0 ? -size : size;
}

/** The exponent of a double other than 0. */
function exponentOf(x: number): number {
  return Math.floor(Math.log2(Math.abs(x)));
}

/** The place of the highest bit of an integer above 0. */
function highest(value: bigint): number {
  const digits = value.toString(16);
  return 4 * digits.length - 1 - (Math.clz32(parseInt(digits[0], 16)) - 28);
}

/** artanh(1 / n) as its series. */
function artanhOfInverse(n: bigint, bits: number): bigint {
  let power = (1n << BigInt(bits)) / n;
  let sum = 0n;
  for (let odd = 1n; power !== 0n; odd += 2n) {
    sum += power / odd;
    power /= n * n;
  }
  return sum;
}

const logarithms = new Map<number, bigint>();

/** ln 2 = 18 artanh(1/26) - 2 artanh(1/4801) + 8 artanh(1/8749). */
function ln2(bits: number): bigint {
  let known = logarithms.get(bits);
  if (known === undefined) {
    const spare = bits + 16;
    const [a, b, c] = [26n, 4801n, 8749n].map(n => artanhOfInverse(n, spare));
    known = (18n * a - 2n * b + 8n * c) >> 16n;
    logarithms.set(bits, known);
  }
  return known;
}

/** arctan(1 / n) as its series. */
function arctanOfInverse(n: bigint, bits: number): bigint {
  let power = (1n << BigInt(bits)) / n;
  let sum = 0n;
  for (let odd = 1n, sign = 1n; power !== 0n; odd += 2n, sign = -sign) {
    sum += (sign * power) / odd;
    power /= n * n;
  }
  return sum;
}

const BITS_OF_PI = 256;
/** pi = 16 arctan(1/5) - 4 arctan(1/239), Machin. */
const PI = 16n * arctanOfInverse(5n, BITS_OF_PI) - 4n * arctanOfInverse(239n, BITS_OF_PI);

/** Halvings of an argument before its series: each saves terms, and costs a squaring. */
const HALVINGS = 8;

/** exp of x * 2^-bits, as an integer of the same kind. */
function expOf(x: bigint, bits: number): bigint {
  const inner = bits + 24;
  const one = 1n << BigInt(inner);
  const scaled = x << 24n;
  const unit = ln2(inner);
  // Rounded down: the rest lies in 0 .. ln 2.
  const k = scaled >= 0n ? scaled / unit : -((-scaled + unit - 1n) / unit);
  const rest = (scaled - k * unit) >> BigInt(HALVINGS);
  let sum = one;
  let term = one;
  for (let n = 1n; term !== 0n; n++) {
    term = ((term * rest) >> BigInt(inner)) / n;
    sum += term;
  }
  for (let i = 0; i < HALVINGS; i++) {
    sum = (sum * sum) >> BigInt(inner);
  }
  return k >= 0n ? (sum << k) >> 24n : sum >> (24n - k);
}

/**
 * ln of x * 2^-bits from a double near it: with exp(y) = x (1 - d), y + 2 (x - exp y) / (x + exp y) is right to d^3 / 12.
 */
function logOf(x: bigint, bits: number, near: number): bigint {
  const start = fixed(near, bits);
  const back = expOf(start, bits);
  return start + (((x - back) * 2n) << BigInt(bits)) / (x + back);
}

/** Of exp x, for x in -745 .. 710. */
export function exactExp(x: number): Exact {
  const bits = SPARE + 64 + Math.max(0, Math.ceil(-x / Math.LN2));
  return { value: expOf(fixed(x, bits), bits), bits };
}

/** Of exp x - 1, for x other than 0. */
export function exactExpm1(x: number): Exact {
  const bits = SPARE + 64 + Math.max(0, -exponentOf(x)) * 2;
  return { value: expOf(fixed(x, bits), bits) - (1n << BigInt(bits)), bits };
}

/** Of ln x, for x > 0. */
export function exactLog(x: number): Exact {
  if (x === 1) return { value: 0n, bits: 0 };
  const near = Math.log(x);
  const bits = SPARE + 64 + Math.max(0, -exponentOf(x)) + Math.max(0, -exponentOf(near));
  return { value: logOf(fixed(x, bits), bits, near), bits };
}

/** Of ln(1 + x), for x > -1 other than 0. */
export function exactLog1p(x: number): Exact {
  const bits = SPARE + 64 + 2 * Math.max(0, -exponentOf(x));
  return { value: logOf(fixed(x, bits) + (1n << BigInt(bits)), bits, Math.log1p(x)), bits };
}

/** Of ln(1 - exp x), for x < 0. */
export function exactLog1mexp(x: number): Exact {
  const size = Math.max(-exponentOf(x), Math.ceil(-x / Math.LN2));
  const bits = SPARE + 64 + 2 * Math.max(0, size);
  const near = x > -Math.LN2 ? Math.log(-Math.expm1(x)) : Math.log1p(-Math.exp(x));
  return { value: logOf((1n << BigInt(bits)) - expOf(fixed(x, bits), bits), bits, near), bits };
}

/** Of tanh x, for x other than 0 in -40 .. 40. */
export function exactTanh(x: number): Exact {
  const bits = SPARE + 64 + 2 * Math.max(0, -exponentOf(x));
  const one = 1n << BigInt(bits);
  const square = expOf(2n * fixed(x, bits), bits);
  return { value: ((square - one) << BigInt(bits)) / (square + one), bits };
}

/** Of 1 / (1 + exp(-x)), for x in -700 .. 700. */
export function exactSigmoid(x: number): Exact {
  const bits = SPARE + 64 + Math.max(0, Math.ceil(-x / Math.LN2)) * 2;
  const one = 1n << BigInt(bits);
  return { value: (one << BigInt(bits)) / (one + expOf(-fixed(x, bits), bits)), bits };
}

/** Of cos(pi x), for x in 0 .. 1 that are no multiples of 1/2 nor below 2^-60. */
export function exactCospi(x: number): Exact {
  const bits = BITS_OF_PI;
  const angle = (fixed(x, bits) * PI) >> BigInt(bits);
  const square = (angle * angle) >> BigInt(bits);
  let term = 1n << BigInt(bits);
  let sum = 0n;
  for (let n = 1n; term !== 0n; n += 2n) {
    sum += term;
    term = -((term * square) >> BigInt(bits)) / (n * (n + 1n));
  }
  return { value: sum, bits };
}

/** Distance of a double from a number other than 0, in units of the number's last place as a double. */
export function ulps(found: number, { value, bits }: Exact): number {
  const place = Math.max(highest(value < 0n ? -value : value) - 52, bits - 1074);
  const apart = fixed(found, bits) - value;
  const size = apart < 0n ? -apart : apart;
  // 2^-30 of such a unit is enough.
  return Number(place >= 30 ? size >> BigInt(place - 30) : size << BigInt(30 - place)) / 2 ** 30;
}
