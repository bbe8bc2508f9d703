// Estimated cost of a task in core-seconds, from operation counts and constants measured on one core of a
// 2024 server processor. Right within a factor of about three; depends on the task alone, to the bit, since shards
// are cut by it.

import { ABREAST, goesAbreast, LEAST_ABREAST } from '../engine/dropout/abreast';
import { searchSeconds, TRIALS_PER_BATCH } from '../engine/kernels/choose';
import { hasTables } from '../engine/kernels/countchain';
import { graphSize, removesOf } from '../engine/network/build';
import type { EdgeList } from '../engine/network/edges';
import { exp } from '../engine/math/exp';
import { log } from '../engine/math/log';
import { times } from '../engine/math/logchoose';
import { depthOf, type LayeredNetwork } from '../engine/network/layered';
import type { Skip } from '../engine/network/network';
import { layerLaw } from '../engine/percolation/layerlaw';
import { SMALLEST_LINEAR } from '../engine/percolation/probability';
import type { Rate, Removal } from '../engine/percolation/removal';
import type { PercolationTask, Subject } from '../engine/percolation/task';
import type { TrainTask } from '../engine/shard';
import type { SampledTask } from './measure/cut';
import { widestOf } from './network';

/** A study above this is refused unless it says `force: true`. */
export const COST_LIMIT_SECONDS = 3600;

const SECONDS_PER_SHARD = 2e-6;
const SECONDS_PER_CHAIN = 1e-5;
const SECONDS_PER_CHAIN_TERM = 2.5e-9;
/** Of a chain on logarithms, which settles within a few layers. */
const SECONDS_PER_RARE_TERM = 1e-7;
/** Of a chain near the critical p, where it settles last. */
const SECONDS_PER_CRITICAL_TERM = 7e-9;
const SECONDS_PER_RESIDUAL = 5e-5;
const SECONDS_PER_RESIDUAL_TERM = 7e-9;
const SECONDS_PER_PROFILED_UNIT = 1e-7;
const SECONDS_PER_LOG_TERM = 4e-8;
/** Of a unit or an edge in a mask, where 32 go side by side. */
const SECONDS_PER_WEIGHED = 1.2e-9;
const SECONDS_PER_DRAW = 4e-9;
/** Of a unit of a layer that is too wide for tables. */
const SECONDS_PER_DRAWN_UNIT = 1.2e-8;
/** Of a unit or an edge, when a graph is built. */
const SECONDS_PER_BUILT = 3e-7;
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
/** Runs alone whose steps take as long as those of runs abreast, three or four of them: all lanes are worked on. */
const RUNS_PAID_ABREAST = 1.4;

/** Layers that the exact chain really walks before its law settles. */
const LAYERS_TO_SETTLE = 60;

/** From here the chain runs on logarithms, since 1 - theta leaves the double range. */
const RARE = -log(SMALLEST_LINEAR);

/** Rows that every run draws or copies, and evaluates when it has trained. */
const ROWS_OF_A_RUN = 5000;
const SECONDS_PER_INPUT_ROW = 5e-8;

/** The least of the rates of all layers. */
function least(rate: Rate): number {
  return typeof rate === 'number' ? rate : Math.min(...rate);
}

/** -ln P(a unit is missed | all units before it are reached), times the width: a scale of how rarely a layer closes. */
function closing(width: number, site: number, bond: number): number {
  return -width * log(site + (1 - site) * exp(times(width, log(bond))));
}

/** Terms of a chain over layers: the square of its width for each layer that it walks. */
function chainTerms(width: number, depth: number): number {
  return width * width * Math.min(depth + 1, LAYERS_TO_SETTLE);
}

function chainSeconds(layers: LayeredNetwork, { site, bond }: Removal): number {
  const width = widestOf(layers);
  const seconds =
    closing(width, least(site), least(bond)) < RARE
      ? chainTerms(width, depthOf(layers)) * SECONDS_PER_CHAIN_TERM
      : width * width * SECONDS_PER_RARE_TERM;
  return SECONDS_PER_CHAIN + seconds;
}

/** Each different block of identity skips costs the fourth power of its width, and the law goes through all of them. */
function residualSeconds({ layers, span }: Skip, { site, bond }: Removal): number {
  const width = widestOf(layers);
  const blocks = Math.ceil((depthOf(layers) + 1) / span);
  const different = [site, bond].some(rate => typeof rate !== 'number') ? blocks : 1;
  const ofBlock = width * width * width * width * span * SECONDS_PER_RESIDUAL_TERM;
  return (
    SECONDS_PER_RESIDUAL +
    different * ofBlock +
    blocks * (SECONDS_PER_SHARD + width * width * SECONDS_PER_CHAIN_TERM)
  );
}

/** theta by the exact method of a network. */
function exactSeconds({ network, removal }: Subject): number {
  const weights = [removal.bond].flat().some(p => p > 0);
  if (network.is === 'skip' && network.kind === 'identity') {
    return residualSeconds(network, removal);
  }
  return (network.is === 'layers' || network.is === 'skip') && weights
    ? chainSeconds(network.layers, removal)
    : SECONDS_PER_SHARD;
}

