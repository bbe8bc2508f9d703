// A panel of a figure of several: what it shows and how high it is. Sections are made independently of one
// another; stack.ts and grid.ts put them under or beside one another and give them their axes and legends.

import type { Scale } from './scale';
import { thin } from './thin';
import type { Mark, Trace } from './types';

/** Colours from 0 to the largest value. */
export interface Colors {
  readonly scale: readonly string[];
  readonly title: string;
  readonly most: number;
}

/** A panel that does not know its place yet; its marks are those of the first panel. */
export interface Section {
  readonly x: Scale;
  readonly y: Scale;
  /** Name of the axis along x, if it is one of the result's: panels along the same one are zoomed together. */
  readonly along: string | null;
  readonly marks: readonly Mark[];
  /** Pixels. */
  readonly height: number;
  /** Colours of a heat map, and the name of what they show. */
  readonly colors?: Colors;
  /** A sentence or two: what is shown, and what its words mean. */
  readonly note: string;
  /** What is left out, for the subtitle. */
  readonly omitted: readonly string[];
}

/** Pixels of the first panel, and of any other. */
export const FIRST_HEIGHT = 292;
export const NEXT_HEIGHT = 190;

/** Names of a panel that are still read. */
export const MOST_IN_LEGEND = 12;
const KEPT_IN_LONG_LEGEND = 8;

/** Those of the lines that a legend names: all, or a few where they are many. */
export function inShortLegend<T>(lines: readonly T[]): ReadonlySet<T> {
  return new Set(lines.length > MOST_IN_LEGEND ? thin(lines, KEPT_IN_LONG_LEGEND) : lines);
}

/** Whether a mark is a trace, so that a legend can name it. */
export function isTrace(mark: Mark): mark is Trace {
  return mark.type === 'scatter';
}
