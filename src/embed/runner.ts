// Runs studies in a page that has nothing but our one file: workers start from a blob that holds their script.

import { browserHost } from '../host/browser/host';
import type { Host } from '../host/host';
import { turns } from '../host/turns';
import { checkStudy, runStudy } from '../study/run';
import { PAGE } from '../view/live/place';
import type { Runner } from '../view/surroundings';

/**
 * A runner whose workers are made from a script's text at the first run.
 *
 * @param script the worker, complete
 */
export function blobRunner(script: string): Runner {
  let host: Host | null = null;
  const start = (): Host => {
    const blob = new Blob([script], { type: 'text/javascript' });
    return browserHost({ script: URL.createObjectURL(blob) });
  };
  return {
    sources: PAGE,
    data: ['teacher'],
    check: (study, signal) => checkStudy(study, { ...PAGE, giveWay: turns(signal) }),
    // Nothing is kept: a page that is passed on leaves nothing in its reader's browser.
    run: (study, _way, onProgress, signal) => {
      const giveWay = turns(signal);
      return runStudy(study, { host: (host ??= start()), ...PAGE, giveWay, onProgress, signal });
    },
    dispose: () => {
      host?.dispose();
      host = null;
    }
  };
}
