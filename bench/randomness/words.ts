// Writes random words, 4 bytes each in the machine's order, to standard output until nobody reads on. The streams that
// studies draw from are laid side by side: word i of streams 0, 1, 2, ..., then word i + 1 of each, so that what
// neighbours have in common would show. After a while the group gives way to the next streams.

import { once } from 'node:events';
import { Lanes, laneStates } from '../../src/engine/random/lanes';
import { keyFromSeed, type Key } from '../../src/engine/random/seed';
import { Purpose, Stream } from '../../src/engine/random/stream';

/** Streams side by side. */
const GROUP = 256;
/** Words of each stream before its group gives way; few, since neighbours would differ least at the beginning. */
const LENGTH = 64;
/** The same where the stream is to be used for long, or costs much to begin. */
const LONG = 4096;

const KEY: Key = keyFromSeed('percolab');
const PURPOSES = Object.values(Purpose);

/** Something that puts out words. */
type Source = () => number;

/** Which streams lie side by side: the n-th of them, and how many words each of a group gives. */
interface Order {
  readonly group: number;
  readonly length: number;
  readonly source: (n: number) => Source;
}

function words(stream: Stream): Source {
  return () => stream.word();
}

/** Lanes of one block after the other, four words at a time. */
function lanes(block: number): Source {
  const generator = new Lanes(laneStates(KEY, 0, block, Purpose.bits));
  const four = new Uint32Array(4);
  let at = 4;
  return () => {
    if (at === 4) {
      generator.fill(four, 1);
      at = 0;
    }
    return four[at++];
  };
}

const ORDERS: Readonly<Record<string, Order>> = {
  'one stream': {
    group: 1,
    length: 2 ** 32,
    source: block => words(new Stream(KEY, 0, block, Purpose.trials))
  },
  blocks: {
    group: GROUP,
    length: LENGTH,
    source: block => words(new Stream(KEY, 0, block, Purpose.trials))
  },
  cells: {
    group: GROUP,
    length: LENGTH,
    source: cell => words(new Stream(KEY, cell, 0, Purpose.trials))
  },
  seeds: {
    group: GROUP,
    length: LONG,
    source: n => words(new Stream(keyFromSeed(`a${n + 1}`), 0, 0, Purpose.trials))
  },
  purposes: {
    group: PURPOSES.length,
    length: LENGTH,
    source: n =>
      words(new Stream(KEY, 0, Math.floor(n / PURPOSES.length), PURPOSES[n % PURPOSES.length]))
  },
  // A group of one: the four lanes lie side by side already.
  lanes: { group: 1, length: LENGTH, source: lanes }
};

async function write(name: string, begin: number): Promise<void> {
  const { group, length, source } = ORDERS[name];
  const out = new Uint32Array(2 ** 16);
  let at = 0;
  for (let first = begin; ; first += group) {
    const sources = Array.from({ length: group }, (_, i) => source(first + i));
    for (let i = 0; i < length; i++) {
      for (const next of sources) {
        out[at++] = next();
        if (at === out.length) {
          at = 0;
          if (!process.stdout.write(Buffer.from(out.slice().buffer))) {
            await once(process.stdout, 'drain');
          }
        }
      }
    }
  }
}

// Usage: words.mjs [STREAM FIRST]; without arguments the names of the streams.
const [name, first] = process.argv.slice(2);
process.stdout.on('error', () => process.exit(0));
if (name === undefined) {
  process.stdout.write(`${Object.keys(ORDERS).join('\n')}\n`);
} else {
  await write(name, Number(first));
}
