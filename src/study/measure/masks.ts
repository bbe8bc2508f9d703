// From the sums over whole masks to columns and profiles: means with their 95 % intervals.

import { log } from '../../engine/math/log';
import { rangeInterval, scoreInterval } from '../../engine/percolation/scoreinterval';
import { addMaskSums, type MaskSums, type ShareSums } from '../../engine/percolation/wholemask';
import { wilson } from '../../engine/percolation/wilson';
import type { Measure } from '../keys/percolation';
import type { Answer, ProfileEntry } from './part';

/** A value and its interval. */
interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Mean of a share from its sum and the sum of its squares. */
export function shareEstimate(sum: number, squares: number, trials: number): Estimate {
  const value = sum / trials;
  const variance = Math.max(0, (squares - sum * value) / Math.max(1, trials - 1));
  return { value, ...scoreInterval(value, variance, trials) };
}

/** Columns of a value and its interval. */
export function estimateColumns(name: string, { value, low, high }: Estimate): Answer['columns'] {
  return { [name]: value, [`${name}_low`]: low, [`${name}_high`]: high };
}

/** Mean over layers; their intervals averaged, which is wide enough however the layers depend on each other. */
function overLayers(estimates: readonly Estimate[]): Estimate {
  const mean = (of: (estimate: Estimate) => number): number =>
    estimates.reduce((sum, estimate) => sum + of(estimate), 0) / estimates.length;
  return { value: mean(e => e.value), low: mean(e => e.low), high: mean(e => e.high) };
}

/** A share by layer: its columns and its profile, from layer `first` on. */
function shareAnswer(name: string, { sum, squares }: ShareSums, trials: number, first: number) {
  const layers = Array.from(sum, (total, layer) => shareEstimate(total, squares[layer], trials));
  const shown = layers.slice(first);
  return {
    columns: estimateColumns(name, overLayers(shown)),
    profile: shown.map((estimate, i): ProfileEntry => ({
      measure: name,
      at: first + i,
      ...estimate
    }))
  };
}

function cutAnswer({ cut, trials, open }: MaskSums): Required<Pick<Answer, 'columns' | 'profile'>> {
  const closed = trials - open;
  const [sum, squares] = [1, 2].map(power =>
    cut.reduce((total, count, layer) => total + count * (power === 1 ? layer : layer * layer), 0)
  );
  const value = sum / closed;
  const variance = Math.max(0, (squares - sum * value) / Math.max(1, closed - 1));
  return {
    columns: estimateColumns('cut', {
      value,
      ...rangeInterval(value, variance, closed, [0, cut.length - 1])
    }),
    // Beyond the last layer there is something only in graphs whose last layer holds units that are no outputs.
    profile: Array.from(cut.at(-1) === 0 ? cut.slice(0, -1) : cut, (count, at) => ({
      measure: 'cut',
      at,
      value: count / trials,
      ...wilson(count, trials)
    }))
  };
}

function pathsColumns({ open, paths, allPaths }: MaskSums): Answer['columns'] {
  const value = open > 0 ? paths.mean : log(0);
  const variance = open > 1 ? paths.deviations / (open - 1) : NaN;
  return {
    ...estimateColumns('paths', {
      value,
      ...rangeInterval(value, variance, open, [0, allPaths])
    }),
    paths_spread: Math.sqrt(variance)
  };
}

/**
 * What masks say of one row.
 *
 * @param pieces sums of the pieces of its sample, in their order
 * @param asked measures that are wanted: reach, trainable, cut, paths
 */
export function maskAnswer(pieces: readonly MaskSums[], asked: readonly Measure[]): Answer {
  const sums = pieces.reduce(addMaskSums);
  const { trials } = sums;
  const answers = [
    ...(asked.includes('reach')
      ? [shareAnswer('reach', sums.reach, trials, 0), shareAnswer('live', sums.live, trials, 0)]
      : []),
    ...(asked.includes('trainable') ? [shareAnswer('trainable', sums.trainable, trials, 1)] : []),
    ...(asked.includes('cut') ? [cutAnswer(sums)] : [])
  ];
  const columns = answers.map(answer => answer.columns);
  return {
    columns: Object.assign({}, ...columns, asked.includes('paths') ? pathsColumns(sums) : {}),
    profile: answers.flatMap(answer => answer.profile)
  };
}
