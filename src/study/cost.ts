// Estimated cost of a task in core-seconds, from operation counts and constants measured on one core of a
// 2024 server processor. Right within a factor of about three; depends on the task alone, since shards are
// cut by it.

import { searchSeconds } from '../engine/kernels/choose';
import { WIDEST_TABLE } from '../engine/kernels/countchain';
import { graphSize } from '../engine/network/build';
import type { EdgeList } from '../engine/network/edges';
import { depthOf } from '../engine/network/layered';
import type { Rate } from '../engine/percolation/removal';
import type { PercolationTask, Subject } from '../engine/percolation/task';
import type { TrainTask } from '../engine/shard';
import type { SampledTask } from './measure/cut';
import { widestOf } from './network';

/** A study above this is refused unless it says `force: true`. */
export const COST_LIMIT_SECONDS = 3600;

const SECONDS_PER_SHARD = 2e-6;
const SECONDS_PER_CHAIN_TERM = 2e-9;
const SECONDS_PER_LOG_TERM = 4e-8;
const SECONDS_PER_DRAW = 4e-9;
const SECONDS_PER_ENUMERATION = 0.1;
const SECONDS_PER_LABEL = 3e-10;
const SECONDS_PER_SORT = 7e-8;
/** Of one run, for a probability of about 1e-9. */
const SECONDS_PER_SPLIT = 1.5e-5;
const SECONDS_PER_MASK_EDGE = 6e-8;
const SECONDS_PER_CUT_EDGE = 1e-7;
const SECONDS_PER_WEIGHT_SAMPLE = 1.6e-10;
const SECONDS_PER_UNIT_SAMPLE = 4e-9;
const SECONDS_PER_WEIGHT_MASK = 1e-9;
const SECONDS_PER_WEIGHT_UPDATE = 1.5e-9;
const SECONDS_PER_LAYER_STEP = 2e-7;

/** Layers that the exact chain really walks before its law settles. */
const LAYERS_TO_SETTLE = 60;

/** From about here the chain runs on logarithms, since 1 - theta leaves the double range. */
const RARE = 1300;

/** Rows that every run draws or copies, and evaluates when it has trained. */
const ROWS_OF_A_RUN = 5000;
const SECONDS_PER_INPUT_ROW = 5e-8;

/** The least of the rates of all layers. */
function least(rate: Rate): number {
  return typeof rate === 'number' ? rate : Math.min(...rate);
}

/** -ln P(a unit is missed | all units before it are reached), times the width: a scale of how rarely a layer closes. */
function closing(width: number, site: number, bond: number): number {
  return -width * Math.log(site + (1 - site) * bond ** width);
}

function layersCost(task: Subject): number {
  const { network, removal } = task;
  if (network.is !== 'layers' && network.is !== 'skip') {
    return SECONDS_PER_SHARD;
  }
  const bond = least(removal.bond);
  if (bond === 0 && network.is === 'layers') {
    return SECONDS_PER_SHARD;
  }
  const width = widestOf(network.layers);
  const seconds =
    closing(width, least(removal.site), bond) < RARE
      ? SECONDS_PER_CHAIN_TERM
      : SECONDS_PER_LOG_TERM;
  const layers = Math.min(depthOf(network.layers) + 1, LAYERS_TO_SETTLE);
  return SECONDS_PER_SHARD + width ** 2 * layers * seconds;
}

function graphEdges({ network }: Subject, edges: EdgeList | null): number {
  return graphSize(network, edges).edges;
}

/** Steps that a root finder takes on theta(p). */
const STEPS_TO_A_ROOT = 60;
/** Values of p at which the law of the threshold is told. */
const STEPS_OF_A_LAW = 70;