/** theta at one of the p that a threshold is looked for at. */
function criticalSeconds(subject: Subject): number {
  const { network, model } = subject;
  return network.is === 'layers' && model !== 'site'
    ? SECONDS_PER_CHAIN +
        chainTerms(widestOf(network.layers), depthOf(network.layers)) * SECONDS_PER_CRITICAL_TERM
    : exactSeconds(subject);
}

/** All masks, 32 at a time, through the whole graph. */
function weighedSeconds({ network, model, removal }: Subject, edges: EdgeList | null): number {
  const size = graphSize(network, edges, removesOf(model, removal));
  return SECONDS_PER_SHARD + 2 ** size.elements * (size.units + size.edges) * SECONDS_PER_WEIGHED;
}

/** Both sweeps of a profile settle, but say something of each layer. */
function profileSeconds({ network }: Subject): number {
  if (network.is !== 'layers') {
    return SECONDS_PER_SHARD;
  }
  const [width, depth] = [widestOf(network.layers), depthOf(network.layers)];
  return (
    SECONDS_PER_CHAIN +
    chainTerms(width, depth) * SECONDS_PER_CHAIN_TERM +
    (width + 1) * depth * SECONDS_PER_PROFILED_UNIT
  );
}

function graphEdges({ network }: Subject, edges: EdgeList | null): number {
  return graphSize(network, edges).edges;
}

/** Steps that a root finder takes on theta(p). */
const STEPS_TO_A_ROOT = 28;
/** Values of p that the law of the threshold is made of: its two ends are roots, and 65 are told. */
const STEPS_OF_A_LAW = 2 * STEPS_TO_A_ROOT + 65;

/** Estimated core-seconds of a task that is not done trial by trial. */
export function taskSeconds(
  task: Exclude<PercolationTask, SampledTask>,
  edges: EdgeList | null
): number {
  switch (task.kind) {
    case 'exact':
      return task.enumerate ? SECONDS_PER_ENUMERATION : exactSeconds(task.subject);
    case 'threshold':
      return task.enumerate
        ? SECONDS_PER_ENUMERATION
        : (STEPS_TO_A_ROOT * task.thetas.length + STEPS_OF_A_LAW) * criticalSeconds(task.subject);
    case 'profile':
      return task.enumerate ? weighedSeconds(task.subject, edges) : profileSeconds(task.subject);
    case 'sign':
      return exactSeconds(task.subject);
    case 'polynomial':
      return SECONDS_PER_ENUMERATION;
    case 'cluster means':
      return 12 * weighedSeconds(task.subject, edges);
    case 'mincut':
      return SECONDS_PER_SHARD + graphEdges(task.subject, edges) * SECONDS_PER_CUT_EDGE;
    case 'drawing':
      return SECONDS_PER_SHARD + graphEdges(task.subject, edges) * SECONDS_PER_MASK_EDGE;
    case 'blocks':
      return SECONDS_PER_SHARD + task.blocks * SECONDS_PER_LOG_TERM;
  }
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

/** Estimated core-seconds before the first trial: the graph is built, once for all pieces of a task. */
export function beginningSeconds(task: SampledTask, edges: EdgeList | null): number {
  if (task.kind === 'trials' && task.sampler === 'count chain') {
    return 0;
  }
  const { units, edges: joined } = graphSize(task.subject.network, edges);
  return (units + joined) * SECONDS_PER_BUILT;
}

/** Trials that a piece costs as much as: bit-parallel ones go side by side, so few take as long as a batch. */
export function paidTrials(task: SampledTask): number {
  const together = task.kind === 'trials' && task.sampler === 'bit-parallel' ? TRIALS_PER_BATCH : 1;
  return together * Math.ceil(task.trials / together);
}

/** Cost of one trial of the count chain: a draw for each layer that is visited before the path ends. */
function chainTrialCost({ network, removal }: Subject): number {
  if (network.is !== 'layers') {
    return 1e-6;
  }
  const { layers, sparse } = network;
  const width = Math.max(1, widestOf(layers));
  const rarely = closing(width, least(removal.site), least(removal.bond));
  const visited = Math.min(depthOf(layers) + 1, exp(Math.min(700, rarely)));
  const draw = hasTables(layerLaw(layers, removal, sparse))
    ? SECONDS_PER_DRAW
    : width * SECONDS_PER_DRAWN_UNIT;
  return 2e-8 + visited * draw;
}

/** Runs alone whose steps take as long as those of some runs that go abreast as far as they may. */
function paidRuns(count: number): number {
  const left = count % ABREAST;
  const abreast = Math.floor(count / ABREAST) + (left < LEAST_ABREAST ? 0 : 1);
  return RUNS_PAID_ABREAST * abreast + (left < LEAST_ABREAST ? left : 0);
}

/**
 * Estimated core-seconds of training runs of one task; right within a factor of about two.
 *
 * @param count replicates, integer >= 1
 */
export function trainingSeconds({ training }: TrainTask, count: number): number {
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
  const paid = goesAbreast(training, null) ? paidRuns(count) : count;
  return paid * steps * step + count * rows * (sample / 2 + widths[0] * SECONDS_PER_INPUT_ROW);
}
