// What the kernel in the page and its worker say to each other.

import type { PartialJSONObject } from '@lumino/coreutils';

/** Addresses of what the worker needs beside itself. */
export interface Places {
  /** The script of the workers that run shards. */
  readonly shards: string;
  /** The shipped digits, gzipped IDX files. */
  readonly images: string;
  readonly labels: string;
}

/** Data by MIME type. */
export type Bundle = Record<string, string | PartialJSONObject>;

/** The text of a file; null where it can't be read. */
export interface FileText {
  readonly text: string | null;
}

/** From the kernel to its worker. */
export type Request =
  /** Sent once, before all others. */
  | { readonly type: 'start'; readonly places: Places }
  /** Run a cell; answered by outputs and then `done`. */
  | { readonly type: 'run'; readonly code: string; readonly count: number }
  /** Say what can be written at a place of a cell; answered by `completed`. */
  | { readonly type: 'complete'; readonly code: string; readonly cursor: number }
  /** The file that was asked for by `read`. */
  | ({ readonly type: 'file' } & FileText)
  /** Stop the running cell; it then ends as one that failed. */
  | { readonly type: 'interrupt' };

/** What a cell puts out. */
export type Output =
  | { readonly type: 'stream'; readonly name: 'stdout' | 'stderr'; readonly text: string }
  | { readonly type: 'display'; readonly data: Bundle }
  /** The value of the last expression. */
  | { readonly type: 'value'; readonly data: Bundle }
  /** A display that is replaced by later ones, until one is the last. */
  | { readonly type: 'progress'; readonly data: Bundle; readonly last: boolean }
  /** All output of the cell goes when more comes. */
  | { readonly type: 'clear' };

/** An error as front ends show it. */
export interface Failure {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: string[];
}

/** Names that may stand between two places of the code. */
export interface Completion {
  readonly matches: string[];
  readonly start: number;
  readonly end: number;
}

/** From the worker to the kernel. */
export type Reply =
  | { readonly type: 'output'; readonly output: Output }
  /** Read a file beside the notebook; answered by `file`. */
  | { readonly type: 'read'; readonly path: string }
  /** The cell is over; `failure` is null when all went well, `next` a cell that is to come below. */
  | { readonly type: 'done'; readonly failure: Failure | null; readonly next: string | null }
  | { readonly type: 'completed'; readonly completion: Completion };
