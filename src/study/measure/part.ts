// A part of a percolation study: one measure of some rows, cut into pieces that run anywhere, and the way from
// their results, in order, to what the rows say.

import type { EdgeList } from '../../engine/network/edges';
import type { Drawing } from '../../engine/percolation/drawing';
import type { PercolationTask, Subject } from '../../engine/percolation/task';
import type { ShardResult } from '../../engine/shard';
import { taskSeconds } from '../cost';
import { lastMade } from '../lastmade';
import type { Value } from '../result';
import type { Cell, Study } from '../study';
import { answerSize } from './answersize';
import type { SampledTask } from './cut';

/** A row of the result: a cell of the grid, and for quenched networks one of its fixed graphs. */
export interface Point {
  readonly row: number;
  readonly cell: Cell;
  /** Number of the fixed graph, from 0; null where none is fixed. */
  readonly replicate: number | null;
  readonly subject: Subject;
  /** Trials of each measure that is sampled. */
  readonly trials: number;
}

/** A task with its place in the random streams. */
export interface Piece {
  readonly row: number;
  readonly block: number;
  readonly task: PercolationTask;
  /** Estimated core-seconds. */
  readonly seconds: number;
}

/** What pieces of work come to. */
export interface Work {
  readonly count: number;
  /** Estimated core-seconds. */
  readonly seconds: number;
  /** Most numbers that their answers hold. */
  readonly numbers: number;
}

/** Pieces whose sums are known before any of them is made. */
export interface Pieces extends Work, Iterable<Piece> {}

/** What was measured over layers or values, without the row. */
export interface ProfileEntry {
  readonly measure: string;
  readonly at: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** What a part says of one row. */
export interface Answer {
  readonly columns: Readonly<Record<string, number | string>>;
  readonly profile?: readonly ProfileEntry[];
  readonly drawing?: Drawing;
}

/** One measure of some rows. */
export interface Part {
  readonly pieces: Pieces;
  /**
   * @param results those of the pieces, in their order
   * @returns the answer for each row of the part
   */
  finish(results: readonly ShardResult[]): ReadonlyMap<number, Answer>;
}

/** Parts, made one after the other as they are asked for, since there may be one for each row. */
export type Parts = Iterable<Part>;

/** What planning looks at beside the points. */
export interface Context {
  readonly study: Study;
  /** Edges of a given graph; null for every other network. */
  readonly edges: EdgeList | null;
  /** Number of the first block of every sample: a pilot has blocks of its own. */
  readonly firstBlock: number;
}

/** Results of one kind; a host returns them in the order of the pieces. */
export function ofKind<K extends ShardResult['kind']>(
  results: readonly ShardResult[],
  kind: K
): Extract<ShardResult, { kind: K }>[] {
  return results.filter(
    (result): result is Extract<ShardResult, { kind: K }> => result.kind === kind
  );
}

/** A number as JSON can carry it. */
export function encode(value: number): Value {
  return Number.isFinite(value) ? value : String(value);
}

/** Pieces of a part that needs no work. */
export const NOTHING: Pieces = {
  count: 0,
  seconds: 0,
  numbers: 0,
  [Symbol.iterator]: () => [].values()
};

/** The only piece of a task that is done in one go. */
export class WholeTask implements Pieces {
  readonly count = 1;
  readonly seconds: number;
  readonly numbers: number;

  /**
   * @param row row whose random streams it uses
   * @param task the task
   * @param context the edges of its graph
   */
  constructor(
    private readonly row: number,
    private readonly task: Exclude<PercolationTask, SampledTask>,
    { edges }: Context
  ) {
    this.seconds = taskSeconds(task, edges);
    this.numbers = answerSize(task, edges);
  }

  *[Symbol.iterator](): Iterator<Piece> {
    const { row, task, seconds } = this;
    yield { row, block: 0, task, seconds };
  }
}

/**
 * A part that asks one thing of one row, whose answer is that of its only piece.
 *
 * @param row the row
 * @param task what is asked
 * @param context the edges of its graph
 * @param answer from the result of the piece
 */
export function singlePart(
  row: number,
  task: Exclude<PercolationTask, SampledTask>,
  context: Context,
  answer: (result: ShardResult) => Answer
): Part {
  return {
    pieces: new WholeTask(row, task, context),
    finish: ([result]) => new Map([[row, answer(result)]])
  };
}

/**
 * Points that agree in everything but some keys, in the order of their first members.
 *
 * @param points rows of a study
 * @param paths keys in which members of a group may differ
 */
export function groupPoints(
  study: Study,
  points: readonly Point[],
  paths: readonly string[]
): Point[][] {
  const fixed = [...study.settings.keys()].filter(
    path => !paths.includes(path) && (study.settings.get(path)?.length ?? 0) > 1
  );
  const groups = new Map<string, Point[]>();
  const lastGroup = lastMade<Point[]>();
  for (const point of points) {
    const values = [point.replicate, ...fixed.map(path => point.cell.get(path))];
    const find = (): Point[] => {
      const name = JSON.stringify(values);
      const group = groups.get(name) ?? [];
      groups.set(name, group);
      return group;
    };
    lastGroup(values, find).push(point);
  }
  return [...groups.values()];
}
