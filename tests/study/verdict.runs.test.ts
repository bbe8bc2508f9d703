// Verdicts on real training runs whose cause of failure is known: docs/theory.md, sections 4 and 5.

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { digitsDataset, DIGITS_FILES } from '../../src/engine/dropout/data/digits';
import type { Result } from '../../src/study/result';
import { runHere, sourcesOf } from './runstudy';

function bytes(name: string): Uint8Array {
  return gunzipSync(readFileSync(`src/engine/dropout/data/${name}`));
}

const digits = sourcesOf(({ name }) =>
  name === 'digits' ? digitsDataset(bytes(DIGITS_FILES.images), bytes(DIGITS_FILES.labels)) : null
);

const run = (text: string): Promise<Result> => runHere(`study: dropout\n${text}`, digits);

test('the clean experiment breaks down by percolation, at depth 16 and not at depth 4', async () => {
  const { verdicts } = await run('network: {width: 8, depth: [4, 16]}\np: 0.8\nreplicates: 6');
  expect(verdicts!.verdict).toEqual(['learns', 'percolation breakdown']);
  expect(verdicts!.dropout_learns).toEqual([1, 0]);
  expect(verdicts!.conditioned_learns).toEqual([1, 1]);
});

test('digits with ReLU are confounded: open masks fail too, which is a signal breakdown', async () => {
  const { verdicts } = await run(
    'network: {width: 8, depth: 6, activation: relu, init: he}\ndata: digits\np: 0.8\nreplicates: 6\nsteps: 4000'
  );
  expect(verdicts!.verdict).toEqual(['signal breakdown']);
});

test('with a rate of 0 nothing learns, which is no fault of removal', async () => {
  const { verdicts } = await run(
    'network: {width: 8, depth: 4}\np: 0.5\nsteps: 50\noptimizer: {rate: 0}'
  );
  expect(verdicts!.verdict).toEqual(['optimisation']);
});
