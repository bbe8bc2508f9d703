/**
 * @jest-environment jsdom
 */

// What the controls do with a study, with a real engine in this thread; what it looks like is tested in tests/ui.

import { MessageChannel } from 'node:worker_threads';
import { inlineHost } from '../../../src/host/inline';
import type { Result } from '../../../src/study/result';
import { readStudy } from '../../../src/study/read';
import { checkStudy, runStudy } from '../../../src/study/run';
import type { Wish } from '../../../src/view/live/computation';
import { Live } from '../../../src/view/live/live';
import { PAGE } from '../../../src/view/live/place';
import { Sheet } from '../../../src/view/sheet';
import type { Runner } from '../../../src/view/surroundings';
import { DEFAULT_SETTINGS, type ViewSettings } from '../../../src/view/viewsettings';
import { english } from '../english';

const CHAIN =
  'study: percolation\nnetwork: {width: 4, depth: [2, 4]}\nmodel: bond\np: 0..1 by 0.25\n';
const SAMPLED = `${CHAIN}method: montecarlo\ntrials: 2000000\n`;

beforeAll(() => {
  class Observer {
    observe(): void {}
    disconnect(): void {}
  }
  Object.assign(globalThis, {
    ResizeObserver: Observer,
    IntersectionObserver: Observer,
    // jsdom has neither.
    MessageChannel,
    TextEncoder: class {
      encode(text: string): Uint8Array {
        return Uint8Array.from(Buffer.from(text, 'utf8'));
      }
    }
  });
  AbortSignal.prototype.throwIfAborted ??= function (this: AbortSignal): void {
    if (this.aborted) throw this.reason;
  };
});

const runner: Runner = {
  sources: PAGE,
  data: ['teacher'],
  check: study => checkStudy(study, PAGE),
  run: (study, _way, onProgress, signal) =>
    runStudy(study, { host: inlineHost(), ...PAGE, onProgress, signal }),
  dispose: () => undefined
};

function resultOf(text: string): Promise<Result> {
  return runner.run(readStudy(text), 'afresh', () => undefined, new AbortController().signal);
}

async function opened(
  text: string,
  trusted = true,
  settings: Partial<ViewSettings> = {}
): Promise<{ sheet: Sheet; live: Live }> {
  const surroundings = { runner, trusted: () => trusted, cell: null };
  const all = { ...DEFAULT_SETTINGS, ...settings };
  const sheet = new Sheet(await resultOf(text), all, surroundings, english);
  return { sheet, live: new Live(sheet, runner) };
}

/** Waits until something else is shown. */
function shown({ sheet }: { sheet: Sheet }): Promise<Sheet['shown']['current']> {
  return new Promise(resolve => {
    const once = new AbortController();
    sheet.shown.onChange(showing => {
      once.abort();
      resolve(showing);
    }, once.signal);
  });
}

test.each(['drag', 'release'] as Wish[])('an exact study is computed in full on %s', async wish => {
  const own = await opened(CHAIN);
  const next = shown(own);
  expect(own.live.change('network.width', 5, wish)).not.toBeNull();
  const { result, state, origin } = await next;
  expect([state, origin]).toEqual(['full', 'Computed in this page']);
  expect(result).toMatchObject({
    digest: (await resultOf(CHAIN.replace('width: 4', 'width: 5'))).digest,
    study: { network: { width: 5 } }
  });
});

test('a sampled study is a draft while it moves, and whole when it is let go', async () => {
  const own = await opened(SAMPLED);
  let next = shown(own);
  own.live.change('network.width', 5, 'drag');
  const draft = await next;
  expect(draft.state).toBe('draft');
  expect(draft.origin).toMatch(/^Draft: [\d,]+ of 2,000,000 trials$/);
  next = shown(own);
  own.live.change('network.width', 5, 'release');
  const whole = await next;
  expect([whole.state, whole.result.columns['trials'][1]]).toEqual(['full', 2e6]);
});

