// The rule that swept numbers follow, if they follow one: what a range says in three numbers. Pure.

import { RangeFault, readRange } from './range';

/** A range by its three numbers. */
export interface Rule {
  /** by: every so far, in: so many, evenly spaced, log: so many, in equal ratios. */
  readonly how: 'by' | 'in' | 'log';
  readonly from: number;
  readonly to: number;
  /** The step (by), or how many values. */
  readonly last: number;
}

/** Fewest values that a range in equal parts or ratios has. */
const FEWEST = 5;

/** The rule that numbers follow, if there is one. */
export function ruleOf(values: readonly number[], integer: boolean): Rule | null {
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
export function rangeText({ how, from, to, last }: Rule): string {
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
