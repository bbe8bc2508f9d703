// The controls of a study: one for each key that is a dial, made from the same table of keys as validation. Pure;
// src/view/controls draws them.

import { changed, readAgain } from './change';
import { StudyError } from './diagnostic';
import { nameOf, type Key, type Setting, type Type } from './key';
import { keysOf } from './keys';
import { partsOf, type Parted } from './parts';
import { ruleOf, type Rule } from './rule';
import { sliderOf, type Slider } from './slider';
import { resolve, show, type Study } from './study';

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

/** One number, or none. */
export interface OptionalControl extends About, Slider {
  readonly is: 'optional';
  /** null for none. */
  readonly value: number | null;
  /** What it is at first when there was none. */
  readonly usual: number;
}

/** One value of several parts. */
export interface PartsControl extends About, Parted {
  readonly is: 'parts';
}

/** Numbers from a start to an end, in their order. */
export interface RangeControl extends About, Rule {
  readonly is: 'range';
  readonly integer: boolean;
  readonly values: readonly number[];
}

/** Values that follow no rule, as the text that studies write. */
export interface ListControl extends About {
  readonly is: 'list';
  readonly text: string;
  readonly values: readonly (string | number | boolean)[];
  /** Whether they are a sweep, so that one of them could stand alone. */
  readonly isSweep: boolean;
}

/** Several values that a line of text can't hold, such as rates by layer. */
export interface PickControl extends About {
  readonly is: 'pick';
  /** Each in words, and as studies write it alone. */
  readonly values: readonly { readonly words: string; readonly written: unknown }[];
}

/** Some of a few words. */
export interface WordsControl extends About {
  readonly is: 'words';
  readonly values: readonly string[];
  /** Words that are chosen, or that the rest of the study allows beside them. */
  readonly options: readonly string[];
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
  | NumberControl
  | OptionalControl
  | PartsControl
  | RangeControl
  | ListControl
  | PickControl
  | WordsControl
  | ChoiceControl
  | SwitchControl
  | SeedControl;

/** What a reader turns first; the others stand in the open only where they are not at their defaults. */
const MAIN = [
  'model',
  'network.widths',
  'network.width',
  'network.depth',
  'network.density',
  'network.degree',
  'network.skip.span',
  'network.channels',
  'network.kernel',
  'network.size',
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

/** Values of a sweep that are all tried; of more, the ends tell. */
const MOST_TRIED = 5;
/** Parts that have a control each; a value of more is better changed in its cell. */
const MOST_PARTS = 32;

/** Values of a sweep by which rules can judge it: its ends, its least and its greatest. */
function telling(values: readonly Setting[]): readonly Setting[] {
  if (values.length <= MOST_TRIED || !values.every(value => typeof value === 'number')) {
    return values;
  }
  const least = values.reduce((a, b) => (a < b ? a : b));
  const greatest = values.reduce((a, b) => (a > b ? a : b));
  return [...new Set([values[0], least, greatest, values.at(-1)!])];
}

/** Those of some values of a key with which the study stays valid. */
function validOf<Value>(study: Study, path: string, values: readonly Value[]): Value[] {
  const settings = new Map([...study.settings].map(([own, held]) => [own, telling(held)]));
  const plain = resolve({ ...study, settings });
  return values.filter(value => {
    try {
      readAgain(changed(plain, path, value));
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

function sweep(about: About, type: Type, values: readonly Plain[]): Control {
  if (type.is === 'integer' || type.is === 'number') {
    const numbers = values as readonly number[];
    const integer = type.is === 'integer';
    const rule = ruleOf(numbers, integer);
    if (rule !== null) {
      return { ...about, is: 'range', integer, ...rule, values: numbers };
    }
  }
  return { ...about, is: 'list', text: values.join(', '), values, isSweep: true };
}

/** Several values, of which a reader may take one. */
function severalOf(about: About, study: Study, key: Key, values: readonly Setting[]): Control {
  if (key.type.is === 'choice') {
    const swept = values as readonly string[];
    const options = validOf(study, key.path, key.type.of);
    return { ...about, is: 'choice', value: null, swept, options };
  }
  if (values.every(isPlain)) return sweep(about, key.type, values);
  const pick = values.map(value => ({
    words: String(show(key.path, value)),
    written: partsOf(study, key, value)?.written ?? value
  }));
  return { ...about, is: 'pick', values: pick };
}

/** Words of which several are chosen: each alone, or beside the others. */
function wordsOf(
  about: About,
  study: Study,
  of: readonly string[],
  values: readonly string[]
): Control {
  const { path } = about;
  const others = of.filter(word => !values.includes(word)).map(word => [...values, word]);
  const added = validOf(study, path, others).map(list => list.at(-1));
  const options = of.filter(word => values.includes(word) || added.includes(word));
  return { ...about, is: 'words', values, options };
}

/** A list that is one value. */
function listOf(
  about: About,
  study: Study,
  type: Type,
  values: readonly Setting[]
): Control | null {
  switch (type.is) {
    case 'choice':
      return wordsOf(about, study, type.of, values as readonly string[]);
    case 'integer': {
      const numbers = values as readonly number[];
      return { ...about, is: 'list', text: numbers.join(', '), values: numbers, isSweep: false };
    }
    default:
      return null;
  }
}

/** One value. */
function oneOf(about: About, study: Study, key: Key, value: Setting): Control | null {
  const { path, type } = key;
  switch (type.is) {
    case 'choice': {
      const options = validOf(study, path, type.of);
      return { ...about, is: 'choice', value: value as string, swept: [], options };
    }
    case 'integer':
      return {
        ...about,
        is: 'number',
        value: value as number,
        integer: true,
        ...sliderOf(type, value as number)
      };
    case 'number': {
      if (!type.none) {
        const number = value as number;
        return { ...about, is: 'number', value: number, integer: false, ...sliderOf(type, number) };
      }
      const usual = Number(key.default);
      const number = value as number | null;
      return { ...about, is: 'optional', value: number, usual, ...sliderOf(type, number ?? usual) };
    }
    case 'boolean':
      return { ...about, is: 'switch', value: value as boolean };
    case 'text':
      return path === 'seed' ? { ...about, is: 'seed', value: String(value) } : null;
    default:
      return null;
  }
}

function controlOf(study: Study, key: Key, values: readonly Setting[]): Control | null {
  const { path, about, takes } = key;
  if (NO_DIALS.includes(path)) return null;
  const now = takes === 'list' ? values : values[0];
  const isSet = key.default !== undefined && JSON.stringify(now) !== JSON.stringify(key.default);
  const isSweep = takes === 'axis' && values.length > 1;
  const isMain = MAIN.includes(path) || isSweep || isSet;
  const base: About = { path, name: nameOf(path), about, isMain };
  if (takes === 'list') return listOf(base, study, key.type, values);
  if (isSweep) return severalOf(base, study, key, values);
  const parted = partsOf(study, key, values[0]);
  if (parted === null) return oneOf(base, study, key, values[0]);
  return parted.parts.length <= MOST_PARTS ? { ...base, is: 'parts', ...parted } : null;
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
