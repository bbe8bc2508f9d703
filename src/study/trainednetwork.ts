// The network that a cell of a training study trains, and what is removed from it, as the engine wants them.

import type { Architecture } from '../engine/dropout/architecture';
import type { Model, Rates, Removal } from '../engine/dropout/removal';
import { skipsOf } from '../engine/dropout/skips';
import { widthsOf } from '../engine/network/layered';
import { isOverTime, type OverTime, type Setting } from './key';
import { layersOf } from './network';
import type { Cell } from './study';

/** The network of a cell of a study that has been bound to its data. */
export function architectureOf(cell: Cell): Architecture {
  const widths = widthsOf(layersOf(cell));
  const weights = widths.length - 1;
  const bias = cell.get('network.bias') as boolean | readonly boolean[];
  const span = cell.get('network.skip.span') as number | undefined;
  return {
    widths,
    bias: typeof bias === 'boolean' ? new Array<boolean>(weights).fill(bias) : bias,
    activation: cell.get('network.activation') as Architecture['activation'],
    skips:
      cell.family === 'blocks'
        ? skipsOf(widths, 1, 1, weights - 1)
        : span === undefined
          ? new Array<number>(weights).fill(-1)
          : skipsOf(widths, span)
  };
}

function ratesOf(value: Setting, layers: number): Rates {
  const byLayer = (end: OverTime['from']): readonly number[] =>
    typeof end === 'number' ? new Array<number>(layers).fill(end) : end;
  if (isOverTime(value)) {
    return { from: byLayer(value.from), to: byLayer(value.to), over: value.over };
  }
  const rates = byLayer(value as OverTime['from']);
  return { from: rates, to: rates, over: 0 };
}

/** The lists of rates that a model takes, with the key that each stands under. */
const RATES_OF: Readonly<Record<Model, { readonly site?: string; readonly bond?: string }>> = {
  site: { site: 'p' },
  bond: { bond: 'p' },
  mixed: { site: 'p_site', bond: 'p_bond' },
  blocks: { site: 'p' }
};

/** What is removed in a cell, from its network. */
export function trainingRemovalOf(cell: Cell, { widths, skips }: Architecture): Removal {
  const model = cell.get('model') as Model;
  const { site, bond } = RATES_OF[model];
  const blocks = skips.filter(source => source >= 0).length;
  const sites = model === 'blocks' ? blocks : widths.length - 2;
  const rates = (path: string | undefined, layers: number): Rates =>
    ratesOf(path === undefined ? 0 : cell.get(path)!, layers);
  return {
    model,
    site: rates(site, sites),
    bond: rates(bond, widths.length - 1),
    removableSkips:
      (model === 'bond' || model === 'mixed') && cell.get('network.skip.removable') === true
  };
}
