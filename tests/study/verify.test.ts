// Verification compares what a result holds, what it states and what its study gives again.

import { readAgain } from '../../src/study/change';
import { columnsDigest } from '../../src/study/hash';
import type { Result } from '../../src/study/result';
import { runStudy } from '../../src/study/run';
import { verify } from '../../src/study/verify';
import { inlineHost } from '../../src/host/inline';
import { runHere, sourcesOf } from './runstudy';

const STUDY =
  'study: percolation\nnetwork: {width: 4, depth: 3}\np: [0.2, 0.5]\nmethod: montecarlo\ntrials: 1000\nseed: ';

function again(result: Result): Promise<Result> {
  return runStudy(readAgain(result.study), {
    host: inlineHost(),
    ...sourcesOf(),
    onProgress: () => undefined,
    signal: new AbortController().signal
  });
}

test('the same study gives the same digest, also of a result that went through a notebook', async () => {
  const result = await runHere(`${STUDY}a`);
  expect(await verify(result, () => again(result))).toEqual({ is: 'equal' });
  const stored = JSON.parse(JSON.stringify(result)) as Result;
  expect(await verify(stored, () => again(stored))).toEqual({ is: 'equal' });
});

test('the numbers of another study differ', async () => {
  const [result, other] = [await runHere(`${STUDY}a`), await runHere(`${STUDY}b`)];
  const forged = { ...other, study: result.study };
  expect(await verify(forged, () => again(forged))).toEqual({
    is: 'differs',
    found: result.digest
  });
});

test('a changed number is found without computing', async () => {
  const result = await runHere(`${STUDY}a`);
  const columns = { ...result.columns, theta: [0.9, 0.8] };
  const compute = jest.fn<Promise<Result>, []>();
  expect(await verify({ ...result, columns }, compute)).toEqual({
    is: 'altered',
    found: columnsDigest(columns)
  });
  expect(compute).not.toHaveBeenCalled();
});
