// What is decided from replicates: shares of runs that learn and their intervals, verdicts, McNemar's test and Holm's
// correction, on simulated cells whose law is known; and the safe p, on the useful steps that it promises.

import type { Arm } from '../../src/engine/dropout/task';
import { keyFromSeed } from '../../src/engine/random/seed';
import { Purpose, Stream } from '../../src/engine/random/stream';
import { theory } from '../../src/node';
import { holm } from '../../src/study/holm';
import { judge, type Run, type Runs } from '../../src/study/verdict';
import { askAgain, numbers } from './asking';
import { shareOf, table, Tally, wilsonCoverage, type Coverage } from './coverage';

const REPLICATES = [5, 8, 12, 20];
const SHARES = [0, 0.3, 0.5, 0.7, 1];

/** A run: what learns has an accuracy of .97 give or take .01, others .5 give or take .08, as of random directions. */
function run(stream: Stream, share: number): Run {
  const score = stream.bernoulli(share)
    ? 0.97 + 0.01 * stream.normal()
    : 0.5 + 0.08 * stream.normal();
  return { score, blind: 0.5, isDiverged: false };
}

function cellOf(
  stream: Stream,
  replicates: number,
  shares: Readonly<Record<string, number>>
): Runs {
  return new Map(
    Object.entries(shares).map(([arm, share]) => [
      arm as Arm,
      Array.from({ length: replicates }, () => run(stream, share))
    ])
  );
}

function streamOf(name: string, replicates: number): Stream {
  return new Stream(keyFromSeed(`decisions ${name}`), replicates, 0, Purpose.trials);
}

/** Shares of runs that learn, as the verdict's intervals see them: those of runs that do learn here never err. */
function learning(cells: number): Coverage[] {
  return REPLICATES.flatMap(replicates =>
    [0.3, 0.5, 0.9].map(share => {
      const stream = streamOf(`share ${share}`, replicates);
      const tally = new Tally();
      for (let i = 0; i < cells; i++) {
        const runs = cellOf(stream, replicates, { intact: 1, dropout: share });
        const { low, high } = judge(runs).shares.get('dropout')!;
        tally.add(low, high, share);
      }
      const law = wilsonCoverage(share, replicates);
      return {
        columns: '`ARM_learns`',
        study: `share of runs that learn ${share}`,
        trials: `${replicates} replicates`,
        law,
        least: law,
        tally
      };
    })
  );
}

/** The useful steps that the safe p promises with 95 %: each study is a training of so many masks. */
async function safeSteps(studies: number): Promise<Coverage[]> {
  const all: Coverage[] = [];
  for (const [width, depth, steps, needed] of [
    [4, 4, 200, 20],
    [3, 6, 1000, 900],
    [8, 16, 100, 1]
  ]) {
    const network = { width, depth, model: 'site' } as const;
    const { p, probability } = theory('safe_p', {
      network: { width, depth },
      model: 'site',
      steps,
      needed
    });
    const tally = new Tally();
    const keys = { ...network, p, trials: steps, method: 'count chain' };
    await askAgain(keys, `safe ${width} ${depth}`, studies, 1, result =>
      numbers(result, 'theta').forEach(share => {
        tally.add(needed, Infinity, Math.round(share * steps));
      })
    );
    all.push({
      columns: '`safe_p`',
      study: `site, W = ${width}, L = ${depth}: at least ${needed} useful steps`,
      trials: `${steps} steps`,
      law: probability,
      least: 0.95,
      tally
    });
  }
  return all;
}

/** Intervals of what is decided, each over this many cells. */
export async function decisions(cells: number): Promise<Coverage[]> {
  return [...learning(cells), ...(await safeSteps(cells))];
}

/** How often something is claimed that is not so. */
export interface ErrorRate {
  readonly what: string;
  readonly cells: number;
  readonly wrong: number;
  /** Most that is allowed. */
  readonly most: number;
}

/** Error rates where the two arms have the same law. */
export function errorRates(cells: number): ErrorRate[] {
  const rates: ErrorRate[] = [];
  for (const replicates of REPLICATES) {
    for (const share of SHARES) {
      const stream = streamOf(`null ${share}`, replicates);
      let [claimed, rejected] = [0, 0];
      const shares = { intact: 1, dropout: share, conditioned: share };
      for (let i = 0; i < cells; i++) {
        const { verdict, pValue } = judge(cellOf(stream, replicates, shares));
        claimed += verdict === 'percolation breakdown' ? 1 : 0;
        rejected += pValue <= 0.05 ? 1 : 0;
      }
      const where = `both arms learn in ${share} of runs, ${replicates} replicates`;
      rates.push(
        { what: `verdict \`percolation breakdown\`; ${where}`, cells, wrong: claimed, most: 0.05 },
        { what: `\`p_value\` at most 5 %; ${where}`, cells, wrong: rejected, most: 0.05 }
      );
    }
  }
  const grid = 20;
  for (const replicates of [12, 20]) {
    const stream = streamOf('holm', replicates);
    const studies = Math.floor(cells / 4);
    let wrong = 0;
    for (let study = 0; study < studies; study++) {
      const pValues = Array.from(
        { length: grid },
        () =>
          judge(cellOf(stream, replicates, { intact: 1, dropout: 0.5, conditioned: 0.5 })).pValue
      );
      wrong += holm(pValues).some(p => p <= 0.05) ? 1 : 0;
    }
    const what = `any of ${grid} cells with \`p_holm\` at most 5 %, both arms learn in half of the runs, ${replicates} replicates`;
    rates.push({ what, cells: studies, wrong, most: 0.05 });
  }
  return rates;
}

/** The table of error rates. */
export function errorTable(rates: readonly ErrorRate[]): string {
  return table(
    ['claimed though it is not so', 'cells or studies', 'measured, %', 'allowed, %'],
    rates.map(({ what, cells, wrong, most }) => [
      what,
      String(cells),
      shareOf(wrong, cells),
      (100 * most).toFixed(0)
    ])
  );
}
