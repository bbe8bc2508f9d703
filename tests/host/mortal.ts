// A worker that is the real one until it is sent a shard of certain cells: then it dies, as by a bug in a library it
// would, runs out of memory, or hangs.

import { appendFileSync, readFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import type { Request } from '../../src/host/protocol';
import { serve } from '../../src/host/worker';

const handle = serve(reply => parentPort!.postMessage(reply));

function die(): never {
  console.log('what a worker prints stays with it');
  console.error('these are my last words');
  process.exit(3);
}

function exhaust(): never {
  for (const all: unknown[] = []; ;) all.push(new Array(1e5).fill(all.length));
}

function hang(): never {
  for (;;);
}

/** Whether one more death is wanted, as counted in a file that all workers share. */
function isDue(most: number): boolean {
  const deaths = new URL('./deaths', import.meta.url);
  appendFileSync(deaths, '.');
  return readFileSync(deaths).length <= most;
}

const FATES: Record<number, () => void> = {
  666: die,
  667: () => void (isDue(2) && die()),
  668: exhaust,
  669: () => void (isDue(3) && hang()),
  670: () => void (isDue(1) && hang())
};

parentPort!.on('message', (request: Request) => {
  if (request.type === 'run') {
    for (const { cell } of request.shards) FATES[cell]?.();
  }
  handle(request);
});
