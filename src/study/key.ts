// A key of a study: its path, what it accepts, where it applies.

/** The two kinds of study. */
export type Kind = 'percolation' | 'dropout';

/** How a network is given; each has its own keys below `network` (family.ts). */
export type Family =
  'rectangular' | 'widths' | 'blocks' | 'convolutional' | 'lattice' | 'tree' | 'edges' | 'file';

/** Where the data of a training study come from; `arrays` are handed over beside it. */
export type DataName = 'teacher' | 'digits' | 'mnist' | 'csv' | 'arrays';

/** A number, or one for each layer, that changes linearly over the first `over` steps and then stays. */
export interface OverTime {
  readonly from: number | readonly number[];
  readonly to: number | readonly number[];
  readonly over: number;
}

/**
 * One value of a key: a scalar, a list that belongs together (widths, a size, rates or biases by layer), or a change over
 * time. null is `none`.
 */
export type Setting =
  string | number | boolean | null | readonly number[] | readonly boolean[] | OverTime;

/** Whether a value changes over time. */
export function isOverTime(value: Setting | undefined): value is OverTime {
  return typeof value === 'object' && value !== null && 'over' in value;
}

/** What a key accepts. */
export type Type =
  | { readonly is: 'integer'; readonly min: number; readonly max: number }
  | {
      readonly is: 'number';
      readonly min: number;
      readonly max: number;
      /** The upper end itself is not allowed. */
      readonly below?: true;
      /** The lower end itself is not allowed. */
      readonly above?: true;
      /** `none` is allowed too. */
      readonly none?: true;
      /** A list inside a list is one value: a number for each layer. */
      readonly byLayer?: true;
      /** A mapping {from, to, over} is one value, which changes over time. */
      readonly overTime?: true;
    }
  | {
      readonly is: 'choice';
      readonly of: readonly string[];
      /** What the words are called elsewhere, for readers who wrote that. */
      readonly elsewhere?: string;
    }
  | {
      readonly is: 'boolean';
      /** A list inside a list is one value: true or false for each layer. */
      readonly byLayer?: true;
    }
  | { readonly is: 'text' }
  | { readonly is: 'widths' }
  | { readonly is: 'size' }
  | { readonly is: 'data' }
  | { readonly is: 'edges' };

/** A row of the table. */
export interface Key {
  /** `name`, `group.name` or `group.group.name`. */
  readonly path: string;
  readonly studies: readonly Kind[];
  readonly type: Type;
  /** axis: a list or range sweeps it; list: the list itself is the value; one: a single value. */
  readonly takes: 'axis' | 'list' | 'one';
  readonly default?: Setting | readonly Setting[];
  /** Networks that have this key; all of them if not given. */
  readonly families?: readonly Family[];
  /** Data that have this key; all of them if not given. */
  readonly sources?: readonly DataName[];
  /** The group of the key may be given as this value alone: `data: teacher` for `data: {name: teacher}`. */
  readonly shorthand?: true;
  readonly about: string;
}

/** The name of the column and of the flat keyword: the last part of a path; of a group's own name, the group. */
export function nameOf(path: string): string {
  return path.split('.').findLast(part => part !== 'name')!;
}
