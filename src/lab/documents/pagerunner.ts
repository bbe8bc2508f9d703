// Runs the studies of a preview in workers of the page.

import { browserHost } from '../../host/browser/host';
import type { Host } from '../../host/host';
import { runStudy } from '../../study/run';
import type { Runner } from '../../view/surroundings';
import { pageSources } from './pagesources';

/**
 * A runner whose workers start at its first run.
 *
 * @param workers most workers; null is one for each core
 */
export function pageRunner(workers: number | null): Runner {
  let host: Host | null = null;
  return {
    run: (study, onProgress, signal) => {
      host ??= browserHost({
        script: new URL('../../worker.js', import.meta.url),
        workers: workers ?? undefined
      });
      return runStudy(study, { host, ...pageSources, onProgress, signal });
    },
    dispose: () => host?.dispose()
  };
}
