// From a study to shards. The plan depends on the study alone, never on the place or the number of workers
// that will run it; so do the random streams, which are keyed by row (or cell) and block.

import type { EdgeList } from '../engine/network/edges';
import { keyFromSeed, type Key } from '../engine/random/seed';
import type { Shard, TrainTask } from '../engine/shard';
import { checkAffordable, checkNumbers } from './affordable';
import { byNetwork } from './bynetwork';
import { trainingSeconds } from './cost';
import { measureParts } from './measure/measures';
import type { Part, Parts, Point, Work } from './measure/part';
import { outcomeSize, taskSize } from './outcomesize';
import { pointsOf } from './points';
import { checkSkips } from './skips';
import { listed, type Steps } from './steps';
import { cellCount, cellsOf, type Cell, type Study } from './study';
import { armsOf, replicatesOf, trainingTask } from './task';
import { architectureOf } from './trainednetwork';

/** Where the shards of a part stand in the plan: from .. to - 1. */
export interface PlannedPart {
  readonly part: Part;
  readonly from: number;
  readonly to: number;
}

/** The shards of a study, in the order in which their results are reduced, and their estimated cost. */
export interface Plan {
  readonly shards: readonly Shard[];
  /** Cells of the grid. */
  readonly cells: number;
  /** Estimated core-seconds. */
  readonly seconds: number;
  /** Rows and parts of a percolation study; empty for training. */
  readonly points: readonly Point[];
  readonly parts: readonly PlannedPart[];
}

/** What a plan needs to know beside the study. */
export interface PlanOptions {
  /** Edges of a given graph; null for every other network. */
  readonly edges?: EdgeList | null;
  /** Trials of a row, where they do not follow from the study. */
  readonly trialsOf?: (row: number) => number | undefined;
}

/** The key of each seed, made once. */
function keyring(): (cell: Cell) => Key {
  const keys = new Map<string, Key>();
  return cell => {
    const seed = cell.get('seed') as string;
    const key = keys.get(seed) ?? keyFromSeed(seed);
    keys.set(seed, key);
    return key;
  };
}

/** Sums of work. */
function total(works: Iterable<Work>): Work {
  let [count, seconds, numbers] = [0, 0, 0];
  for (const work of works) {
    count += work.count;
    seconds += work.seconds;
    numbers += work.numbers;
  }
  return { count, seconds, numbers };
}

/**
 * Shards of parts, one part after the other.
 *
 * @param study the study, which is refused where they cost or keep too much
 * @param points all rows that the parts speak of
 * @param parts parts of a percolation study
 */
export function* shardsOf(
  study: Study,
  points: readonly Point[],
  parts: Parts
): Steps<Pick<Plan, 'shards' | 'parts' | 'seconds'>> {
  const all = yield* listed(parts);
  const work = total(all.map(({ pieces }) => pieces));
  checkAffordable(study, work);
  const keyOf = keyring();
  const shards: Shard[] = [];
  const planned: PlannedPart[] = [];
  for (const part of all) {
    const from = shards.length;
    for (const { row, block, task, seconds } of part.pieces) {
      const key = keyOf(points[row].cell);
      shards.push({ index: shards.length, key, cell: row, block, task, seconds });
    }
    planned.push({ part, from, to: shards.length });
    yield;
  }
  return { shards, parts: planned, seconds: work.seconds };
}

function* planPercolation(study: Study, { edges = null, trialsOf }: PlanOptions): Steps<Plan> {
  const points = yield* listed(pointsOf(study, trialsOf ?? (() => undefined)));
  const parts = measureParts(points, { study, edges, firstBlock: 0 });
  const shards = yield* shardsOf(study, points, parts);
  return { cells: cellCount(study), points, ...shards };
}

/** The runs of a cell and an arm, which share their task. */
interface Runs extends Work {
  readonly cell: Cell;
  readonly task: TrainTask;
}

function* runsOf(study: Study): Iterable<Runs> {
  const count = replicatesOf(study);
  const architectureAt = byNetwork(study, architectureOf);
  let numbers = 0;
  for (const cell of cellsOf(study)) {
    for (const arm of armsOf(study)) {
      const task = trainingTask(study, cell, arm, architectureAt(cell, null));
      const seconds = trainingSeconds(task, count);
      const own = taskSize(task.training) + count * outcomeSize(task.training);
      // At once, since deep networks make tasks large.
      checkNumbers(study, (numbers += own));
      yield { cell, task, count, seconds, numbers: own };
    }
  }
}

function* planTraining(study: Study): Steps<Plan> {
  // Again: only now are the widths of input and output those of the data.
  checkSkips(study);
  const all = yield* listed(runsOf(study));
  const work = total(all);
  checkAffordable(study, work);
  const keyOf = keyring();
  const shards: Shard[] = [];
  for (const { cell, task, count, seconds } of all) {
    const key = keyOf(cell);
    for (let block = 0; block < count; block++) {
      const index = shards.length;
      shards.push({ index, key, cell: cell.index, block, task, seconds: seconds / count });
    }
    yield;
  }
  return { shards, cells: cellCount(study), seconds: work.seconds, points: [], parts: [] };
}

/**
 * Plans a study, a row or less at a step.
 *
 * @param study a valid study; a dropout study must have been bound to its data
 * @param options what is known beside the study
 * @throws StudyError where it costs or keeps too much; `force: true` lifts the limit of the cost
 */
export function planStudy(study: Study, options: PlanOptions = {}): Steps<Plan> {
  return study.kind === 'percolation' ? planPercolation(study, options) : planTraining(study);
}
