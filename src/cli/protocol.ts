// What the engine process and its client say to each other in JSON-RPC 2.0. Cancelling is the standard
// `$/cancelRequest`.

import type { TrainedLayer, TrainedNetwork } from '../engine/dropout/trainednetwork';
import type { ArraysFile } from '../host/node/arrays';
import type { Result } from '../study/result';

/** A study and what its place implies; parameters of `check`. */
export interface StudyParams {
  /** YAML text, or an object with the same keys. */
  readonly study: string | object;
  /** Kind of study that is implied. */
  readonly kind?: 'percolation' | 'dropout';
  /** Keys of groups may stand at the top. */
  readonly flat?: boolean;
  /** Name of the study for messages, e.g. a file. */
  readonly source?: string;
  /** Folder from which the study's paths start; that of the process if not given. */
  readonly directory?: string;
  /** Arrays that go with the study. */
  readonly arrays?: ArraysFile;
}

/** Parameters of `run`. */
export interface RunParams extends StudyParams {
  /** Most threads; one for each core if not given. */
  readonly workers?: number;
  /** Whether the cache is read and written; it is if not given. */
  readonly cache?: boolean;
  /** A private file of the client's, into which the whole result goes where the answer holds an excerpt; see wholefile.ts. */
  readonly whole?: string;
  /** Machines of the client's, on which it runs the shards in place of the engine. */
  readonly cluster?: {
    /** Threads that run shards. */
    readonly threads: number;
    /** A private folder, into which the engine writes material under its name. */
    readonly folder: string;
  };
  /** Comes back in the notifications of this run. */
  readonly token: string | number;
}

/** Parameters of the notification `task` of a run on a cluster: a request that a client's machine is to run by `shards`. */
export interface TaskParams extends ShardsParams {
  readonly token: string | number;
  /** Its number in the run. */
  readonly task: number;
}

/** Parameters of the notification `drop`: nobody waits for the task any more. */
export interface DropParams {
  readonly token: string | number;
  readonly task: number;
}

/** What the client says of a task that has ended. */
interface TaskEnded extends DropParams {
  /** Threads that the cluster has by now. */
  readonly threads: number;
}

/** Parameters of the client's notification `answer`. */
export interface AnswerParams extends TaskEnded {
  readonly reply: NonNullable<ShardsAnswer>;
}

/** Parameters of the client's notification `lost`: the task will not be answered. */
export interface LostParams extends TaskEnded {
  readonly why: string;
}

/** Parameters of `shards`. */
export interface ShardsParams {
  /** Base64 of the wire form of a request of host/protocol.ts to run shards. */
  readonly request: string;
  /** Name of the material that they need, or null. */
  readonly material: string | null;
}

/** Answer to `shards`: base64 of the wire form of the reply; null where the engine does not have the material. */
export type ShardsAnswer = string | null;

/** Parameters of `material`, which an engine keeps for `shards`. */
export interface MaterialParams {
  readonly name: string;
  /** File with its wire form; not needed any more when the request is answered. */
  readonly path: string;
}

/** Parameters of `lend`, which makes a private folder. */
export interface LendParams {
  /** Its path, which nobody can guess. */
  readonly folder: string;
}

/** Parameters of the client's notification `takeBack`: it has removed a folder that it was lent. */
export interface TakeBackParams {
  readonly folder: string;
}

/** Parameters of `network`: the trained network of a row of the study's result. */
export interface NetworkParams extends StudyParams {
  readonly row: number;
}

/** Answer to `network`: numbers as base64 of little-endian float32. */
export interface NetworkAnswer extends Omit<TrainedNetwork, 'layers'> {
  readonly layers: readonly (Omit<TrainedLayer, 'weights' | 'biases'> & {
    readonly weights: string;
    readonly biases: string;
  })[];
}

/** Parameters of `cacheClear`: how the hashes of the studies begin that are removed; empty for all. */
export interface CacheClearParams {
  readonly hash: string;
}

/** Parameters of `theory`: a function of study/theory.ts. */
export interface TheoryParams {
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** Parameters of `hover`: a place in a cell that may begin with one of the magics. */
export interface PlaceParams {
  readonly cell: string;
  /** UTF-16 units from the cell's start. */
  readonly offset: number;
}

/** Parameters of `complete`. */
export interface CompleteParams extends PlaceParams {
  /** Names of variables that can be meant as data. */
  readonly variables: readonly string[];
}

/** Answer to `complete`; null where nothing can be offered. */
export interface CompleteAnswer {
  /** Where the text begins that a completion replaces, up to the place that was asked for. */
  readonly from: number;
  readonly items: readonly {
    readonly label: string;
    readonly insert: string;
    readonly is: 'key' | 'value' | 'range' | 'mapping';
  }[];
}

/** Answer to `hover`; null where nothing is known. */
export interface HoverAnswer {
  readonly text: string;
}

/** Answer to `run`. */
export interface RunAnswer {
  /** The result, or an excerpt of it where it is large; all else is made of the same. */
  readonly result: Result;
  /** Static SVG of the result. */
  readonly picture: string;
  /** Static HTML of the result: picture, caption, tables. */
  readonly markup: string;
  /** The result as plain text. */
  readonly summary: string;
  /** What the user must know of the cache, such as that it can't be written; mostly nothing. */
  readonly warnings: readonly string[];
}

/** Parameters of the notification `progress`: before the first shard runs, at most ten a second, and the last. */
export interface ProgressParams {
  readonly token: string | number;
  /** Shards that are finished, and all. */
  readonly done: number;
  readonly total: number;
  /** How many of those that are finished come from the cache. */
  readonly kept: number;
  /** Estimated seconds left; null while there is nothing to judge by. */
  readonly seconds: number | null;
  /** Static SVG of what a training study has found so far; about once a second at most, else not there. */
  readonly picture?: string;
}

/** One mistake in a study; line and column count from 1, null where the study is no text. */
export interface DiagnosticData {
  readonly line: number | null;
  readonly column: number | null;
  readonly key: string;
  readonly message: string;
}

/** Codes of errors. */
export const Code = {
  /** The user's mistake: the message is complete, the data are `{diagnostics: DiagnosticData[]}`. */
  mistake: 1,
  /** A fault of the engine or of its machine. */
  fault: 2,
  /** The request was cancelled, as in the Language Server Protocol. */
  cancelled: -32800
} as const;
