// What a network is beside its sizes, in words: without them one with skip connections is named like a plain one.

import type { Result, Value } from '../result';
import { hasColumn } from './columns';

/** Settings of a network as a resolved study holds them. */
type Settings = { readonly [key: string]: unknown };

function groupOf(value: unknown): Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Settings)
    : {};
}

function isValue(value: unknown): value is Value {
  return typeof value === 'number' || typeof value === 'string';
}

/** Words for one value; none where it is not given, or swept and so a column of its own. */
type Say = (key: string, words: (value: Value) => string) => readonly string[];

function sayOf(settings: Settings, result: Result): Say {
  return (key, words) => {
    const value = Object.hasOwn(settings, key) ? settings[key] : undefined;
    return isValue(value) && !hasColumn(result, key) ? [words(value)] : [];
  };
}

/** Whether something is true throughout the study. */
function isAlways(settings: Settings, key: string, truth: boolean): boolean {
  return Object.hasOwn(settings, key) && settings[key] === truth;
}

function skipWords(skip: Settings, result: Result): readonly string[] {
  const say = sayOf(skip, result);
  return Object.keys(skip).length === 0
    ? []
    : [
        say('kind', kind => `${kind} `)
          .concat('skips')
          .join(''),
        ...say('span', span => `span = ${span}`),
        ...(isAlways(skip, 'removable', false) ? ['skips never removed'] : [])
      ];
}

function graphWords(network: Settings, say: Say): readonly string[] {
  const { edges, image } = network;
  return [
    ...(Array.isArray(edges) ? [`graph of ${edges.length} edges`] : []),
    // The folders of a file are nobody's business.
    ...say('file', file => `graph of ${String(file).replace(/^.*[\\/]/, '')}`),
    ...(Array.isArray(image) && image.every(isValue) ? [`image ${image.join(' x ')}`] : [])
  ];
}

/**
 * Words for what the columns of a result don't say of its network: skip connections, sparseness, lattice, tree, what is
 * removed. Plain text of any length.
 */
export function networkWords(result: Result): readonly string[] {
  const network = groupOf(result.study['network']);
  const say = sayOf(network, result);
  const equals = (key: string) => say(key, value => `${key} = ${value}`);
  const removed = { channels: 'channels removed', elements: 'elements removed' };
  return [
    ...say('lattice', kind => `${kind} lattice`),
    ...(isAlways(network, 'directed', true) ? ['directed'] : []),
    ...(Object.hasOwn(network, 'tree') ? ['tree'] : []),
    ...graphWords(network, say),
    ...equals('kernel'),
    ...say('padding', padding => `${padding} padding`),
    ...say('drop', drop => removed[drop as keyof typeof removed] ?? ''),
    ...say('block', side => (side === 1 ? '' : `in squares of ${side}`)),
    ...equals('input'),
    ...equals('output'),
    ...skipWords(groupOf(network['skip']), result),
    ...equals('density'),
    ...equals('degree'),
    ...(isAlways(network, 'quenched', true) ? ['quenched'] : []),
    ...(isAlways(network, 'quenched', false) ? ['averaged over graphs'] : []),
    ...say('activation', String),
    ...(isAlways(network, 'bias', true) ? ['biases'] : [])
  ].filter(words => words !== '');
}

/** Whether p removes whole blocks, whatever the model is called. */
export function isStochasticDepth({ study }: Result): boolean {
  return groupOf(study['network'])['drop'] === 'blocks';
}
