// The field's words for the columns and values of a result: axis titles, names of lines, the study's
// fixed values in one line.

import type { Result, Value } from '../result';
import { type Axis, type Group, isSwept } from './axis';
import { isStochasticDepth, networkWords } from './networkwords';
import { escaped } from './text';

const SYMBOLS = new Map([
  ['width', 'W'],
  ['depth', 'L'],
  ['steps', 'T']
]);

const TITLES = new Map([
  ['p', 'removal probability p'],
  ['p_site', 'site removal probability p_site'],
  ['p_bond', 'bond removal probability p_bond'],
  ['p_input', 'input removal probability p_input'],
  ['depth', 'depth L (hidden layers)'],
  ['width', 'width W (units per layer)'],
  ['steps', 'training steps T'],
  ['rate', 'learning rate']
]);

const MODELS = new Map([
  ['site', 'site (Dropout)'],
  ['bond', 'bond (DropConnect)']
]);

/** Words that say nothing without their key. */
const NEEDS_KEY = /^(true|false|none|null|NaN|-?Infinity|[[\]\d., x-]+)$/;
/** A value for each layer. */
const RATES = /^[\d.e-]+(, [\d.e-]+)+$/;

/** Title of an axis, escaped. */
export function axisTitle(name: string): string {
  return TITLES.get(name) ?? escaped(name);
}

/** Symbol of an axis where it has one, escaped. */
export function shortTitle(name: string): string {
  return SYMBOLS.get(name) ?? escaped(name);
}

/** A value as studies write it: the rates of layers, which are one value, in brackets. Not escaped. */
export function written(value: Value): string {
  const text = String(value);
  return RATES.test(text) ? `[${text}]` : text;
}

/** A value with its key, escaped: `L = 8`, `site`, `bias = true`. */
export function named(name: string, value: Value): string {
  const text = written(value);
  const speaks = typeof value === 'string' && name !== 'seed' && !NEEDS_KEY.test(text);
  return escaped(speaks ? text : `${SYMBOLS.get(name) ?? name} = ${text}`);
}

/** Name of a group of rows, escaped: its values of all axes; empty without axes. */
export function groupName(group: Group, axes: readonly Axis[]): string {
  return axes.map((axis, index) => named(axis.name, group.values[index])).join(', ');
}

/** What is removed, escaped. */
function modelName(result: Result, model: string): string {
  return isStochasticDepth(result) ? 'stochastic depth' : escaped(MODELS.get(model) ?? model);
}

/** What all rows share, escaped: the model, what the network is, and the inputs that are not swept. */
export function fixedValues(result: Result, axes: readonly Axis[]): string[] {
  const { model } = result.study;
  const network = networkWords(result).map(escaped);
  const fixed = axes
    .filter(axis => axis.values.length === 1)
    .map(axis => named(axis.name, axis.values[0]));
  const swept = axes.some(axis => axis.name === 'model' && isSwept(axis));
  return typeof model === 'string' && !swept
    ? [modelName(result, model), ...network, ...fixed]
    : [...network, ...fixed];
}
