// The page's workers: one pool for all results. It starts with the first run, and ends with the page, or some time
// after the last result has gone.

import type { Host } from '../host/host';
import type { Runner } from '../view/surroundings';

/** Milliseconds that idle workers wait for another result. */
const LINGER = 30_000;

const NOTHING = {
  loadData: () => Promise.resolve(null),
  loadGraph: (file: string) => Promise.reject(new Error(`${file} can't be read in a page`))
};

/** Runners that share one pool of workers. */
export class SharedRunner {
  private host: Promise<Host> | null = null;
  private users = 0;
  private timer = 0;

  /** @returns a runner of its own for each result; dispose of it when the result goes */
  join(): Runner {
    this.users++;
    clearTimeout(this.timer);
    let isLeft = false;
    return {
      run: async (study, onProgress, signal) => {
        const [{ runStudy }, host] = await Promise.all([import('../study/run'), this.open()]);
        signal.throwIfAborted();
        return runStudy(study, { host, ...NOTHING, onProgress, signal });
      },
      dispose: () => {
        if (isLeft) return;
        isLeft = true;
        this.leave();
      }
    };
  }

  private leave(): void {
    this.users--;
    if (this.users > 0) return;
    this.timer = window.setTimeout(() => {
      void this.host?.then(host => host.dispose());
      this.host = null;
    }, LINGER);
  }

  private open(): Promise<Host> {
    this.host ??= import('../host/browser/host').then(({ browserHost }) =>
      browserHost({ script: new URL('../worker.js', import.meta.url) })
    );
    return this.host;
  }
}
