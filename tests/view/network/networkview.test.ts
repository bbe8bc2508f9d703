/**
 * @jest-environment jsdom
 */

// The network view and what it is told late: nothing of a result that is no longer shown.

import { TextEncoder } from 'node:util';
import type { Result } from '../../../src/study/result';
import { ActionBar } from '../../../src/view/actions';
import type { Instrument } from '../../../src/view/instrument';
import { PAGE } from '../../../src/view/live/place';
import { NetworkView, type ShownTrial } from '../../../src/view/network/networkview';
import { part } from '../../../src/view/network/part';
import { Watchable } from '../../../src/view/watched';
import { english } from '../english';

// jsdom has neither: hashes need the one, the picture's canvas the other.
Object.assign(globalThis, {
  TextEncoder,
  ResizeObserver: class {
    observe(): void {}
    disconnect(): void {}
  }
});

const resultOf = (network: object): Result => ({
  percolab: '1',
  study: { study: 'percolation', network, model: 'bond', p: 0.5 },
  digest: `sha256:${'0'.repeat(64)}`,
  rows: 1,
  columns: { p: [0.5] }
});
/** A study that turns out to be none once its graph is made. */
const CYCLE = resultOf({
  edges: [
    [0, 1],
    [1, 2],
    [2, 1]
  ]
});

test('a graph that is none is refused, unless the view was closed meanwhile', async () => {
  const told: (ShownTrial | null)[] = [];
  const host = document.createElement('div');
  const view = new NetworkView(host, false, { sources: PAGE, data: ['teacher'] }, english, shown =>
    told.push(shown)
  );
  await view.show(CYCLE);
  expect(host.textContent).toMatch(/cycle/);
  expect(told).toEqual([null]);
  const late = view.show(CYCLE);
  view.dispose();
  await late;
  expect(told).toEqual([null]);
});

test('what fails in a view that was closed is not said in the one that was opened since', async () => {
  const logged = jest.spyOn(console, 'error').mockImplementation(() => {});
  const actions = new ActionBar('Actions');
  const below = document.createElement('div');
  const toggle = (): void => actions.element.querySelector('button')!.click();
  let isFirst = true;
  const result = {
    ...CYCLE,
    get study() {
      if (!isFirst) return CYCLE.study;
      isFirst = false;
      toggle();
      toggle();
      throw new Error('too late');
    }
  };
  part({
    stored: CYCLE,
    surroundings: { runner: null },
    shown: new Watchable({ result, state: 'stored', origin: '' }),
    actions,
    below,
    mark: () => Promise.resolve(),
    onPick: () => undefined,
    trans: english,
    signal: new AbortController().signal
  } as unknown as Instrument);
  toggle();
  await new Promise(done => setTimeout(done, 100));
  expect(logged).toHaveBeenCalledTimes(1);
  expect(below.textContent).toMatch(/cycle/);
  expect(below.textContent).not.toMatch(/can\u2019t be loaded/);
  logged.mockRestore();
});
