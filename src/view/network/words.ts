// A trial in words: whether it is open, by how many paths, and where it is cut.

import type { LabelledState, LayerCounts } from '../../engine/percolation/labelledmask';
import type { Fixed, Hindrance } from '../../study/trials';
import type { Translation } from '../translation';

/** Counts up to here are written as they are. */
const MOST_WRITTEN = 1e6;
/** Layers that are named one by one. */
const MOST_NAMED = 4;

/** A number of paths, given by its logarithm, as far as digits are known. */
export function pathsInWords(logPaths: number): string {
  if (logPaths === -Infinity) return '0';
  if (logPaths <= Math.log(MOST_WRITTEN)) return String(Math.round(Math.exp(logPaths)));
  const power = logPaths / Math.LN10;
  const whole = Math.floor(power);
  return `${(10 ** (power - whole)).toFixed(1)} \u00d7 10^${whole}`;
}

/** A threshold, and what its ends mean. */
export function thresholdInWords(threshold: number, trans: Translation): string {
  if (threshold < 0) return trans.__('none: no path at any p');
  return threshold >= 1 ? trans.__('none: open at every p') : String(Number(threshold.toFixed(6)));
}

/**
 * A layer by its number; the unit before all layers is the source, the one behind them the sink.
 *
 * @param depth number of layers
 */
export function layerName(layer: number, depth: number, trans: Translation): string {
  return layer < 0 ? trans.__('source') : layer >= depth ? trans.__('sink') : String(layer);
}

/** Where a closed trial is cut. */
export function cutInWords(
  layers: readonly LayerCounts[],
  depth: number,
  trans: Translation
): string {
  const cut = layers.filter(counts => counts.cut > 0);
  const count = cut.reduce((sum, counts) => sum + counts.cut, 0);
  const first = layers.find(({ units, reachable }) => units > 0 && reachable === 0);
  const total = count === 1 ? trans.__('1 element') : trans.__('%1 elements', count);
  const named = cut
    .slice(0, MOST_NAMED)
    .map(counts => trans.__('layer %1: %2', layerName(counts.layer, depth, trans), counts.cut));
  const where = [...named, ...(cut.length > MOST_NAMED ? ['\u2026'] : [])].join(', ');
  return first === undefined
    ? trans.__('%1 (%2)', total, where)
    : trans.__(
        'no open path to layer %1; %2 (%3)',
        layerName(first.layer, depth, trans),
        total,
        where
      );
}

/** What the numbered things are called: trials of a sample, or masks of a training run. */
export function nounOf(isTraining: boolean, trans: Translation): string {
  return isTraining ? trans.__('mask') : trans.__('trial');
}

/**
 * Whether a trial is open, for a picture's name.
 *
 * @param name of the trial
 * @param p null where the trial is the same at every p
 */
export function stateInWords(
  { isOpen, layers }: LabelledState,
  name: string,
  p: number | null,
  depth: number,
  trans: Translation
): string {
  const state = isOpen
    ? trans.__('open path from input to output')
    : trans.__('no open path; %1', cutInWords(layers, depth, trans));
  const where = p === null ? name : trans.__('%1 at p = %2', name, p);
  return trans.__('%1: %2. The table below has its layers.', where, state);
}

/** Why a network has no trial to look at. */
export function hindranceInWords(
  hindrance: Hindrance,
  size: number,
  largest: number,
  trans: Translation
): string {
  switch (hindrance) {
    case 'stochastic depth':
      return trans.__(
        'Stochastic depth removes whole blocks, and what passes over them is always open: there is no mask of units and weights to draw.'
      );
    case 'skips':
      return trans.__(
        'The skips of this network lie where no percolation study can have them, so its masks can\u2019t be drawn.'
      );
    case 'nothing removed':
      return trans.__('Nothing is removed here: every path is open in every step.');
    case 'size':
      return trans.__(
        'The network has %1 units and edges; one trial can be looked at up to %2. Make the network smaller.',
        size,
        largest
      );
  }
}

/** Why p opens and closes nothing, and what is shown instead. */
export function fixedInWords(fixed: Fixed, trans: Translation): string {
  switch (fixed) {
    case 'squares':
      return trans.__(
        'DropBlock removes squares with another probability than p, so no one p opens and closes its elements. These are the masks that measures of layers count, at the p that is chosen. With block: 1 there is a p to move.'
      );
    case 'sparse':
      return trans.__(
        'A weight of these sparse layers may be missing as well as removed, so no one p opens and closes it; either way it is drawn as removed. These are the masks that measures of layers count, at the p that is chosen. With quenched: true there is a p to move.'
      );
    case 'rates':
      return trans.__(
        'Units and weights have rates of their own here (p_site, p_bond), so no one p opens and closes them. These are the masks that measures of layers count.'
      );
    case 'by layer':
      return trans.__(
        'Layers have rates of their own here, so no one p opens and closes their elements. These are the masks that measures of layers count.'
      );
    case 'training':
      return trans.__(
        'These are the masks under which the run trained, in their order: one for each step; with mask: sample one for each sample of each step, with mask: epoch one for each pass.'
      );
  }
}
