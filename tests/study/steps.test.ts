// A study is planned and reduced in steps of a row at most, so that its place can let others have their turn at any time;
// that changes nothing of the result.

import { inlineHost } from '../../src/host/inline';
import { readStudy, readSteps } from '../../src/study/read';
import { checkStudy, runStudy, type RunOptions } from '../../src/study/run';
import { atOnce, inTurns, type GiveWay, type Steps } from '../../src/study/steps';
import { sourcesOf } from './runstudy';

const PERCOLATION =
  'study: percolation\nnetwork: {width: [2, 3], depth: 1..5 by 1}\np: 0.1..0.9 by 0.1\nmodel: bond\n';
const TRAINING =
  'study: dropout\nnetwork: {width: 2, depth: 1}\ndata: {name: teacher, train: 32, test: 8}\nsteps: 2\npasses: 0\nreplicates: 2\np: [0.5, 0.6]\n';
const STUDIES = [
  ['exact', `${PERCOLATION}measure: [theta, reach, threshold, sign_theta]`, 90],
  ['sampled', `${PERCOLATION}method: montecarlo\ntrials: 100\nmeasure: [theta, paths]`, 90],
  ['to a precision', `${PERCOLATION}method: montecarlo\nprecision: 0.3`, 90],
  ['training', TRAINING, 12]
] as const;

async function run(text: string, options: Partial<RunOptions>) {
  const host = inlineHost();
  const result = await runStudy(readStudy(text), {
    host,
    ...sourcesOf(),
    onProgress: () => undefined,
    signal: new AbortController().signal,
    ...options
  });
  host.dispose();
  return result;
}

/** Lets others have their turn after so many steps, and counts the steps. */
function counted(each: number, end: () => Promise<void> = () => Promise.resolve()) {
  const counter = { steps: 0, giveWay: (() => undefined) as GiveWay };
  counter.giveWay = () => (++counter.steps % each === 0 ? end() : undefined);
  return counter;
}

test.each(STUDIES)(
  '%s: steps for each row, in plan and reduction, and the same digest',
  async (_, text, rows) => {
    const whole = await run(text, {});
    expect(whole.rows).toBe(rows);
    const counter = counted(7);
    let planned = 0;
    const turned = await run(text, {
      giveWay: counter.giveWay,
      onPlan: () => (planned = counter.steps)
    });
    // Training makes a task for each cell and arm.
    expect(planned).toBeGreaterThanOrEqual(rows / 2);
    expect(counter.steps - planned).toBeGreaterThanOrEqual(2 * rows);
    const { timing: own, ...numbers } = whole;
    const { timing: other, ...again } = turned;
    expect(again).toEqual(numbers);
    expect(other?.seconds.length).toBe(own?.seconds.length);
  }
);

test.each(STUDIES)(
  '%s: whoever gives way may end it, while it is planned or reduced',
  async (_, text) => {
    const reason = new Error('stop');
    const end = (): Promise<void> => Promise.reject(reason);
    await expect(
      checkStudy(readStudy(text), { ...sourcesOf(), giveWay: counted(5, end).giveWay })
    ).rejects.toBe(reason);
    await expect(run(text, { giveWay: counted(5, end).giveWay })).rejects.toBe(reason);
    let isRun = false;
    const reducing = run(text, {
      giveWay: () => (isRun ? end() : undefined),
      onProgress: ({ done, total }) => (isRun = done === total)
    });
    await expect(reducing).rejects.toBe(reason);
  }
);

test('a text is read in steps of a word, and to the same study', async () => {
  const ps = Array.from({ length: 1000 }, (_, i) => i / 1000);
  const text = `study: percolation\nnetwork: {width: 4, depth: 4}\np: [${ps.join(', ')}]`;
  const counter = counted(7);
  const study = await inTurns(readSteps(text), counter);
  expect(counter.steps).toBeGreaterThan(2 * ps.length);
  expect(study.settings).toEqual(readStudy(text).settings);
});

test('work that nobody waits for is done at once; what a step throws comes through', async () => {
  function* failing(): Steps<number> {
    yield;
    throw new RangeError('no');
  }
  expect(() => atOnce(failing())).toThrow('no');
  await expect(inTurns(failing(), {})).rejects.toThrow('no');
  await expect(inTurns(failing(), { giveWay: () => Promise.resolve() })).rejects.toThrow('no');
});
