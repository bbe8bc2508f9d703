// What `import ... from 'percolab'` gives in a browser: the public calls, with Web Workers behind them, and, as
// the default, JupyterLab's plugin. In Node the same calls come from node.ts.

import { makeApi, type Api } from './api';
import { DataError } from './engine/dropout/dataset';
import { GraphError } from './engine/network/edges';

export type { Api, CallOptions, PercolationKey, PercolationKeys, StudyKeys } from './api';
export type { LabelledRows } from './engine/dropout/data/arrays';
export type { TrainedLayer, TrainedNetwork } from './engine/dropout/trainednetwork';
export type { Host, Progress } from './host/host';
export type { Result, Traces, Value } from './study/result';
export { default } from './lab/plugin';

export { theory, type Answers, type Arguments } from './study/theory';

export const { percolation, dropout, run, trainedNetwork }: Api = makeApi({
  host: async () => {
    const { browserHost } = await import('./host/browser/host');
    return browserHost({ script: new URL('./worker.js', import.meta.url) });
  },
  checkpoints: async () => {
    const { BrowserCache } = await import('./host/browser/cache/cache');
    return new BrowserCache(words => console.warn(`percolab: ${words}.`));
  },
  loadData: ({ name }) =>
    name === 'teacher'
      ? Promise.resolve(null)
      : Promise.reject(
          new DataError(
            `${name} can't be read in a browser; allowed: teacher, or arrays given as options.data`
          )
        ),
  loadGraph: file =>
    Promise.reject(
      new GraphError(`${file} can't be read in a browser; give the list itself as network.edges`)
    )
});
