// In the place of the engine's worker (beside it as real.js): it is that one until it dies, as often as the file of
// deaths has bytes left, before a request, after its reply, or of want of memory.

import { readFileSync, writeFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';

const file = process.env.PERCOLAB_CHAOS_DEATHS;
/** Requests of which one is deadly. */
const ODDS = 8;

/** Whether this is one of the moments to die. */
function isDue() {
  if (Math.random() * ODDS >= 1) return false;
  const left = readFileSync(file, 'utf8').length;
  writeFileSync(file, '.'.repeat(Math.max(0, left - 1)));
  return left > 0;
}

function die() {
  if (Math.random() < 0.25) {
    for (const all = []; ;) all.push(new Array(1e5).fill(all.length));
  }
  process.exit(3);
}

parentPort.on('message', () => isDue() && die());
await import('./real.js');
parentPort.on('message', () => isDue() && die());
