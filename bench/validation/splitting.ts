// The interval of splitting. Whole studies of 8 runs are made, with a pilot each, as a study makes them; those of more runs are
// put together from runs drawn out of all of these, with replacement: 64 fresh runs for each study would take hours.

import { graphOf } from '../../src/engine/network/build';
import { rectangular } from '../../src/engine/network/layered';
import type { Network } from '../../src/engine/network/network';
import { splittingRuns, splittingSummary } from '../../src/engine/percolation/splitting';
import { keyFromSeed } from '../../src/engine/random/seed';
import { Purpose, Stream } from '../../src/engine/random/stream';
import { ask, numbers } from './asking';
import { Tally, type Coverage } from './coverage';

const RUNS = 8;

interface Rare {
  readonly model: 'site' | 'bond';
  readonly width: number;
  readonly depth: number;
  readonly p: number;
}

const CASES: readonly Rare[] = [
  { model: 'site', width: 2, depth: 1, p: 1e-3 },
  { model: 'site', width: 2, depth: 2, p: 0.99 },
  { model: 'bond', width: 2, depth: 0, p: 1e-3 }
];

/** What the public call says of this study, and the runs that make it: the two must agree. */
async function sameAsStudy(rare: Rare, seed: string, estimates: readonly number[]): Promise<void> {
  const { model, width, depth, p } = rare;
  const keys = { model, width, depth, p, seed, trials: RUNS, method: 'splitting' };
  const result = await ask(keys);
  const { low, high } = splittingSummary(estimates);
  const found = ['theta', 'one_minus_theta'].map(name =>
    ['low', 'high'].map(end => numbers(result, `${name}_${end}`)[0])
  );
  if (!found.some(([a, b]) => a === low && b === high)) {
    throw new Error(`splitting: a study gives ${JSON.stringify(found)}, its runs ${low}, ${high}`);
  }
}

async function coverageOf(rare: Rare, studies: number): Promise<Coverage[]> {
  const { model, width, depth, p } = rare;
  const exact = await ask({ model, width, depth, p, method: 'exact' });
  const network: Network = { is: 'layers', layers: rectangular(width, depth), sparse: null };
  const removal = { site: model === 'site' ? p : 0, bond: model === 'bond' ? p : 0 };
  const whole = new Tally();
  const pool: number[] = [];
  let truth = NaN;
  for (let study = 0; study < studies; study++) {
    const seed = `splitting ${study}`;
    const key = keyFromSeed(seed);
    const graph = graphOf({ network, removal, model }, null, key);
    const { side, estimates } = splittingRuns(graph, key, 0, 0, RUNS);
    if (study < 3) await sameAsStudy(rare, seed, estimates);
    [truth] = numbers(exact, side === 'open' ? 'theta' : 'one_minus_theta');
    const { low, high } = splittingSummary(estimates);
    whole.add(low, high, truth);
    pool.push(...estimates);
  }
  const of = (runs: number, least: number, tally: Tally): Coverage => ({
    columns: '`theta` or `one_minus_theta` by splitting',
    study: `${model}, W = ${width}, L = ${depth}, p = ${p}: ${truth.toExponential(2)}`,
    trials: `${runs} runs`,
    law: null,
    least,
    tally
  });
  const stream = new Stream(keyFromSeed('splitting, put together'), 0, 0, Purpose.trials);
  const together = [16, 64].map(runs => {
    const tally = new Tally();
    for (let study = 0; study < studies; study++) {
      const drawn = Array.from({ length: runs }, () => pool[stream.integer(pool.length)]);
      const { low, high } = splittingSummary(drawn);
      tally.add(low, high, truth);
    }
    return of(runs, 0.93, tally);
  });
  return [of(RUNS, 0.91, whole), ...together];
}

/** Intervals of splitting, each over this many studies. */
export async function splitting(studies: number): Promise<Coverage[]> {
  const all: Coverage[] = [];
  for (const rare of CASES) all.push(...(await coverageOf(rare, studies)));
  return all;
}
