// Turns of a thread: others get through between two of them, and may end the work.

import { turns } from '../../src/host/turns';

/** Works for longer than a turn. */
function work(): void {
  const end = performance.now() + 40;
  while (performance.now() < end);
}

test('a turn lasts a while; then timers get through, and the next turn begins', async () => {
  const giveWay = turns(new AbortController().signal);
  expect(giveWay()).toBeUndefined();
  work();
  let called = 0;
  const timer = setInterval(() => called++, 1);
  while (called === 0) {
    await giveWay();
    work();
  }
  clearInterval(timer);
  expect(called).toBeGreaterThan(0);
});

test('what is aborted ends with its reason at the end of a turn, and not before others got through', async () => {
  const controller = new AbortController();
  const giveWay = turns(controller.signal);
  const reason = new Error('stop');
  setTimeout(() => controller.abort(reason));
  work();
  const ended = (async () => {
    for (;;) {
      await giveWay();
      work();
    }
  })();
  await expect(ended).rejects.toBe(reason);
});
