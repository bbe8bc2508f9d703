// What dropout leaves layer by layer: reachable and live units, trainable weights, where paths end, and how many are
// open. All but the number of paths is exact for complete layers, and over all masks where elements are few; else whole
// masks are sampled.

import { depthOf } from '../../engine/network/layered';
import { MOST_PROFILED, type Profile } from '../../engine/percolation/profile';
import { WIDEST_CHAIN } from '../../engine/percolation/chain';
import type { ProfileTask } from '../../engine/percolation/task';
import { taskSeconds } from '../cost';
import type { Measure } from '../keys/percolation';
import { widestOf } from '../network';
import { refuse } from '../refuse';
import { cutTrials } from './cut';
import { maskAnswer } from './masks';
import { checkGraph, isEnumerated, isExchangeable } from './method';
import {
  ofKind,
  singlePart,
  type Answer,
  type Context,
  type Part,
  type Parts,
  type Point,
  type ProfileEntry
} from './part';

/** Core-seconds that looking at all masks may take. */
const LONGEST = 60;

/** Measures of single layers that a profile gives exactly. */
const PROFILED: readonly Measure[] = ['reach', 'trainable', 'cut'];

function exactEntries(measure: string, values: Float64Array, first: number): ProfileEntry[] {
  return Array.from(values, (value, i) => ({
    measure,
    at: first + i,
    value,
    low: value,
    high: value
  }));
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function exactColumn(name: string, value: number): Answer['columns'] {
  return { [name]: value, [`${name}_low`]: value, [`${name}_high`]: value };
}

/** Mean of the first layer without a reachable unit, in masks without open path; NaN where there are none. */
function meanCut(cut: Float64Array): number {
  const closed = cut.reduce((sum, value) => sum + value, 0);
  return cut.reduce((sum, value, layer) => sum + value * layer, 0) / closed;
}

function profileAnswer(
  { reach, live, trainable, cut }: Profile,
  asked: readonly Measure[]
): Answer {
  const columns: Record<string, number | string> = {};
  const profile: ProfileEntry[] = [];
  if (asked.includes('reach')) {
    Object.assign(columns, exactColumn('reach', mean(reach)), exactColumn('live', mean(live)));
    profile.push(...exactEntries('reach', reach, 0), ...exactEntries('live', live, 0));
  }
  if (asked.includes('trainable')) {
    Object.assign(columns, exactColumn('trainable', mean(trainable)));
    profile.push(...exactEntries('trainable', trainable, 1));
  }
  if (asked.includes('cut')) {
    Object.assign(columns, exactColumn('cut', meanCut(cut)));
    profile.push(...exactEntries('cut', cut, 0));
  }
  return { columns, profile };
}

function hasProfile(point: Point): boolean {
  const { network } = point.subject;
  return (
    network.is === 'layers' &&
    isExchangeable(point) &&
    widestOf(network.layers) <= WIDEST_CHAIN &&
    depthOf(network.layers) <= MOST_PROFILED
  );
}

function profilePart(
  { row, subject }: Point,
  enumerate: boolean,
  asked: readonly Measure[],
  context: Context
): Part {
  const task: ProfileTask = { kind: 'profile', subject, enumerate };
  return singlePart(row, task, context, result =>
    profileAnswer(ofKind([result], 'profile')[0].profile, asked)
  );
}

/** Whether all masks are looked at: under `auto` only where that is soon done, since large graphs may have few elements. */
function weighs(point: Point, context: Context): boolean {
  const task: ProfileTask = { kind: 'profile', subject: point.subject, enumerate: true };
  return (
    isEnumerated(context, point) &&
    (point.cell.get('method') !== 'auto' || taskSeconds(task, context.edges) <= LONGEST)
  );
}

function masksPart(point: Point, asked: readonly Measure[], context: Context): Part {
  checkGraph(context, point);
  const { row, subject, trials } = point;
  return {
    pieces: cutTrials(row, { kind: 'masks', subject, trials }, context),
    finish: results => {
      const sums = ofKind(results, 'masks').map(result => result.sums);
      return new Map([[row, maskAnswer(sums, asked)]]);
    }
  };
}

/**
 * Parts that find what is asked of the layers of each point.
 *
 * @param points rows of the study
 * @param context the study and the edges of its graph
 * @throws StudyError where `method: exact` asks for what can only be sampled
 */
export function* layersParts(points: readonly Point[], context: Context): Parts {
  const measures = context.study.settings.get('measure') as readonly Measure[];
  const asked = measures.filter(measure => [...PROFILED, 'paths'].includes(measure));
  for (const point of points) {
    const method = point.cell.get('method');
    const profiled = hasProfile(point) && method !== 'montecarlo';
    const enumerate = (!profiled || method === 'enumeration') && weighs(point, context);
    const exact = profiled || enumerate ? asked.filter(measure => PROFILED.includes(measure)) : [];
    const sampled = asked.filter(measure => !exact.includes(measure));
    if (method === 'exact' && sampled.length > 0) {
      const message = `${sampled[0]} of this network is sampled; use method: auto or montecarlo`;
      refuse(context.study, 'measure', message);
    }
    if (exact.length > 0) {
      yield profilePart(point, enumerate, exact, context);
    }
    if (sampled.length > 0) {
      yield masksPart(point, sampled, context);
    }
  }
}
