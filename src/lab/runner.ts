// The page's workers: one pool for all results. It starts with the first run, and ends with the page, or some time
// after the last result has gone.

import type { Host } from '../host/host';
import { PAGE } from '../view/live/place';
import type { Runner } from '../view/surroundings';

/** Milliseconds that idle workers wait for another result. */
const LINGER = 10_000;

let host: Promise<Host> | null = null;
let users = 0;
let timer = 0;

/**
 * A runner of a result's own, on workers that all results share.
 *
 * @returns it; dispose of it when the result goes
 */
export function joinRunner(): Runner {
  users++;
  clearTimeout(timer);
  let isLeft = false;
  return {
    run: async (study, onProgress, signal) => {
      const [{ runStudy }, shared] = await Promise.all([import('../study/run'), open()]);
      signal.throwIfAborted();
      return runStudy(study, { host: shared, ...PAGE, onProgress, signal });
    },
    dispose: () => {
      if (isLeft) return;
      isLeft = true;
      leave();
    }
  };
}

function leave(): void {
  users--;
  if (users > 0) return;
  timer = window.setTimeout(() => {
    void host?.then(shared => shared.dispose());
    host = null;
  }, LINGER);
}

function open(): Promise<Host> {
  host ??= import('../host/browser/host').then(({ browserHost }) =>
    browserHost({ script: new URL('../worker.js', import.meta.url) })
  );
  // Another try after a failure to load.
  host.catch(() => {
    host = null;
  });
  return host;
}
