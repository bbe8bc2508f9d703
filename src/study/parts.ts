// The numbers or truths that one value is made of: widths, rates by layer, a size, a change over time. Each has a control
// of its own. Pure.

import { entryName } from './bylayer';
import { isOverTime, type Key, type OverTime, type Setting, type Type } from './key';
import { sliderOf, type Slider } from './slider';
import type { Study } from './study';
import { INTEGERS, STEPS } from './value';

/** Keys and places that lead from a value to a part of it. */
export type At = readonly (string | number)[];

interface Named {
  /** What is told from its neighbours: `hidden 2`, `output`, `from`. */
  readonly label: string;
  readonly at: At;
}

/** A number among others. */
export interface NumberPart extends Named, Slider {
  readonly is: 'number';
  readonly value: number;
}

/** A yes or no among others. */
export interface SwitchPart extends Named {
  readonly is: 'switch';
  readonly value: boolean;
}

/** A part of a value. */
export type ValuePart = NumberPart | SwitchPart;

/** A value that is made of parts. */
export interface Parted {
  /** As studies write it. */
  readonly written: unknown;
  readonly parts: readonly ValuePart[];
}

const UNITS = { is: 'integer', min: 1 } as const;
/** What the two numbers of a size are. */
const SIDES: Readonly<Record<string, readonly string[]>> = {
  'network.size': ['rows', 'columns'],
  'network.image': ['height', 'width']
};
const ENTRIES = {
  'hidden layer': 'hidden',
  'layer of weights': 'weights',
  block: 'block'
} as const;

function numberPart(
  label: string,
  at: At,
  value: number,
  type: Extract<Type, { is: 'integer' | 'number' }>
): NumberPart {
  return { is: 'number', label, at, value, ...sliderOf(type, value) };
}

/** Layers by their names; numbers in between. */
function layerLabel(index: number, count: number): string {
  return index === 0 ? 'input' : index === count - 1 ? 'output' : `layer ${index}`;
}

type Numeric = Extract<Type, { is: 'number' }>;

function changeParts(
  value: OverTime,
  type: Numeric,
  entry: (index: number) => string
): readonly ValuePart[] {
  const ends = (['from', 'to'] as const).flatMap(end => {
    const own = value[end];
    return typeof own === 'number'
      ? [numberPart(end, [end], own, type)]
      : own.map((rate, i) => numberPart(`${end} ${entry(i)}`, [end, i], rate, type));
  });
  return [...ends, numberPart('over', ['over'], value.over, STEPS)];
}

/**
 * The parts of a value.
 *
 * @param value one value of the key
 * @returns null for a value that is whole
 */
export function partsOf(
  study: Study,
  { path, type }: Key,
  value: Setting | undefined
): Parted | null {
  const entry = (index: number): string => `${ENTRIES[entryName(study, path)]} ${index + 1}`;
  if (isOverTime(value) && type.is === 'number') {
    return { written: value, parts: changeParts(value, type, entry) };
  }
  if (!Array.isArray(value)) return null;
  const list = value as readonly (number | boolean)[];
  if (type.is === 'widths' || type.is === 'size') {
    const units = { ...UNITS, max: INTEGERS[type.is].most };
    const parts = (list as readonly number[]).map((count, i) =>
      numberPart(SIDES[path]?.[i] ?? layerLabel(i, list.length), [i], count, units)
    );
    return { written: value, parts };
  }
  // A list for the layers stands in a list, since by itself it would be a sweep.
  const parts = list.map((own, i): ValuePart =>
    typeof own === 'boolean'
      ? { is: 'switch', label: entry(i), at: [0, i], value: own }
      : numberPart(entry(i), [0, i], own, type as Numeric)
  );
  return { written: [value], parts };
}

/**
 * A value with another part.
 *
 * @param written the value as studies write it; it is left as it is
 * @param at where the part is
 */
export function withPart(written: unknown, at: At, part: number | boolean): unknown {
  const [first, ...rest] = at;
  if (first === undefined) return part;
  if (Array.isArray(written)) {
    return written.with(first as number, withPart(written[first as number], rest, part));
  }
  const group = written as Readonly<Record<string, unknown>>;
  return { ...group, [first]: withPart(group[first], rest, part) };
}
