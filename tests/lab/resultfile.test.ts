/**
 * @jest-environment jsdom
 */

// A result that is a file, and how its figure follows the file.

import { TextEncoder } from 'node:util';
import { Signal } from '@lumino/signaling';
import type { Surroundings } from '../../src/lab/documents/plugin';
import { showResultFile } from '../../src/lab/documents/resultfile';
import { RunningStudies } from '../../src/lab/running';
import { SharedSettings } from '../../src/lab/settings';
import { bundle } from './bundle';

// jsdom has none, and hashes need it.
Object.assign(globalThis, { TextEncoder });

// There are neither workers nor notebooks here.
jest.mock('../../src/lab/sourcecell', () => ({}));
jest.mock('../../src/lab/runner', () => ({ joinRunner: () => ({ dispose: () => {} }) }));

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function opened(text: string) {
  const node = document.createElement('div');
  const model = { text, toString: () => model.text, contentChanged: new Signal<object, void>({}) };
  const content = showResultFile(node, {
    context: { model, path: 'a.percolab.json' },
    services: { settings: new SharedSettings(), running: new RunningStudies(), trans: bundle },
    reveal: () => {}
  } as unknown as Surroundings);
  const type = (to: string): void => {
    model.text = to;
    model.contentChanged.emit();
  };
  return { node, content, type };
}

test('what is shown follows the file once that rests, and stays where nothing has changed', () => {
  const { node, type } = opened('{}');
  const first = node.firstElementChild!;
  expect(first.textContent).toMatch(/a\.percolab\.json is not a percolab result: it names no/);
  type('{}!');
  type('{}');
  jest.runAllTimers();
  expect(node.firstElementChild).toBe(first);
  type('{');
  expect(node.firstElementChild).toBe(first);
  jest.runAllTimers();
  expect(node.textContent).toMatch(/it ends too early/);
});

test('a file that changes as it is closed is not looked at any more', () => {
  const { node, content, type } = opened('{}');
  type('{');
  content.dispose();
  jest.runAllTimers();
  expect(node.textContent).not.toMatch(/it ends too early/);
});
