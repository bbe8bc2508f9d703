// Entry of a worker thread.

import { parentPort } from 'node:worker_threads';
import { serve } from '../worker';

parentPort!.on(
  'message',
  serve(reply => parentPort!.postMessage(reply))
);
