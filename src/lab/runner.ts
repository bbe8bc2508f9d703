// The page's workers: one pool for all results. It starts with the first run, and ends with the page, or some time
// after the last result has gone.

import type { BrowserCache } from '../host/browser/cache/cache';
import type { Host } from '../host/host';
import { turns } from '../host/turns';
import type { Sources } from '../study/prepare';
import type { RunProgress } from '../study/run';
import type { Runner } from '../view/surroundings';
import type { RunningHandle } from './running';
import type { IServices } from './services';

/** Milliseconds that idle workers wait for another result. */
const LINGER = 10_000;

/** Milliseconds before a run is worth a place among those that run. */
const QUIET = 500;

/** What the page can read, loaded when it is first asked. */
const SOURCES: Sources = {
  loadData: async source => (await import('./pagesources')).pageSources.loadData(source),
  loadGraph: async file => (await import('./pagesources')).pageSources.loadGraph(file)
};

let cache: BrowserCache | null = null;
let host: Promise<Host> | null = null;
/** Most workers of the host; null is one for each core. */
let most: number | null = null;
/** Runs under way. */
let runs = 0;
let users = 0;
let timer = 0;

/**
 * A runner of a result's own, on workers that all results share.
 *
 * @param services the most workers, and the list of running studies
 * @param reveal brings the result into view
 * @returns it; dispose of it when the result goes
 */
export function joinRunner({ settings, running }: IServices, reveal: () => void): Runner {
  users++;
  clearTimeout(timer);
  let isLeft = false;
  return {
    sources: SOURCES,
    data: ['teacher', 'digits'],
    check: async (study, signal) => {
      const { checkStudy } = await import('../study/run');
      return checkStudy(study, { ...SOURCES, giveWay: turns(signal) });
    },
    run: async (study, way, onProgress, signal) => {
      const opening = open(settings.current.workers);
      const listing = new Listing(() => running.begin(study.kind, reveal));
      runs++;
      try {
        const [{ runStudy }, checkpoints, workers] = await Promise.all([
          import('../study/run'),
          way === 'cached' ? pageCache() : undefined,
          opening
        ]);
        signal.throwIfAborted();
        return await runStudy(study, {
          host: workers,
          ...SOURCES,
          giveWay: turns(signal),
          checkpoints,
          onProgress: (progress, soFar) => {
            listing.advance(progress);
            onProgress(progress, soFar);
          },
          signal
        });
      } finally {
        runs--;
        listing.end();
      }
    },
    dispose: () => {
      if (isLeft) return;
      isLeft = true;
      leave();
    }
  };
}

/** The place of a run among those that run, once it takes a while. */
class Listing {
  private readonly begun = performance.now();
  private handle: RunningHandle | null = null;

  constructor(private readonly begin: () => RunningHandle) {}

  advance({ done, total, kept }: RunProgress): void {
    const elapsed = performance.now() - this.begun;
    if (elapsed < QUIET) return;
    this.handle ??= this.begin();
    // What earlier runs have done says nothing of the pace.
    const own = done - kept;
    const secondsLeft = own > 0 ? (elapsed * (total - done)) / own / 1000 : null;
    this.handle.advance({ share: done / total, secondsLeft });
  }

  end(): void {
    this.handle?.end();
  }
}

/** What the page keeps; what is wrong with it is for whoever looks for it, as nothing depends on it. */
async function pageCache(): Promise<BrowserCache> {
  const { BrowserCache } = await import('../host/browser/cache/cache');
  return (cache ??= new BrowserCache(words => console.warn(`percolab: ${words}.`)));
}

function leave(): void {
  users--;
  if (users === 0) timer = window.setTimeout(close, LINGER);
}

function close(): void {
  host?.then(
    shared => shared.dispose(),
    // Whoever runs on it is told.
    () => undefined
  );
  host = null;
}

/** The shared workers. Another number of them is followed as soon as none of those that there are is at work. */
function open(workers: number | null): Promise<Host> {
  if (workers !== most && runs === 0) close();
  if (host !== null) return host;
  most = workers;
  const own = import('../host/browser/host').then(({ browserHost }) =>
    browserHost({
      script: new URL('../worker.js', import.meta.url),
      workers: workers ?? undefined
    })
  );
  host = own;
  // Another try after a failure to load, unless another has begun meanwhile.
  own.catch(() => {
    if (host === own) host = null;
  });
  return own;
}