test('the stored result comes back without being computed', async () => {
  const own = await opened(CHAIN);
  let next = shown(own);
  own.live.change('p', 0.5, 'release');
  const { result } = await next;
  next = shown(own);
  own.live.go(-1);
  expect((await next).result).toBe(own.sheet.stored);
  expect(own.live.isStored).toBe(true);
  next = shown(own);
  own.live.go(1);
  expect((await next).result).toBe(result);
  next = shown(own);
  own.live.reset();
  expect(await next).toMatchObject({ state: 'stored', origin: '' });
});

test('what is not trusted waits for the reader', async () => {
  const own = await opened(CHAIN, false);
  own.live.change('p', 0.5, 'release');
  expect(own.live.state.current).toEqual({ is: 'untrusted' });
  expect(own.sheet.shown.current.state).toBe('stored');
  const next = shown(own);
  own.live.run();
  expect((await next).state).toBe('full');
});

test('what costs much waits for the reader, and what is not valid is said', async () => {
  const own = await opened(`${CHAIN}method: montecarlo\n`);
  const said = new Promise(resolve =>
    own.live.state.onChange(resolve, new AbortController().signal)
  );
  own.live.change('trials', 1e11, 'release');
  expect(await said).toMatchObject({ is: 'costly' });
  expect(own.live.change('network.width', 0, 'release')).toBeNull();
  const { current: state } = own.live.state;
  expect(state.is === 'invalid' && state.words).toMatch(/^network\.width: found 0; allowed/);
  expect(own.sheet.shown.current.state).toBe('stored');
});

test('what is pinned is in every figure until it is let go', async () => {
  const own = await opened(CHAIN);
  let next = shown(own);
  own.live.pin();
  await next;
  next = shown(own);
  own.live.change('model', 'site', 'release');
  const { result, adorn } = await next;
  const { figure } = await import('../../../src/study/figure');
  const names = adorn!(figure(result)).data.map(({ name }) => name);
  expect(names).toContain('pinned: model bond');
  next = shown(own);
  own.live.unpin();
  expect((await next).adorn).toBeUndefined();
});

test('a reader who wants no work by itself presses Run', async () => {
  const own = await opened(CHAIN, true, { autorun: false });
  own.live.change('network.width', 5, 'release');
  expect(own.live.state.current).toEqual({ is: 'waiting' });
  const next = shown(own);
  own.live.run();
  expect((await next).result.columns['width'][0]).toBe(5);
});

test('above the limit of trials a study waits for Run', async () => {
  const own = await opened(SAMPLED, true, { trialsLimit: 1_999_999 });
  const waits = new Promise<unknown>(resolve =>
    own.live.state.onChange(({ is }) => resolve(is), own.sheet.signal)
  );
  own.live.change('network.width', 5, 'release');
  expect(await waits).toBe('costly');
});

test('training is drafted with fewer runs and steps, and comes out whole to the bit', async () => {
  const text =
    'study: dropout\nnetwork: {width: 8, depth: 3}\np: 0.3\nsteps: 1500\nreplicates: 4\narms: [dropout, conditioned]\n';
  const own = await opened(text);
  let next = shown(own);
  own.live.change('p', 0.4, 'drag');
  const { state, origin, result } = await next;
  expect(state).toBe('draft');
  expect(origin).toMatch(/^Draft: \d of 4 replicates, .*2 of 20 passes$/);
  expect(new Set(result.columns['arm'])).toEqual(new Set(['dropout', 'conditioned']));
  next = shown(own);
  own.live.change('p', 0.4, 'release');
  const whole = await next;
  expect(whole.state).toBe('full');
  expect(whole.result.digest).toBe((await resultOf(text.replace('p: 0.3', 'p: 0.4'))).digest);
});

test('what is stopped stays so while its run takes a moment to end', async () => {
  const { sheet } = await opened(CHAIN);
  const slow: Runner = { ...runner, run: () => new Promise(() => undefined) };
  const live = new Live(sheet, slow);
  const running = new Promise<void>(resolve =>
    live.state.onChange(({ is }) => is === 'running' && resolve(), new AbortController().signal)
  );
  live.change('p', 0.5, 'release');
  await running;
  live.stop();
  await new Promise(resolve => setTimeout(resolve, 250));
  expect(live.state.current).toEqual({ is: 'stopped' });
});
