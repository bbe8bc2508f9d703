// Ends a process whose parent is gone, also amid long work, when it hears nothing of its standard input.

import { Worker } from 'node:worker_threads';

/** Milliseconds between two looks. One that hears of it by itself has a whole one to clear up. */
const LOOK = 2000;

/** What a thread of its own does, which goes on whatever the others do. */
const WATCH = `
const { workerData } = require('node:worker_threads');
let alone = 0;
setInterval(() => {
  alone = process.ppid === workerData.parent ? 0 : alone + 1;
  if (alone > 1) process.kill(process.pid, 'SIGKILL');
}, workerData.look);`;

/**
 * Has this process end soon after its parent. On Windows, where a parent's number stays, it does nothing.
 *
 * @param look milliseconds between two looks; it ends at the second that finds the parent gone
 */
export function endWithParent(look = LOOK): void {
  const workerData = { parent: process.ppid, look };
  new Worker(WATCH, { eval: true, workerData, execArgv: [] }).unref();
}
