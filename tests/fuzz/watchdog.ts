// Ends work that does not end by itself: for inputs on which an algorithm of squares or worse would take hours, where a
// linear one takes less than a second.

import { Script, runInThisContext } from 'node:vm';

/** Far beyond what linear work takes on a busy machine. */
const PATIENCE = 20_000;

const outer = runInThisContext('globalThis') as { percolabWork?: () => void };

/**
 * Runs a function to its end.
 *
 * @throws Error where it takes longer than 20 s; whatever it throws itself
 */
export function watched(work: () => void): void {
  outer.percolabWork = work;
  try {
    new Script('percolabWork()').runInThisContext({ timeout: PATIENCE });
  } finally {
    delete outer.percolabWork;
  }
}
