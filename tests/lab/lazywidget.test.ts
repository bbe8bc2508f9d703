/**
 * @jest-environment jsdom
 */

// A widget whose content is loaded late, or not at the first try.

import type { LazyWidget as Lazy } from '../../src/lab/lazywidget';
import { bundle } from './bundle';

// jsdom has none, and Lumino needs it.
Object.assign(globalThis, { DragEvent: MouseEvent });

async function opened(load: () => Promise<string>) {
  const { LazyWidget } = await import('../../src/lab/lazywidget');
  const made = { disposed: 0 };
  const widget: Lazy<{ dispose(): void }> = new LazyWidget(async () => {
    const words = await load();
    return ({ node }) => {
      node.append(words);
      return { dispose: () => made.disposed++ };
    };
  }, bundle);
  return { widget, made };
}

test('what was said of a load that failed goes with the next that does not', async () => {
  const logged = jest.spyOn(console, 'error').mockImplementation(() => {});
  const load = jest.fn<Promise<string>, []>().mockResolvedValue('content');
  load.mockRejectedValueOnce(new Error('no server'));
  const { widget } = await opened(load);
  expect(await widget.fill()).toBeNull();
  expect(widget.node.textContent).toMatch(/can\u2019t be loaded/);
  expect(await widget.fill()).not.toBeNull();
  expect(widget.node.textContent).toBe('content');
  logged.mockRestore();
});

test('content that comes when the widget is gone is not made, and what is there goes with it', async () => {
  const late = await opened(() => Promise.resolve('content'));
  const filling = late.widget.fill();
  late.widget.dispose();
  expect([await filling, late.widget.node.textContent]).toEqual([null, '']);
  const filled = await opened(() => Promise.resolve('content'));
  await filled.widget.fill();
  filled.widget.dispose();
  expect(filled.made.disposed).toBe(1);
});
