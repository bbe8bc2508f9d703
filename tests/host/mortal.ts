// A worker that is the real one until it is sent a shard of cell 666: then it dies, as out of memory or by a bug
// in a library it would.

import { parentPort } from 'node:worker_threads';
import type { Request } from '../../src/host/protocol';
import { serve } from '../../src/host/worker';

const handle = serve(reply => parentPort!.postMessage(reply));

parentPort!.on('message', (request: Request) => {
  if (request.type === 'run' && request.shards.some(({ cell }) => cell === 666)) {
    console.log('what a worker prints stays with it');
    console.error('these are my last words');
    process.exit(3);
  }
  handle(request);
});
