// Inputs made from good ones: bytes that are changed, words of the format put in, parts repeated, nested, cut out and
// mixed with another input. The same seed gives the same input.

/** Draws integers; the state is its seed (Mulberry32, T. Ettinger 2017, public domain). */
export function drawer(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return below => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return Math.floor((((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** Numbers at which programs break. */
const NUMBERS = [
  ...['0', '-1', '1', '255', '256', '65536', '2147483648', '4294967295', '9007199254740993'],
  ...[
    '1e308',
    '1e-320',
    '-0',
    '0.1',
    '.5',
    '5.',
    '1e999',
    'NaN',
    'Infinity',
    '__proto__',
    'constructor'
  ]
].map(text => Buffer.from(text));

/** Most bytes of a made input. */
const LONGEST = 4096;

type Draw = (below: number) => number;

function part(bytes: Uint8Array, draw: Draw, most: number): [number, number] {
  const begin = draw(bytes.length + 1);
  return [begin, Math.min(bytes.length, begin + draw(most))];
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}

function once(
  bytes: Uint8Array,
  words: readonly Uint8Array[],
  others: readonly Uint8Array[],
  draw: Draw
): Uint8Array {
  const [begin, end] = part(bytes, draw, 24);
  const [before, inside, after] = [
    bytes.subarray(0, begin),
    bytes.subarray(begin, end),
    bytes.subarray(end)
  ];
  const word = (): Uint8Array => words[draw(words.length)] ?? NUMBERS[0];
  switch (draw(10)) {
    case 0: {
      const copy = Uint8Array.from(bytes);
      if (copy.length > 0) copy[draw(copy.length)] ^= 1 << draw(8);
      return copy;
    }
    case 1: {
      const copy = Uint8Array.from(bytes);
      if (copy.length > 0) copy[draw(copy.length)] = draw(256);
      return copy;
    }
    case 2:
      return joined(before, after);
    case 3:
      return joined(before, word(), bytes.subarray(begin));
    case 4:
      return joined(before, word(), after);
    case 5:
      return joined(before, ...Array.from({ length: 1 + draw(40) }, () => inside), after);
    case 6:
      return joined(before, ...Array.from({ length: 1 + draw(40) }, word), after);
    case 7:
      return joined(before, NUMBERS[draw(NUMBERS.length)], after);
    case 8: {
      const other = others[draw(others.length)];
      const [from, to] = part(other, draw, other.length + 1);
      return joined(before, other.subarray(from, to), after);
    }
    default:
      return bytes.subarray(0, begin);
  }
}

/**
 * An input a few changes away from a good one.
 *
 * @param seed any integer
 * @param inputs good inputs, at least one
 * @param words what the format is made of
 */
export function mutated(
  seed: number,
  inputs: readonly Uint8Array[],
  words: readonly Uint8Array[]
): Uint8Array {
  const draw = drawer(seed);
  let bytes = inputs[draw(inputs.length)];
  for (let changes = 1 + draw(6); changes > 0; changes--) {
    bytes = once(bytes, words, inputs, draw).subarray(0, LONGEST);
  }
  return bytes;
}
