// From a study to shards. The plan depends on the study alone, never on the place or the number of workers
// that will run it; so do the random streams, which are keyed by row (or cell) and block.

import type { EdgeList } from '../engine/network/edges';
import { keyFromSeed, type Key } from '../engine/random/seed';
import type { Shard } from '../engine/shard';
import { COST_LIMIT_SECONDS, trainingSeconds } from './cost';
import { StudyError } from './diagnostic';
import { sayDuration } from './duration';
import { measureParts } from './measure/measures';
import type { Part, Point } from './measure/part';
import { pointsOf } from './points';
import { checkSkips } from './skips';
import { cellsOf, single, type Study } from './study';
import { armsOf, replicatesOf, trainingTask } from './task';

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
function keyring(): (seed: string) => Key {
  const keys = new Map<string, Key>();
  return seed => {
    const key = keys.get(seed) ?? keyFromSeed(seed);
    keys.set(seed, key);
    return key;
  };
}

/**
 * Shards of parts, one part after the other.
 *
 * @param points all rows that the parts speak of
 * @param parts parts of a percolation study
 */
export function shardsOf(
  points: readonly Point[],
  parts: readonly Part[]
): Pick<Plan, 'shards' | 'parts' | 'seconds'> {
  const keyOf = keyring();
  const shards: Shard[] = [];
  const planned: PlannedPart[] = [];
  let seconds = 0;
  for (const part of parts) {
    const from = shards.length;
    for (const { row, block, task, seconds: own } of part.pieces) {
      const key = keyOf(points[row].cell.get('seed') as string);
      shards.push({ index: shards.length, key, cell: row, block, task, seconds: own });
      seconds += own;
    }
    planned.push({ part, from, to: shards.length });
  }
  return { shards, parts: planned, seconds };
}

function planPercolation(study: Study, { edges = null, trialsOf }: PlanOptions): Plan {
  const points = pointsOf(study, trialsOf ?? (() => undefined));
  const parts = measureParts(points, { study, edges, firstBlock: 0 });
  return { cells: cellsOf(study).length, points, ...shardsOf(points, parts) };
}

function planTraining(study: Study): Plan {
  // Again: only now are the widths of input and output those of the data.
  checkSkips(study);
  const keyOf = keyring();
  const shards: Shard[] = [];
  const cells = cellsOf(study);
  let seconds = 0;
  for (const cell of cells) {
    const key = keyOf(cell.get('seed') as string);
    for (const arm of armsOf(study)) {
      const task = trainingTask(study, cell, arm);
      const own = trainingSeconds(task);
      for (let block = 0; block < replicatesOf(study); block++) {
        shards.push({ index: shards.length, key, cell: cell.index, block, task, seconds: own });
        seconds += own;
      }
    }
  }
  return { shards, cells: cells.length, seconds, points: [], parts: [] };
}

/**
 * Plans a study.
 *
 * @param study a valid study; a dropout study must have been bound to its data
 * @param options what is known beside the study
 * @throws StudyError when the estimated cost is above the limit and the study does not say `force: true`
 */
export function planStudy(study: Study, options: PlanOptions = {}): Plan {
  const plan = study.kind === 'percolation' ? planPercolation(study, options) : planTraining(study);
  if (plan.seconds > COST_LIMIT_SECONDS && single(study, 'force') !== true) {
    const message =
      `the estimated cost is ${sayDuration(plan.seconds)} of one core; allowed: up to ` +
      `${sayDuration(COST_LIMIT_SECONDS)}; take fewer cells, trials or steps, or write force: true`;
    throw new StudyError([{ at: study.locate('network'), key: '', message }], study.source);
  }
  return plan;
}
