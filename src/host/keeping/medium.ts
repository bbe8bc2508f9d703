// What a place must be able to do to keep studies: files and databases differ in nothing else.

/** Records of one run, or of a finished result. */
export interface Piece {
  readonly bytes: Uint8Array;
  /** Puts it where it is not read again. */
  setAside(): Promise<void>;
}

/** The place of one study. Everything here may reject. */
export interface Medium {
  /** What is there. */
  read(): Promise<{ readonly finished: Piece | null; readonly runs: readonly Piece[] }>;
  /** Adds records to those of this run. */
  append(records: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Puts the finished result in place of all runs, at once or not at all. */
  finish(record: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Says that the finished result was used. */
  touch(): Promise<void>;
  /** Ends this run. */
  close(): Promise<void>;
}

/** The place where nothing is kept. */
export const NOWHERE: Medium = {
  read: () => Promise.resolve({ finished: null, runs: [] }),
  append: () => Promise.resolve(),
  finish: () => Promise.resolve(),
  touch: () => Promise.resolve(),
  close: () => Promise.resolve()
};
