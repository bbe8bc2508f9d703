// A Web Worker that is the real one until it is sent a shard of certain cells: then it dies or hangs. Its name is its number,
// so that the later ones may live.

import type { Request } from '../../src/host/protocol';
import { serve } from '../../src/host/worker';

const handle = serve(reply => self.postMessage(reply));
const place = Number(self.name);

function die(): never {
  throw new Error('these are my last words');
}

function hang(): never {
  for (;;);
}

const FATES: Readonly<Record<number, () => void>> = {
  666: die,
  667: () => place <= 2 && die(),
  669: hang,
  670: () => place === 1 && hang()
};

self.addEventListener('message', ({ data: request }: MessageEvent<Request>) => {
  if (request.type === 'run') {
    for (const { cell } of request.shards) FATES[cell]?.();
  }
  handle(request);
});
