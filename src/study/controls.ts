// The controls of a study: one for each key whose value is a scalar, a range or a list of scalars, made from the same
// table of keys as validation. Pure; src/view/controls draws them.

import { changed, readAgain } from './change';
import { StudyError } from './diagnostic';
import { nameOf, type Key, type Setting, type Type } from './key';
import { keysOf } from './keys';
import { RangeFault, readRange } from './range';
import { sliderOf, type Slider } from './slider';
import { resolve, type Study } from './study';

interface About {
  readonly path: string;
  /** As in YAML, columns and axis titles. */
  readonly name: string;
  readonly about: string;
  /** Whether it stands in the open; the others are at their defaults. */
  readonly isMain: boolean;
}

/** One number. */
export interface NumberControl extends About, Slider {
  readonly is: 'number';
  readonly value: number;
  readonly integer: boolean;
}

/** Numbers from a start to an end, in their order. */
export interface RangeControl extends About {
  readonly is: 'range';
  readonly integer: boolean;
  /** by: every so far, in: so many, evenly spaced, log: so many, in equal ratios. */
  readonly how: 'by' | 'in' | 'log';
  readonly from: number;
  readonly to: number;
  /** The step (by), or how many values. */
  readonly last: number;
  readonly values: readonly number[];
}

/** Values that follow no rule, as the text that studies write. */
export interface ListControl extends About {
  readonly is: 'list';
  readonly text: string;
  readonly values: readonly (string | number | boolean)[];
}

/** One of a few words. */
export interface ChoiceControl extends About {
  readonly is: 'choice';
  /** null where several are swept. */
  readonly value: string | null;
  /** Those that are swept, if several are. */
  readonly swept: readonly string[];
  /** Words that the rest of the study allows. */
  readonly options: readonly string[];
}

/** Yes or no. */
export interface SwitchControl extends About {
  readonly is: 'switch';
  readonly value: boolean;
}

/** A seed. */
export interface SeedControl extends About {
  readonly is: 'seed';
  readonly value: string;
}

/** A control. */
export type Control =
  NumberControl | RangeControl | ListControl | ChoiceControl | SwitchControl | SeedControl;

/** What a reader turns first; the others stand in the open only where they are not at their defaults. */
const MAIN = [
  'model',
  'network.width',
  'network.depth',
  'network.density',
  'network.degree',
  'network.skip.span',
  'network.kernel',
  'network.tree.branching',
  'network.tree.depth',
  'steps',
  'replicates',
  'optimizer.rate',
  'precision',
  'seed',
  'p_input',
  'p_site',
  'p_bond',
  'p'
];
/** Keys that are no dials: they name what is read, or say how it is asked. */
const NO_DIALS = ['force', 'network.lattice', 'network.file'];

/** Fewest values that a range in equal parts or ratios has. */
const FEWEST = 5;

/** The rule that numbers follow, if there is one. */
function ruleOf(
  values: readonly number[],
  integer: boolean
): Pick<RangeControl, 'how' | 'from' | 'to' | 'last'> | null {
  if (values.length < 3) {
    return null;
  }
  const [from, to] = [values[0], values.at(-1)!];
  const rules = [
    { how: 'by', last: Number((values[1] - from).toPrecision(12)) },
    { how: 'in', last: values.length },
    { how: 'log', last: values.length }
  ] as const;
  const found = rules.find(({ how, last }) => {
    // Three depths are read more easily as they are than as a ratio.
    if (how !== 'by' && values.length < FEWEST) return false;
    if (how === 'log' && !(from > 0 && to > 0)) return false;
    const made = valuesOf(rangeText({ how, from, to, last }), integer);
    return made.length === values.length && made.every((value, i) => value === values[i]);
  });
  return found ? { ...found, from, to } : null;
}

/** A range as studies write it. */
export function rangeText({
  how,
  from,
  to,
  last
}: Pick<RangeControl, 'how' | 'from' | 'to' | 'last'>): string {
  return `${from}..${to} ${how} ${last}`;
}

