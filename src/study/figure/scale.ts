// Ranges and scales of axes: every axis has an explicit range, so that the live figure and the static
// picture show the same.

import type { Axis } from './axis';
import { edges } from './cells';
import { finite } from './columns';
import { escaped } from './text';
import { thin } from './thin';
import type { Coordinate, LayoutAxis } from './types';
import { axisTitle, written } from './words';

/** What an axis shows; where it stands is its panel's business. */
export type Scale = Pick<
  LayoutAxis,
  'type' | 'range' | 'title' | 'tickvals' | 'ticktext' | 'nticks'
>;

/** Where rows stand along x. */
export interface Placement {
  readonly scale: Scale;
  /** Numbers in order, which a line may join; not so the slots of words. */
  readonly continuous: boolean;
  /** Slots of words in place of numbers. */
  readonly isWords: boolean;
  /** Length of a stroke that stands for a single value. */
  readonly stroke: number;
  /** Place of a row. */
  at(row: number): Coordinate;
}

const MARGIN = 0.03;
const DECADES_FOR_LOG = 3;
/** Plotly labels whole decades only where a tick has the room of more than 0.7 of a decade. */
const ROOM_OF_DECADE = 0.75;
const MOST_DECADES = 8;
/** Slots that have room for their name. */
const MOST_NAMED = 50;
/** Numbers that are this few, short and well apart are the ticks themselves. */
const FEW = 6;
const SHORT = 4;
const APART = 0.1;
/** Decades below which powers of ten alone are too few ticks. */
const SHORT_DECADES = 2;

function padded(low: number, high: number): readonly [number, number] {
  const margin = (high - low) * MARGIN;
  return [low - margin, high + margin];
}

function linear(low: number, high: number, title: string): Scale {
  return { type: 'linear', range: padded(low, high), title: { text: title, standoff: 8 } };
}

/** 1, 2 and 5 times the powers of ten within a range of logarithms. */
function shortTicks([from, to]: readonly [number, number]): number[] {
  const tickvals: number[] = [];
  for (let decade = Math.floor(from); decade <= to; decade++) {
    // From the text, since 2 * 0.1 is no 0.2 in every decade.
    tickvals.push(...[1, 2, 5].map(digit => Number(`${digit}e${decade}`)));
  }
  return tickvals.filter(value => Math.log10(value) >= from && Math.log10(value) <= to);
}

function logarithmic(low: number, high: number, title: string): Scale {
  const range = padded(Math.log10(low), Math.log10(high));
  if (range[1] - range[0] < SHORT_DECADES) {
    const tickvals = shortTicks(range);
    return { type: 'log', range, tickvals, title: { text: title, standoff: 8 } };
  }
  const nticks = Math.min(Math.floor((range[1] - range[0]) / ROOM_OF_DECADE), MOST_DECADES);
  return { type: 'log', range, nticks, title: { text: title, standoff: 8 } };
}

function widestGap(sorted: readonly number[]): number {
  const gaps = sorted.slice(1).map((value, index) => value - sorted[index]);
  return gaps.reduce((widest, gap) => Math.max(widest, gap)) / (sorted.at(-1)! - sorted[0]);
}

/** Whether values span some decades and stand more evenly on a logarithmic axis than on a linear one. */
function isGeometric(sorted: readonly number[], least = DECADES_FOR_LOG): boolean {
  const logs = sorted.map(Math.log10);
  const decades = logs.at(-1)! - logs[0];
  return sorted[0] > 0 && decades >= least && widestGap(logs) < widestGap(sorted);
}

/** The numbers themselves where they make good ticks, as depths 4, 8 and 16 do; else Plotly chooses. */
function ownTicks(sorted: readonly number[]): Pick<Scale, 'tickvals'> {
  const gaps = sorted.slice(1).map((value, index) => value - sorted[index]);
  const span = sorted.at(-1)! - sorted[0];
  const fit =
    sorted.length <= FEW &&
    sorted.every(value => String(value).length <= SHORT) &&
    gaps.every(gap => gap >= APART * span);
  return fit ? { tickvals: sorted } : {};
}

/** Scale of a part of the number line; of 0 to 1 where `high` is not above `low`. */
export function rangeScale(low: number, high: number, title: string): Scale {
  return low < high ? linear(low, high, title) : linear(0, 1, title);
}

/**
 * Scale of numbers in any order: geometric ones over three decades or more are logarithmic. A single number
 * stands in the middle of a range of its own size, or in 0 to 1.
 */
