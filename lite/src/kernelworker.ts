// Entry of the kernel's worker, bundled into one complete script. Studies run in workers of its own, so that it
// can be told to stop meanwhile.

import { BrowserCache } from '../../src/host/browser/cache/cache';
import { browserHost } from '../../src/host/browser/host';
import { inlineHost } from '../../src/host/inline';
import { UsageError } from './cell';
import { complete } from './complete';
import { siteData } from './data';
import { Interrupted } from './failure';
import type { FileText, Output, Places, Reply, Request } from './protocol';
import { Session } from './session';

// Kept: a cell may use these names for its own.
const send = self.postMessage.bind(self) as (reply: Reply) => void;

let session: Session;
let running = new AbortController();
/** Who waits for a file. */
let reading: ((file: FileText) => void) | null = null;

/** The text of a file beside the notebook, which the page has. */
async function readFile(path: string): Promise<string> {
  const { text } = await new Promise<FileText>(resolve => {
    reading = resolve;
    send({ type: 'read', path });
  });
  if (text === null) {
    throw new UsageError(
      `${path}: there is no such file beside the notebook, or it is no text; give the path of a YAML file`
    );
  }
  return text;
}

function start(places: Places): void {
  // A browser without workers in workers runs shards here, a little at a time.
  const host =
    typeof Worker === 'undefined' ? inlineHost() : browserHost({ script: places.shards });
  const put = (output: Output): void => send({ type: 'output', output });
  const cache = new BrowserCache(words => session.note(words));
  session = new Session({ host, loadData: siteData(places), readFile, cache }, put);
  const writing =
    (name: 'stdout' | 'stderr') =>
    (...values: unknown[]): void =>
      session.write(name, values);
  const [out, error] = [writing('stdout'), writing('stderr')];
  Object.assign(console, { log: out, info: out, debug: out, table: out, warn: error, error });
}

async function run({ code, count }: Extract<Request, { type: 'run' }>): Promise<void> {
  running = new AbortController();
  send({ type: 'done', ...(await session.run(code, count, running.signal)) });
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
    case 'file':
      return reading?.(request);
    case 'interrupt':
      return running.abort(new Interrupted('the cell was stopped before it was done'));
  }
});
