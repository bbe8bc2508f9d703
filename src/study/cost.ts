// Estimated cost of a task in core-seconds, from operation counts and constants measured on one core of a
// 2024 server processor. Right within a factor of about three; depends on the task alone, since shards are
// cut by it.

import { depthOf } from '../engine/network/layered';
import type { Removal } from '../engine/percolation/removal';
import type { ExactTask, MonteCarloTask, TrainTask } from '../engine/shard';
import { widestOf } from './network';

/** A study above this is refused unless it says `force: true`. */
export const COST_LIMIT_SECONDS = 3600;

const SECONDS_PER_SHARD = 2e-6;
const SECONDS_PER_CHAIN_TERM = 2e-9;
const SECONDS_PER_LOG_TERM = 4e-8;
const SECONDS_PER_DRAW = 6e-9;
const SECONDS_PER_WEIGHT_SAMPLE = 2.5e-9;
const SECONDS_PER_UNIT_SAMPLE = 3e-8;
const SECONDS_PER_WEIGHT_MASK = 1.5e-8;
const SECONDS_PER_WEIGHT_UPDATE = 5e-9;
const SECONDS_PER_LAYER_STEP = 1.5e-6;

/** Layers that the exact chain really walks before its law settles. */
const LAYERS_TO_SETTLE = 60;

/** From about here the chain runs on logarithms, since 1 - theta leaves the double range. */
const RARE = 1300;

/** Rows that every run draws or copies, and evaluates when it has trained. */
const ROWS_OF_A_RUN = 5000;
const SECONDS_PER_INPUT_ROW = 5e-8;

/** -ln P(a unit is missed | all units before it are reached), times the width: a scale of how rarely a layer closes. */
function closing(width: number, { site, bond }: Removal): number {
  return -width * Math.log(site + (1 - site) * bond ** width);
}

function exactCost({ network, removal }: ExactTask): number {
  if (removal.bond === 0) {
    return SECONDS_PER_SHARD;
  }
  const width = widestOf(network);
  const seconds = closing(width, removal) < RARE ? SECONDS_PER_CHAIN_TERM : SECONDS_PER_LOG_TERM;
  const layers = Math.min(depthOf(network) + 1, LAYERS_TO_SETTLE);
  return SECONDS_PER_SHARD + width ** 2 * layers * seconds;
}

/** Cost of one Monte Carlo trial: draws of a layer times the layers that are visited before the path ends. */
export function trialCost({ network, removal }: MonteCarloTask): number {
  const width = Math.max(1, widestOf(network));
  const ends = removal.bond === 0 ? 0 : network.output;
  const draws = removal.bond === 0 ? Math.min(width, 1 / (1 - removal.site)) : width;
  const layers = Math.min(depthOf(network), Math.exp(Math.min(700, closing(width, removal))));
  return 5e-8 + (layers * draws + ends) * SECONDS_PER_DRAW;
}

function trainCost({ training }: TrainTask): number {
  const { widths, steps, batch, model, mask } = training;
  const weights = widths.slice(1).reduce((sum, width, l) => sum + width * widths[l], 0);
  const units = widths.slice(1).reduce((sum, width) => sum + width, 0);
  // Bond masks make a network of their own for every mask; site masks cost next to nothing.
  const masks = model === 'site' ? 0 : mask === 'step' ? 1 : batch;
  const sample = weights * SECONDS_PER_WEIGHT_SAMPLE + units * SECONDS_PER_UNIT_SAMPLE;
  const weight = masks * SECONDS_PER_WEIGHT_MASK + SECONDS_PER_WEIGHT_UPDATE;
  const step = batch * sample + weights * weight + widths.length * SECONDS_PER_LAYER_STEP;
  return steps * step + ROWS_OF_A_RUN * (sample + widths[0] * SECONDS_PER_INPUT_ROW);
}

/** Estimated core-seconds of a task. */
export function costOf(task: ExactTask | MonteCarloTask | TrainTask): number {
  switch (task.kind) {
    case 'exact':
      return exactCost(task);
    case 'montecarlo':
      return task.trials * trialCost(task);
    case 'train':
      return trainCost(task);
  }
}
