/**
 * @jest-environment jsdom
 */

// The workers that all results of a page share end with the last result, also where an earlier load failed.

import { TextEncoder } from 'node:util';
import { MessageChannel } from 'node:worker_threads';
import { joinRunner } from '../../src/lab/runner';
import { RunningStudies } from '../../src/lab/running';
import { SharedSettings } from '../../src/lab/settings';
import { readStudy } from '../../src/study/read';
import { bundle } from './bundle';

// jsdom has neither, and turns and hashes need them.
Object.assign(globalThis, { MessageChannel, TextEncoder });

/** What happens to workers; there are none here. */
const workers = { toFail: 0, begun: 0, ended: 0 };
jest.mock('../../src/host/browser/host', () => ({
  browserHost: () => {
    if (workers.toFail-- > 0) throw new Error('no server');
    workers.begun++;
    return {
      run: () => Promise.reject(new Error('no worker')),
      dispose: () => workers.ended++
    };
  }
}));

const SHARED = { settings: new SharedSettings(), running: new RunningStudies(), trans: bundle };
const STUDY = readStudy('study: percolation\nnetwork: {width: 2, depth: 2}\np: 0.5');

function begun() {
  const runner = joinRunner(SHARED, () => {});
  const ended = runner
    .run(STUDY, 'afresh', () => {}, new AbortController().signal)
    .catch((error: unknown) => String(error));
  return { runner, ended };
}

test('workers that were loaded while an older load failed end with the last result', async () => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] });
  workers.toFail = 1;
  const first = begun();
  first.runner.dispose();
  jest.runAllTimers();
  const second = begun();
  expect([await first.ended, await second.ended]).toEqual(['Error: no server', 'Error: no worker']);
  second.runner.dispose();
  jest.runAllTimers();
  await Promise.resolve();
  expect([workers.begun, workers.ended]).toEqual([1, 1]);
  jest.useRealTimers();
});
