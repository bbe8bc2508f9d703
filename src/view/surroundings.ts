// What the place where a result is shown can do for it. A place that lacks a part says null, and what needs the
// part is not offered. JupyterLab, a static page and a widget hand in their own.

import type { DataName } from '../study/key';
import type { Sources } from '../study/prepare';
import type { Result } from '../study/result';
import type { Check, RunProgress, SoFar } from '../study/run';
import type { Study } from '../study/study';

/**
 * cached: a finished study may be answered from what the page has kept, and what takes long is kept. afresh: all of it is
 * computed, and nothing is kept.
 */
export type Way = 'cached' | 'afresh';

/** Runs studies in the page. Its workers start at the first run and end with `dispose`. */
export interface Runner {
  /** What the page can read. */
  readonly sources: Sources;
  /** Names of the data that it has. */
  readonly data: readonly DataName[];
  /**
   * Plans a study as `run` would, and says what it would cost.
   *
   * @param study a study from readStudy
   * @param signal stops it; the promise then rejects with the signal's reason
   * @throws StudyError for a study that can't be run here
   */
  check(study: Study, signal: AbortSignal): Promise<Check>;
  /**
   * Runs a study whose data and graph can be had in the page.
   *
   * @param study a study from readStudy
   * @param way whether what was computed before counts; places that keep nothing compute all in any case
   * @param onProgress told as shards finish
   * @param signal stops it; the promise then rejects with the signal's reason
   * @throws StudyError for a study that can't be run here
   */
  run(
    study: Study,
    way: Way,
    onProgress: (progress: RunProgress, soFar: SoFar) => void,
    signal: AbortSignal
  ): Promise<Result>;
  dispose(): void;
}

/** The notebook cell that made a result. */
export interface SourceCell {
  /** Its text now, the magic's line included. */
  readonly text: string;
  /** Whether neither the cell nor the notebook may be changed. */
  readonly isReadOnly: boolean;
  /** Puts a text in its place, as one step that the notebook can undo. */
  write(text: string): void;
  /**
   * Puts a cell with a study below it, as one step that the notebook can undo; above that, one that loads percolab's
   * magics where no cell of the notebook does.
   */
  insertBelow(text: string): void;
  /**
   * Calls back after each change of the text.
   *
   * @returns stops it
   */
  onChange(listener: () => void): () => void;
}

/** The place. */
export interface Surroundings {
  readonly runner: Runner | null;
  /** Whether work may start by itself. Where not, the stored result is shown until the reader presses Run. */
  readonly trusted: () => boolean;
  /** Looked for once the result is in the page. */
  readonly cell: SourceCell | null;
}
