// Fuzzing led by coverage: an input that reaches code that none before has reached becomes one to make others from.
// V8 counts the blocks that ran (Profiler.takePreciseCoverage), so this needs nothing but Node.

import { Session } from 'node:inspector';
import type { Door } from './doors';
import { faultOf } from './doors';
import { drawer, mutated } from './mutate';

/** Inputs between two looks at the coverage; who found new blocks in a batch is looked for afterwards. */
const BATCH = 1024;
/** Inputs that are led by coverage; the rest is made from what these kept, at full speed: V8 optimises nothing that it counts. */
const LED = 16 * BATCH;
/** Most inputs that are kept beside the good ones. */
const MOST_KEPT = 4000;

/** Counts blocks of one script. */
class Coverage {
  private readonly session = new Session();
  private readonly seen = new Set<string>();

  constructor(private readonly script: string) {
    this.session.connect();
    this.session.post('Profiler.enable');
    this.session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  get blocks(): number {
    return this.seen.size;
  }

  stop(): void {
    this.session.post('Profiler.stopPreciseCoverage');
    this.session.disconnect();
  }

  /** Blocks that ran since the last look and never before; they are remembered if `keep`. */
  fresh(keep: boolean): number {
    let count = 0;
    this.session.post('Profiler.takePreciseCoverage', (error, answer) => {
      if (error) throw error;
      for (const { functions } of answer.result.filter(({ url }) => url.endsWith(this.script))) {
        for (const { ranges } of functions) {
          for (const { startOffset, endOffset, count: ran } of ranges) {
            const name = `${startOffset}-${endOffset}`;
            if (ran === 0 || this.seen.has(name)) continue;
            count += 1;
            if (keep) this.seen.add(name);
          }
        }
      }
    });
    return count;
  }
}

/** An input at which a door broke its promises. */
export interface Found {
  readonly seed: number;
  readonly bytes: Uint8Array;
  readonly fault: Error;
}

/** What came of a run. */
export interface Ran {
  readonly runs: number;
  readonly kept: number;
  readonly blocks: number;
  readonly found: readonly Found[];
}

/**
 * The inputs that reach a block that none before them has reached; the blocks are remembered. Found by halves, since most
 * have none and a look at the coverage takes longer than most inputs.
 */
async function newcomers(
  door: Door,
  inputs: readonly Uint8Array[],
  coverage: Coverage
): Promise<readonly Uint8Array[]> {
  for (const bytes of inputs) await faultOf(door, bytes);
  if (coverage.fresh(inputs.length === 1) === 0) return [];
  if (inputs.length === 1) return inputs;
  const half = inputs.length >> 1;
  const first = await newcomers(door, inputs.slice(0, half), coverage);
  return [...first, ...(await newcomers(door, inputs.slice(half), coverage))];
}

/**
 * Sends mutated inputs through a door.
 *
 * @param door where
 * @param runs how many
 * @param seed of the whole run: the same seed makes the same inputs
 * @param script name of the file whose coverage leads
 * @param say told after each batch how far it has come; resolves to whether to go on
 */
export async function guided(
  door: Door,
  runs: number,
  seed: number,
  script: string,
  say: (ran: Ran) => Promise<boolean>
): Promise<Ran> {
  const coverage = new Coverage(script);
  const inputs = [...door.samples];
  const found = new Map<string, Found>();
  const draw = drawer(seed);
  for (const sample of door.samples) await faultOf(door, sample);
  coverage.fresh(true);
  let done = 0;
  const ran = (): Ran => ({
    runs: done,
    kept: inputs.length,
    blocks: coverage.blocks,
    found: [...found.values()]
  });
  while (done < runs) {
    const batch = Array.from({ length: Math.min(BATCH, runs - done) }, () => {
      const own = draw(2 ** 32);
      return { own, bytes: mutated(own, inputs, door.words) };
    });
    for (const { own, bytes } of batch) {
      const fault = await faultOf(door, bytes);
      if (fault === null) continue;
      const kind = `${fault.name} ${fault.message}`.replace(/\d+/g, '#').slice(0, 120);
      const before = found.get(kind);
      if (before === undefined || bytes.length < before.bytes.length) {
        found.set(kind, { seed: own, bytes, fault });
      }
    }
    if (done < LED && coverage.fresh(false) > 0) {
      for (const bytes of await newcomers(
        door,
        batch.map(({ bytes }) => bytes),
        coverage
      )) {
        if (inputs.length < MOST_KEPT) inputs.push(bytes);
      }
    }
    if (done < LED && done + BATCH >= LED) coverage.stop();
    done += batch.length;
    if (!(await say(ran()))) break;
  }
  return ran();
}
