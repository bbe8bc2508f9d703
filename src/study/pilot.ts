// How many trials a requested precision needs: a pilot on blocks of its own finds roughly where theta lies, and the
// trials of the study proper are independent of it, so that their interval keeps its coverage.

import type { EdgeList } from '../engine/network/edges';
import { trialsForPrecision } from '../engine/percolation/precision';
import type { Shard, ShardResult } from '../engine/shard';
import type { Context, Point } from './measure/part';
import { isCounted, thetaParts } from './measure/theta';
import { shardsOf } from './plan';
import { pointsOf } from './points';
import type { Steps } from './steps';
import { single, type Study } from './study';

/** Trials of each row of a pilot. */
const PILOT_TRIALS = 4096;
/** Blocks of a pilot: far beyond those of any study. */
const FIRST_BLOCK = 2 ** 31;

/** A plan whose only outcome is a number of trials for each row. */
export interface Pilot {
  readonly shards: readonly Shard[];
  /** Trials of a row that reach the study's precision with high probability; undefined where none are needed. */
  trialsFrom(results: readonly ShardResult[]): Steps<(row: number) => number | undefined>;
}

/**
 * The pilot of a study.
 *
 * @param study a percolation study
 * @param edges edges of a given graph; null for every other network
 * @returns null where the study asks for no precision
 * @throws StudyError where the pilot alone costs or keeps too much
 */
export function* planPilot(study: Study, edges: EdgeList | null): Steps<Pilot | null> {
  const precision = single(study, 'precision') as number | undefined;
  if (precision === undefined) {
    return null;
  }
  const context: Context = { study, edges, firstBlock: FIRST_BLOCK };
  const points: Point[] = [];
  const counted: Point[] = [];
  for (const point of pointsOf(study, () => PILOT_TRIALS)) {
    points.push(point);
    if (isCounted(context, point)) counted.push(point);
    yield;
  }
  const { shards, parts } = yield* shardsOf(study, points, thetaParts(counted, context));
  return {
    shards,
    *trialsFrom(results) {
      const trials = new Map<number, number>();
      for (const { part, from, to } of parts) {
        for (const [row, { columns }] of part.finish(results.slice(from, to))) {
          const open = Math.round((columns['theta'] as number) * PILOT_TRIALS);
          trials.set(row, trialsForPrecision(open, PILOT_TRIALS, precision));
        }
        yield;
      }
      return row => trials.get(row);
    }
  };
}