/** Values of a range; none where it never arrives. */
function valuesOf(text: string, integer: boolean): readonly number[] {
  try {
    return readRange(text, integer);
  } catch (error) {
    if (error instanceof RangeFault) return [];
    throw error;
  }
}

/** Values of a sweep by which rules can judge it: its ends, its least and its greatest. */
function telling(values: readonly Setting[]): readonly Setting[] {
  if (values.length <= FEWEST || !values.every(value => typeof value === 'number')) {
    return values;
  }
  const least = values.reduce((a, b) => (a < b ? a : b));
  const greatest = values.reduce((a, b) => (a > b ? a : b));
  return [...new Set([values[0], least, greatest, values.at(-1)!])];
}

/** Words of a choice with which the study stays valid. */
function optionsOf(study: Study, path: string, words: readonly string[]): string[] {
  const settings = new Map([...study.settings].map(([own, values]) => [own, telling(values)]));
  const plain = resolve({ ...study, settings });
  return words.filter(word => {
    try {
      readAgain(changed(plain, path, word));
      return true;
    } catch (error) {
      if (error instanceof StudyError) return false;
      throw error;
    }
  });
}

type Plain = string | number | boolean;

function isPlain(value: Setting): value is Plain {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function several(about: About, type: Type, values: readonly Plain[]): Control {
  if (type.is === 'integer' || type.is === 'number') {
    const numbers = values as readonly number[];
    const integer = type.is === 'integer';
    const rule = ruleOf(numbers, integer);
    if (rule !== null) {
      return { ...about, is: 'range', integer, ...rule, values: numbers };
    }
  }
  return { ...about, is: 'list', text: values.join(', '), values };
}

function controlOf(study: Study, key: Key, values: readonly Setting[]): Control | null {
  const { path, type, about, takes } = key;
  if (takes === 'list' || NO_DIALS.includes(path) || !values.every(isPlain)) {
    return null;
  }
  const [value] = values;
  const isSet = key.default !== undefined && value !== key.default;
  const isMain = MAIN.includes(path) || values.length > 1 || isSet;
  const base: About = { path, name: nameOf(path), about, isMain };
  switch (type.is) {
    case 'choice': {
      const words = values as readonly string[];
      const options = optionsOf(study, path, type.of);
      const swept = words.length > 1 ? words : [];
      return { ...base, is: 'choice', value: words.length > 1 ? null : words[0], swept, options };
    }
    case 'integer':
    case 'number':
      return values.length > 1
        ? several(base, type, values)
        : {
            ...base,
            is: 'number',
            value: value as number,
            integer: type.is === 'integer',
            ...sliderOf(type, value as number)
          };
    case 'boolean':
      return values.length > 1
        ? several(base, type, values)
        : { ...base, is: 'switch', value: value as boolean };
    case 'text':
      if (path !== 'seed') return null;
      return values.length > 1
        ? several(base, type, values)
        : { ...base, is: 'seed', value: String(value) };
    default:
      return null;
  }
}

/**
 * The controls of a study, in the order of its keys.
 *
 * @param study a valid study
 */
export function controlsOf(study: Study): Control[] {
  return keysOf(study.kind).flatMap(key => {
    const values = study.settings.get(key.path);
    const control = values && values.length > 0 ? controlOf(study, key, values) : null;
    return control === null ? [] : [control];
  });
}

/**
 * The value that the text of a list control means, as studies give it.
 *
 * @param text `4, 8, 16` or a range such as `4..16 by 4`
 * @param numeric whether its words are numbers
 */
export function listValue(text: string, numeric: boolean): unknown {
  const words = text
    .split(',')
    .map(word => word.trim())
    .filter(word => word !== '');
  const values = words.map(word => {
    const number = Number(word);
    if (word === 'true' || word === 'false') return word === 'true';
    return numeric && Number.isFinite(number) ? number : word;
  });
  return values.length === 1 ? values[0] : values;
}
