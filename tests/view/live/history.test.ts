// Steps of the controls.

import { readStudy } from '../../../src/study/read';
import { resolve } from '../../../src/study/study';
import type { PlainStudy } from '../../../src/study/change';
import { History } from '../../../src/view/live/history';

function study(width: number): PlainStudy {
  return resolve(readStudy({ study: 'percolation', network: { width, depth: 4 }, p: 0.5 }));
}

function widthOf({ study: own }: { readonly study: PlainStudy }): number {
  return (own['network'] as { readonly width: number }).width;
}

test('goes back and forth, and a new step forgets those that were undone', () => {
  const history = new History({ study: study(1), result: null });
  expect([history.canUndo, history.canRedo]).toEqual([false, false]);
  for (const width of [2, 3]) history.push(study(width));
  expect(widthOf(history.go(-1))).toBe(2);
  expect([history.canUndo, history.canRedo]).toEqual([true, true]);
  expect(widthOf(history.go(1))).toBe(3);
  history.go(-2);
  history.push(study(4));
  expect(history.canRedo).toBe(false);
  expect(widthOf(history.go(-1))).toBe(1);
  expect(widthOf(history.go(-1))).toBe(1);
});

test('the same study is no step, however its keys are ordered', () => {
  const history = new History({ study: study(1), result: null });
  history.push(Object.fromEntries(Object.entries(study(1)).reverse()) as PlainStudy);
  expect(history.canUndo).toBe(false);
});

test('keeps a hundred steps', () => {
  const history = new History({ study: study(1), result: null });
  for (let width = 2; width <= 200; width++) history.push(study(width));
  expect(widthOf(history.go(-1000))).toBe(101);
});
