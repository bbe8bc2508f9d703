// Entry of the kernel's worker, bundled into one complete script. Studies run in workers of its own, so that it
// can be told to stop meanwhile.

import { BrowserCache } from '../../src/host/browser/cache/cache';
import { browserHost } from '../../src/host/browser/host';
import { inlineHost } from '../../src/host/inline';
import { complete } from './complete';
import { siteData } from './data';
import { Interrupted } from './failure';
import type { Output, Places, Reply, Request } from './protocol';
import { Session } from './session';

// Kept: a cell may use these names for its own.
const send = self.postMessage.bind(self) as (reply: Reply) => void;

let session: Session;
let running = new AbortController();

function start(places: Places): void {
  // A browser without workers in workers runs shards here, a little at a time.
  const host =
    typeof Worker === 'undefined' ? inlineHost() : browserHost({ script: places.shards });
  const put = (output: Output): void => send({ type: 'output', output });
  const cache = new BrowserCache(words => session.note(words));
  session = new Session({ host, loadData: siteData(places), cache }, put);
  const writing =
    (name: 'stdout' | 'stderr') =>
    (...values: unknown[]): void =>
      session.write(name, values);
  const [out, error] = [writing('stdout'), writing('stderr')];
  Object.assign(console, { log: out, info: out, debug: out, table: out, warn: error, error });
}

async function run({ code, count }: Extract<Request, { type: 'run' }>): Promise<void> {
  running = new AbortController();
  const failure = await session.run(code, count, running.signal);
  send({ type: 'done', failure });
}

// What goes wrong in code that no cell waits for any more must not end the worker, nor be lost.
self.addEventListener('error', event => {
  event.preventDefault();
  session.complain(event.error);
});
self.addEventListener('unhandledrejection', event => {
  event.preventDefault();
  session.complain(event.reason);
});

self.addEventListener('message', ({ data: request }: MessageEvent<Request>) => {
  switch (request.type) {
    case 'start':
      return start(request.places);
    case 'run':
      return void run(request);
    case 'complete': {
      const completion = complete(request.code, request.cursor, session.names.all);
      return send({ type: 'completed', completion });
    }
    case 'interrupt':
      return running.abort(new Interrupted('the cell was stopped before it was done'));
  }
});
