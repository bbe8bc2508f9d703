// The host of browsers: Web Workers, one for each core if not told otherwise.

import type { Host } from '../host';
import type { WorkerEvents, WorkerHandle } from '../platform';
import { Pool } from '../pool';
import type { Reply } from '../protocol';

/** Where and how many. */
export interface BrowserHostOptions {
  /** Address of the built worker script, absolute or relative to the page; in a worker, to its own script. */
  readonly script: string | URL;
  /** Most workers, integer >= 1; one for each core if not given. */
  readonly workers?: number | undefined;
}

/**
 * The address to start a worker from. Browsers refuse scripts of another origin, e.g. a CDN that serves the
 * extension; a small script of our own that imports it is allowed.
 */
function reachable(script: string | URL): string {
  const url = new URL(script, typeof document === 'undefined' ? location.href : document.baseURI);
  // A blob is always the page's own, though in some pages (of VS Code, say) its origin has no name.
  if (url.protocol === 'blob:' || url.origin === location.origin) {
    return url.href;
  }
  const loader = `importScripts(${JSON.stringify(url.href)});`;
  return URL.createObjectURL(new Blob([loader], { type: 'text/javascript' }));
}

function start(url: string, { onReply, onDeath }: WorkerEvents): WorkerHandle {
  const worker = new Worker(url);
  worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => onReply(data));
  const die = (lastWords: string): void => {
    worker.terminate();
    onDeath(lastWords);
  };
  worker.addEventListener('error', event => {
    event.preventDefault();
    // A script that can't be loaded or is forbidden fires a plain event without a message.
    die(event.message || `its script ${url} can't be loaded`);
  });
  worker.addEventListener('messageerror', () => die('its reply could not be read'));
  return {
    post: request => worker.postMessage(request),
    terminate: () => worker.terminate()
  };
}

/** A pool that frees the address of its script, too. */
class BrowserPool extends Pool {
  constructor(
    private readonly url: string,
    workers: number
  ) {
    super({
      workers,
      isWatched: true,
      start: events => start(url, events),
      share: data => data
    });
  }

  override dispose(): void {
    super.dispose();
    URL.revokeObjectURL(this.url);
  }
}

/** A host whose shards run in Web Workers. */
export function browserHost({ script, workers }: BrowserHostOptions): Host {
  return new BrowserPool(reachable(script), workers ?? navigator.hardwareConcurrency);
}
