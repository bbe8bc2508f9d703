// What `import ... from 'percolab'` gives in Node: the public calls, with worker threads behind them. Paths in
// a study start at the working directory.

import { makeApi, type Api } from './api';
import { studyCache } from './host/node/cache/cache';
import { cachePlace } from './host/node/cache/place';
import { loadData } from './host/node/data';
import { loadGraph } from './host/node/graphfile';
import { nodeHost } from './host/node/host';

export type { Api, CallOptions, PercolationKey, PercolationKeys, StudyKeys } from './api';
export type { LabelledRows } from './engine/dropout/data/arrays';
export type { TrainedLayer, TrainedNetwork } from './engine/dropout/trainednetwork';
export type { Host, Progress } from './host/host';
export type { Result, Traces, Value } from './study/result';
export { nodeHost } from './host/node/host';

export { theory, type Answers, type Arguments } from './study/theory';

export const { percolation, dropout, run, trainedNetwork }: Api = makeApi({
  host: () => Promise.resolve(nodeHost()),
  checkpoints: async () => studyCache(cachePlace(process.env), words => process.emitWarning(words)),
  loadData: source => loadData(source, { directory: process.cwd() }),
  loadGraph: file => loadGraph(file, process.cwd())
});
