// How runs use their masks, seen in results: rates of a pass over the data, and steps that are left out.

import { inlineHost } from '../../src/host/inline';
import { readStudy } from '../../src/study/read';
import type { Result } from '../../src/study/result';
import { runStudy } from '../../src/study/run';

async function run(text: string): Promise<Result> {
  const host = inlineHost();
  const result = await runStudy(readStudy(`study: dropout\n${text}`), {
    host,
    loadData: () => Promise.resolve(null),
    loadGraph: file => Promise.reject(new Error(`there is no ${file}`)),
    onProgress: () => undefined,
    signal: new AbortController().signal
  });
  host.dispose();
  return result;
}

// A pass is 2 steps. From step 4 on p is 0.99 and theta 1.6e-7; at step 2, where it was still changing, theta was 0.1.
test('a mask of a pass has the rates of its first step, those after the change too', async () => {
  const { columns } = await run(
    'network: {width: 2, depth: 4}\ndata: {name: teacher, train: 8}\nbatch: 4\nmask: epoch\n' +
      'p: {from: 0, to: 0.99, over: 3}\nsteps: 400\nreplicates: 3\narms: [dropout, thinned]'
  );
  columns['useful_steps'].forEach(steps => {
    expect([2, 4]).toContain(steps);
  });
});

test('where each sample has a mask, thinned leaves out the steps in which none would be open', async () => {
  const { columns } = await run(
    'network: {width: 2, depth: 3}\nbatch: 4\nmask: sample\np: 0.7\nsteps: 500\nreplicates: 2\narms: [thinned]'
  );
  const theta = (1 - 0.7 ** 2) ** 3;
  const expected = 500 * (1 - (1 - theta) ** 4);
  columns['useful_steps_expected'].forEach((value, row) => {
    expect(value).toBeCloseTo(expected, 8);
    expect(Math.abs(Number(columns['steps_taken'][row]) - expected)).toBeLessThan(45);
  });
});