export function numberScale(values: readonly Coordinate[], title: string): Scale {
  const known = values.filter(value => value !== null);
  const sorted = [...new Set(known)].sort((a, b) => a - b);
  const low = sorted[0] ?? 0;
  const high = sorted.at(-1) ?? 0;
  if (low < high) {
    return isGeometric(sorted)
      ? logarithmic(low, high, title)
      : { ...linear(low, high, title), ...ownTicks(sorted) };
  }
  const reach = Math.abs(low) / 2;
  return low >= 0 && low <= 1 ? linear(0, 1, title) : linear(low - reach, low + reach, title);
}

/**
 * Scale of the cells of a heat map, from the outer edge of the first to that of the last; logarithmic already from
 * one decade, since what is constant along a straight line in logarithms is what such a map is made to show.
 *
 * @param middles two or more of the cells' middles, ascending
 */
export function cellScale(middles: readonly number[], title: string): Scale {
  const isLog = isGeometric(middles, 1);
  const ends = edges(isLog ? middles.map(Math.log10) : middles);
  const own = isLog
    ? logarithmic(middles[0], middles.at(-1)!, title)
    : linear(middles[0], middles.at(-1)!, title);
  // Fewer than three whole decades would be too few ticks.
  const few = isLog && Math.log10(middles.at(-1)! / middles[0]) < DECADES_FOR_LOG;
  const ticks = few ? { tickvals: thin(middles, FEW) } : {};
  return { ...own, ...ticks, range: [ends[0], ends.at(-1)!] };
}

/**
 * Slots for words: slot i is the interval from i - 1/2 to i + 1/2.
 *
 * @param words the slots' names, not yet escaped
 * @param title the axis' title, escaped
 */
export function slots(words: readonly string[], title: string): Scale {
  const named = thin([...words.entries()], MOST_NAMED);
  return {
    type: 'linear',
    range: [-0.5, Math.max(words.length, 1) - 0.5],
    title: { text: title, standoff: 8 },
    tickvals: named.map(([place]) => place),
    ticktext: named.map(([, word]) => escaped(word))
  };
}

/** A logarithmic scale of whole decades, one or more, from that of one positive number to that of another. */
export function wholeDecades(low: number, high: number, title: string): Scale {
  const first = Math.floor(Math.log10(low));
  const last = Math.max(first + 1, Math.ceil(Math.log10(high)));
  return logarithmic(10 ** first, 10 ** last, title);
}

/** Places rows by their value of an axis: numbers on a number line, words in slots. */
export function placement(axis: Axis): Placement {
  const title = axisTitle(axis.name);
  if (axis.numeric) {
    const drawn = axis.values.map(finite);
    const scale = numberScale(drawn, title);
    return {
      scale,
      continuous: drawn.filter(value => value !== null).length > 1,
      isWords: false,
      stroke: (scale.range[1] - scale.range[0]) / 10,
      at: row => finite(axis.column[row])
    };
  }
  const place = new Map(axis.values.map((value, index) => [value, index]));
  return {
    scale: slots(axis.values.map(written), title),
    continuous: false,
    isWords: true,
    stroke: 0.5,
    at: row => place.get(axis.column[row]) ?? null
  };
}

/** Scale of a probability or a fraction. */
export function fractionScale(title: string): Scale {
  return linear(0, 1, title);
}

/**
 * Logarithmic scale of probabilities or other positive numbers, over a decade at least.
 *
 * @param low the least, above 0
 * @param high the greatest, not below `low`
 * @param title the axis' title, escaped
 */
export function decadeScale(low: number, high: number, title: string): Scale {
  const missing = Math.max(0, 1 - Math.log10(high / low)) / 2;
  return logarithmic(low / 10 ** missing, high * 10 ** missing, title);
}

/**
 * Scale of a measure that is not bounded, such as a loss: from 0, or logarithmic where the values are
 * positive and span three decades.
 *
 * @param values all values that are drawn
 * @param title the axis' title, escaped
 */
export function measureScale(values: readonly Coordinate[], title: string): Scale {
  let low = Infinity;
  let high = 0;
  for (const value of values) {
    if (value !== null) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  if (low > 0 && high / low >= 10 ** DECADES_FOR_LOG) {
    return logarithmic(low, high, title);
  }
  // Half of the largest double leaves room for the margin.
  return linear(Math.min(low, 0), high > 0 ? Math.min(high, Number.MAX_VALUE / 2) : 1, title);
}
