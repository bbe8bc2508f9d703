// Entry of a Web Worker, bundled into one complete script.

import type { Request } from '../protocol';
import { serve } from '../worker';

const handle = serve(reply => self.postMessage(reply));
self.addEventListener('message', (event: MessageEvent<Request>) => handle(event.data));
