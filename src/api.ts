// The public TypeScript calls, made for a place: the browser (index.ts) and Node (node.ts) differ only in the
// host that runs the shards and in where data come from. Everything heavy is loaded at the first call.

import type { LabelledRows } from './engine/dropout/data/arrays';
import type { Host } from './host/host';
import type { ReadOptions } from './study/sorter';
import type { TrainedNetwork } from './engine/dropout/trainednetwork';
import type { Checkpoints } from './study/checkpoints';
import type { Result } from './study/result';
import type { RunOptions, RunProgress } from './study/run';
import type { Study } from './study/study';
import type { Sources } from './study/prepare';

/** What a place brings. */
export interface Place extends Sources {
  /** The host that is used where a call names none; made at the first need. */
  host(): Promise<Host>;
  /** What is kept of studies there; undefined where nothing is. */
  checkpoints?(): Promise<Checkpoints | undefined>;
}

/** How a call runs; nothing here changes the result. */
export interface CallOptions {
  readonly host?: Host;
  readonly onProgress?: (progress: RunProgress) => void;
  readonly signal?: AbortSignal;
  /** Data for a dropout study whose `data` is their name. */
  readonly data?: LabelledRows;
  /** Whether the cache is read and written; it is if not given. */
  readonly cache?: boolean;
}

/** Keys of a study: as in YAML, groups nested or their keys at the top. */
export type StudyKeys = Readonly<Record<string, unknown>>;

/** Names that may stand at the top of a percolation study: its keys, and those of its network. */
export type PercolationKey =
  | 'study'
  | 'network'
  | 'model'
  | 'method'
  | 'trials'
  | 'precision'
  | 'replicates'
  | 'measure'
  | 'theta_star'
  | 'seed'
  | 'p'
  | 'p_input'
  | 'p_site'
  | 'p_bond'
  | 'force'
  | 'widths'
  | 'input'
  | 'width'
  | 'depth'
  | 'output'
  | 'density'
  | 'degree'
  | 'quenched'
  | 'skip'
  | 'drop'
  | 'channels'
  | 'image'
  | 'kernel'
  | 'block'
  | 'padding'
  | 'lattice'
  | 'size'
  | 'directed'
  | 'tree'
  | 'edges'
  | 'file'
  | 'inputs'
  | 'outputs'
  | 'kept';

/** Keys of a percolation study; their values are checked when it is read. */
export type PercolationKeys = { readonly [K in PercolationKey]?: unknown };

/** The public calls. */
export interface Api {
  /**
   * Runs a percolation study.
   *
   * @throws StudyError naming every mistake
   */
  percolation(keys: PercolationKeys, options?: CallOptions): Promise<Result>;
  /**
   * Runs a training study.
   *
   * @throws StudyError naming every mistake
   */
  dropout(keys: StudyKeys, options?: CallOptions): Promise<Result>;
  /**
   * Runs a study of either kind, given as YAML text or as an object.
   *
   * @throws StudyError naming every mistake
   */
  run(study: string | StudyKeys, options?: CallOptions): Promise<Result>;
  /**
   * The trained network of one row of a training study's result: the run is made again, with the same bits.
   *
   * @param row row of the result, from 0
   * @throws StudyError naming every mistake
   */
  trainedNetwork(
    study: string | StudyKeys,
    row: number,
    options?: CallOptions
  ): Promise<TrainedNetwork>;
}

/** The public calls for a place. */
export function makeApi(place: Place): Api {
  async function open(
    study: string | StudyKeys,
    reading: ReadOptions,
    options: CallOptions
  ): Promise<{ study: Study; options: RunOptions }> {
    const [{ readSteps }, { inTurns }, { rowsDataset }, { turns }] = await Promise.all([
      import('./study/read'),
      import('./study/steps'),
      import('./engine/dropout/data/arrays'),
      import('./host/turns')
    ]);
    const { data, signal = new AbortController().signal } = options;
    const giveWay = turns(signal);
    return {
      study: await inTurns(readSteps(study, { ...reading, arrays: data?.name }), { giveWay }),
      options: {
        host: options.host ?? (await place.host()),
        loadData: async source =>
          source.name === 'arrays' && data
            ? rowsDataset(data, source.task)
            : place.loadData(source),
        loadGraph: place.loadGraph,
        checkpoints: options.cache === false ? undefined : await place.checkpoints?.(),
        onProgress: options.onProgress ?? (() => undefined),
        giveWay,
        signal
      }
    };
  }
  async function call(
    study: string | StudyKeys,
    reading: ReadOptions,
    options: CallOptions = {}
  ): Promise<Result> {
    const [opened, { runStudy }] = await Promise.all([
      open(study, reading, options),
      import('./study/run')
    ]);
    return runStudy(opened.study, opened.options);
  }
  return {
    percolation: (keys, options) => call(keys, { kind: 'percolation', flat: true }, options),
    dropout: (keys, options) => call(keys, { kind: 'dropout', flat: true }, options),
    run: (study, options) => call(study, {}, options),
    trainedNetwork: async (study, row, options = {}) => {
      const [opened, { trainAgain }] = await Promise.all([
        open(study, { kind: 'dropout', flat: true }, options),
        import('./study/trained')
      ]);
      return trainAgain(opened.study, row, opened.options);
    }
  };
}
