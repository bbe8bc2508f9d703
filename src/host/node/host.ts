// The host of Node: worker threads, one for each core if not told otherwise.

import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Host } from '../host';
import { Pool, type WorkerEvents, type WorkerHandle } from '../pool';
import type { Reply } from '../protocol';
import { shareDataset } from './share';

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
  // Own streams: the process's standard output may belong to a protocol or to a result.
  const worker = new Worker(script, { stdout: true, stderr: true });
  worker.stdout.resume();
  let words = '';
  worker.stderr.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-LAST_WORDS);
  });
  worker.on('message', (reply: Reply) => onReply(reply));
  worker.on('error', error => {
    words += String(error);
  });
  worker.on('exit', status => onDeath(words.trim() || `it ended with status ${status}`));
  return {
    post: request => worker.postMessage(request),
    terminate: () => void worker.terminate()
  };
}

/** A host whose shards run in worker threads. */
export function nodeHost(options: NodeHostOptions = {}): Host {
  const { workers = availableParallelism(), script = new URL('./worker.js', import.meta.url) } =
    options;
  return new Pool({ workers, start: events => start(script, events), share: shareDataset });
}
