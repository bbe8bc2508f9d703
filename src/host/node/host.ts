// The host of Node: worker threads, one for each core if not told otherwise.

import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Host } from '../host';
import type { Platform, WorkerEvents, WorkerHandle } from '../platform';
import { Pool } from '../pool';
import type { Reply } from '../protocol';
import { shareMaterial } from './share';

/** Characters of a worker's standard error that are kept as its last words. */
const LAST_WORDS = 2000;

/** Where and how many. */
export interface NodeHostOptions {
  /** Most threads, integer >= 1; one for each core if not given. */
  readonly workers?: number | undefined;
  /** The built worker; beside this module if not given. */
  readonly script?: URL | undefined;
}

function start(script: URL, { onReply, onDeath }: WorkerEvents): WorkerHandle {
  // No options of the process's own, some of which a worker refuses. Own streams: the process's standard output may
  // belong to a protocol or to a result. They are not read before the worker's end, since a stream that is being read
  // keeps the process alive.
  const worker = new Worker(script, { stdout: true, stderr: true, execArgv: [] });
  let fault = '';
  // Only a worker that has something to do keeps the process alive.
  worker.on('message', (reply: Reply) => {
    worker.unref();
    onReply(reply);
  });
  worker.on('error', error => {
    fault = String(error);
  });
  worker.on('messageerror', error => {
    fault = String(error);
    void worker.terminate();
  });
  worker.on('exit', status => {
    const printed = String((worker.stderr.read() as Buffer | null) ?? '').slice(-LAST_WORDS);
    onDeath(`${printed}${fault}`.trim() || `it ended with status ${status}`);
  });
  return {
    post: request => {
      worker.ref();
      worker.postMessage(request);
    },
    terminate: () => void worker.terminate()
  };
}

/** Worker threads of this process. */
export function threads(options: NodeHostOptions = {}): Platform {
  const { workers = availableParallelism(), script = new URL('./worker.js', import.meta.url) } =
    options;
  return {
    workers,
    isWatched: true,
    start: events => start(script, events),
    share: shareMaterial
  };
}

/** A host whose shards run in worker threads. */
export function nodeHost(options: NodeHostOptions = {}): Host {
  return new Pool(threads(options));
}
