/**
 * @jest-environment jsdom
 */

// The preview of a study that is a file: which run is shown, and that none goes on when it is closed.

import { TextEncoder } from 'node:util';
import { MessageChannel } from 'node:worker_threads';
import { Signal } from '@lumino/signaling';
import type { Surroundings } from '../../src/lab/documents/plugin';
import { showStudy } from '../../src/lab/documents/studypreview';
import { RunningStudies } from '../../src/lab/running';
import { SharedSettings } from '../../src/lab/settings';
import type { Result } from '../../src/study/result';
import type { RunProgress } from '../../src/study/run';
import { bundle } from './bundle';

// jsdom has neither, and turns and hashes need them.
Object.assign(globalThis, { MessageChannel, TextEncoder });

/** A run that ends when the test says. */
interface Run {
  readonly signal: AbortSignal;
  advance(progress: RunProgress): void;
  finish(result: Result): void;
}
const runs: Run[] = [];

// There are neither workers nor notebooks here.
jest.mock('../../src/lab/sourcecell', () => ({}));
jest.mock('../../src/lab/runner', () => ({
  joinRunner: () => ({
    run: (_study: unknown, _way: unknown, advance: Run['advance'], signal: AbortSignal) =>
      new Promise(finish => runs.push({ signal, advance, finish })),
    dispose: () => {}
  })
}));

const RESULT: Result = {
  percolab: '1',
  study: { study: 'percolation' },
  digest: 'sha256:0',
  rows: 0,
  columns: {}
};

function opened() {
  runs.length = 0;
  const node = document.createElement('div');
  const model = {
    text: 'study: percolation\nnetwork: {width: 2, depth: 2}\np: 0.5',
    toString: () => model.text,
    contentChanged: new Signal<object, void>({})
  };
  const preview = showStudy(node, {
    context: { model, path: 'a.percolab.yaml', saveState: new Signal<object, string>({}) },
    services: { settings: new SharedSettings(), running: new RunningStudies(), trans: bundle },
    reveal: () => {}
  } as unknown as Surroundings);
  const button = node.querySelector('button')!;
  return { node, model, preview, button, figure: node.lastElementChild! };
}

const settled = () => new Promise(done => setTimeout(done, 20));

test('Run runs the study, and Stop ends it', async () => {
  const { button, figure } = opened();
  button.click();
  await settled();
  expect([runs.length, button.textContent]).toEqual([1, 'Stop']);
  runs[0].finish(RESULT);
  await settled();
  expect([figure.childElementCount, button.textContent]).not.toEqual([0, 'Stop']);
  button.click();
  await settled();
  button.click();
  expect(runs[1].signal.aborted).toBe(true);
});

test('closed before its run has begun, it begins none', async () => {
  const { button, preview } = opened();
  button.click();
  preview.dispose();
  await settled();
  expect(runs).toHaveLength(0);
});

test('a result that comes when it is closed, or was stopped, is not shown', async () => {
  const { button, figure, preview, node } = opened();
  button.click();
  await settled();
  button.click();
  runs[0].finish(RESULT);
  await settled();
  expect(figure.childElementCount).toBe(0);
  expect(node.querySelector('[role=status]')!.textContent).toBe('Stopped');
  button.click();
  await settled();
  preview.dispose();
  runs[1].finish(RESULT);
  await settled();
  expect(figure.childElementCount).toBe(0);
});

test('Run right after typing is not lost to the look at what was typed', async () => {
  const { button, model } = opened();
  await settled();
  jest.useFakeTimers();
  model.contentChanged.emit();
  button.click();
  jest.advanceTimersByTime(1000);
  jest.useRealTimers();
  await settled();
  expect(runs).toHaveLength(1);
});

test('how far it has come is seen, not said with each part; the end is said', async () => {
  const { button, node } = opened();
  const note = node.querySelector('[role=status]')!;
  button.click();
  await settled();
  runs[0].advance({ done: 1, total: 4, kept: 0 });
  expect([note.textContent, note.getAttribute('aria-live')]).toEqual(['25 %', 'off']);
  runs[0].finish(RESULT);
  await settled();
  expect([note.textContent, note.getAttribute('aria-live')]).toEqual(['Done', 'polite']);
});