/** Estimated core-seconds of a task that is not done trial by trial. */
export function taskSeconds(
  task: Exclude<PercolationTask, SampledTask>,
  edges: EdgeList | null
): number {
  switch (task.kind) {
    case 'exact':
      return task.enumerate ? SECONDS_PER_ENUMERATION : layersCost(task.subject);
    case 'threshold':
      return task.enumerate
        ? SECONDS_PER_ENUMERATION
        : (STEPS_TO_A_ROOT * task.thetas.length + STEPS_OF_A_LAW) * layersCost(task.subject);
    case 'profile':
      return 4 * layersCost(task.subject) + SECONDS_PER_SHARD;
    case 'mincut':
      return SECONDS_PER_SHARD + graphSizeOrNone(task.subject, edges) * SECONDS_PER_CUT_EDGE;
    case 'drawing':
      return SECONDS_PER_SHARD + graphSizeOrNone(task.subject, edges) * SECONDS_PER_MASK_EDGE;
    case 'blocks':
      return SECONDS_PER_SHARD + task.blocks * SECONDS_PER_LOG_TERM;
  }
}

/** Layers and trees have closed forms of the smallest cut, and no graph is built for them. */
function graphSizeOrNone(subject: Subject, edges: EdgeList | null): number {
  return subject.network.is === 'blocks' ? 0 : graphEdges(subject, edges);
}

/** Edges without direction are sorted by their labels. */
function labelSeconds({ network }: Subject): number {
  return network.is === 'lattice' && !network.directed ? SECONDS_PER_SORT : SECONDS_PER_LABEL;
}

/** Estimated core-seconds of one trial. */
export function trialSeconds(task: SampledTask, edges: EdgeList | null): number {
  const { subject } = task;
  switch (task.kind) {
    case 'trials':
      return task.sampler === 'count chain'
        ? chainTrialCost(subject)
        : searchSeconds(subject, edges, task.sampler);
    case 'curve':
    case 'thresholds':
      return 1e-7 + graphEdges(subject, edges) * labelSeconds(subject);
    case 'splitting':
      return 1e-4 + graphEdges(subject, edges) * SECONDS_PER_SPLIT;
    case 'masks':
    case 'clusters':
      return 1e-6 + graphEdges(subject, edges) * SECONDS_PER_MASK_EDGE;
  }
}

/** Cost of one trial of the count chain: a draw for each layer that is visited before the path ends. */
function chainTrialCost({ network, removal }: Subject): number {
  if (network.is !== 'layers') {
    return 1e-6;
  }
  const { layers } = network;
  const width = Math.max(1, widestOf(layers));
  const rarely = closing(width, least(removal.site), least(removal.bond));
  const visited = Math.min(depthOf(layers) + 1, Math.exp(Math.min(700, rarely)));
  const draws = width <= WIDEST_TABLE ? 1 : width;
  return 2e-8 + visited * draws * SECONDS_PER_DRAW;
}

/** Estimated core-seconds of a training run; right within a factor of about two. */
export function trainingSeconds({ training }: TrainTask): number {
  const { architecture, steps, batch, removal, mask, passes, teacher } = training;
  const { widths } = architecture;
  const units = widths.slice(1).reduce((sum, width) => sum + width, 0);
  // Numbers are worked on four at a time.
  const weights = widths
    .slice(1)
    .reduce((sum, width, l) => sum + widths[l] * Math.ceil(width / 4) * 4, 0);
  const takesBonds = removal.model === 'bond' || removal.model === 'mixed';
  const masks = mask === 'sample' ? batch : 1;
  const sample = weights * SECONDS_PER_WEIGHT_SAMPLE + units * SECONDS_PER_UNIT_SAMPLE;
  const weight = SECONDS_PER_WEIGHT_UPDATE + (takesBonds ? masks * SECONDS_PER_WEIGHT_MASK : 0);
  const step = batch * sample + weights * weight + widths.length * SECONDS_PER_LAYER_STEP;
  const rows = teacher ? teacher.train + (1 + passes) * teacher.test : ROWS_OF_A_RUN * (2 + passes);
  return steps * step + rows * (sample / 2 + widths[0] * SECONDS_PER_INPUT_ROW);
}
