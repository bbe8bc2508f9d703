// Ends and step of the slider for a number, so that it reaches well beyond the number and stands at round ones. Pure.

import type { Type } from './key';

/** Ends and step; values beyond the ends are typed. */
export interface Slider {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

type Numeric = Extract<Type, { is: 'integer' | 'number' }>;

/** 10 to an integer. */
function powerOfTen(exponent: number): number {
  return Number(`1e${exponent}`);
}

/** The exponent of a number in scientific notation. */
function decade(value: number): number {
  return Number(value.toExponential().split('e')[1]);
}

/** Digits behind the point. */
function decimals(value: number): number {
  const [digits, exponent] = value.toExponential().split('e');
  return Math.max(0, (digits.split('.')[1] ?? '').length - Number(exponent));
}

/** The least of 1, 2, 5, 10, ... that is not below a number > 0. */
function roundUp(value: number): number {
  const exponent = decade(value);
  const unit = [1, 2, 5, 10].find(digit => Number(`${digit}e${exponent}`) >= value)!;
  return Number(`${unit}e${exponent}`);
}

/** Digits that a slider shows of its largest value, and of the numbers from 0 to 1. */
const DIGITS = 2;
const RATE_DECIMALS = 3;
const MOST_DECIMALS = 6;
/** A slider ends at about this many times the value. */
const ROOM = 4;
const SHORTEST = 16;

/** Multiples of the step, so that a slider stands at round numbers. */
function onGrid(low: number, high: number, step: number, type: Numeric): Slider {
  const first = Math.ceil(Number((low / step).toPrecision(12)));
  const last = Math.floor(Number((high / step).toPrecision(12)));
  const at = (count: number): number => Number((count * step).toPrecision(12));
  const min = type.is === 'number' && type.above && at(first) <= type.min ? first + 1 : first;
  const max = type.is === 'number' && type.below && at(last) >= type.max ? last - 1 : last;
  return { min: at(min), max: at(max), step };
}

/**
 * Ends and step of the slider for a key.
 *
 * @param type what the key accepts
 * @param value where the slider stands at first
 */
export function sliderOf(type: Numeric, value: number): Slider {
  const size = Math.abs(value);
  if (type.is === 'integer') {
    const high = Math.min(type.max, roundUp(Math.max(SHORTEST, ROOM * size)));
    const step = Math.max(1, powerOfTen(decade(high) - DIGITS));
    return onGrid(type.min, high, step, type);
  }
  if (type.max - type.min <= 1 && (size === 0 || size >= powerOfTen(-RATE_DECIMALS))) {
    const digits = Math.min(MOST_DECIMALS, Math.max(RATE_DECIMALS, decimals(value)));
    return onGrid(type.min, type.max, powerOfTen(-digits), type);
  }
  const high = Math.min(type.max, size === 0 ? 1 : roundUp(ROOM * size));
  const low = type.min < 0 ? Math.max(type.min, -high) : type.min;
  return onGrid(low, high, powerOfTen(decade(high) - DIGITS), type);
}
